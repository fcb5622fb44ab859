"""The pages in a real browser: accessible, on every width, in both schemes, without scripts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.judging import bring_axe, faults, thin_out

ITEMS = {
    "home": "",
    "not-found": "404.html",
    "steps": "steps/map-positions/",
    "tips": "tips/shift-one-notch/",
    "appeals": "appeals/reason/",
    "case-studies": "case-studies/mn-funding-formula/",
    "worksheets": "worksheets/allies-opponents-undecideds/",
    "checklists": "checklists/pitch-ready/",
    "guides": "guides/clearing-the-air/",
    "roles": "roles/convener/",
    "paths": "paths/first-time-convener/",
    "rules": "rules/",
    "terms": "terms/",
    "sources": "sources/",
    "find": "find/",
    "my-work": "my-work/",
    "combine": "combine/",
    "tonight": "tonight/",
    "steps-index": "steps/",
    "tips-index": "tips/",
    "paths-index": "paths/",
}
Scheme = Literal["light", "dark"]


# colours hang on the scheme and structure on the width: two looks at a page see both of each
LOOKS: list[tuple[Scheme, int, str]] = [("light", 1280, "default"), ("dark", 360, "slate")]


def test_axe_finds_no_fault_on_a_page_of_each_kind_light_and_wide_or_dark_and_narrow(
    context: BrowserContext, page: Page, site: str
):
    bring_axe(context)
    found: list[tuple[str, str, str, str]] = []
    for name, path in ITEMS.items():
        page.goto(site + path)
        thin_out(page)
        for scheme, width, expected in LOOKS:
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": 900})
            expect(page.locator("body")).to_have_attribute("data-md-color-scheme", expected)
            found += [(name, scheme, *fault) for fault in faults(page)]
    assert found == []


def test_what_is_made_like_no_row_before_it_is_looked_at(page: Page, site: str):
    page.goto(site + ITEMS["sources"])
    entries = page.locator("section.pb-entry")
    many = entries.count()
    entries.last.evaluate("(one) => one.insertAdjacentHTML('beforeend', '<i class=odd>odd</i>')")
    thin_out(page)
    assert entries.count() < many / 2
    assert page.locator(".odd").count() == 1


def test_planted_letters_that_are_hard_to_read_are_found(page: Page, site: str):
    page.goto(site + ITEMS["tips"])
    assert faults(page) == []
    page.locator("main p").first.evaluate(
        "(one) => one.insertAdjacentHTML('afterend', '<section id=planted></section>')"
    )
    for planted in (
        "<p style='color: #999'>{}</p>",
        "<p style='background: #555'>{}</p>",
        "<div style='background: #555'><p>{}</p></div>",
        "<div style='opacity: .3'><p>{}</p></div>",
        "<div style='background: #444; height: 9em'></div>"
        "<p style='position: relative; top: -7em'>{}</p>",
    ):
        html = planted.format("These words look like all the others on this page.")
        page.locator("#planted").evaluate("(one, html) => { one.innerHTML = html; }", html)
        assert [rule for rule, _ in faults(page, "#planted")] == ["color-contrast"], planted


def test_pages_read_whole_without_scripts(browser: Browser, site: str, built: Path):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    data = json.loads((built / "playbook.json").read_text(encoding="utf-8"))
    shown: set[str] = set()
    for folder in ("tips", *(f"tips/page/{one.name}" for one in built.glob("tips/page/*"))):
        page.goto(f"{site}{folder}/")
        shown |= set(page.locator(".pb-row-title a").filter(visible=True).all_inner_texts())
    titles = {item["title"] for item in data["items"] if item["kind"] == "tips"}
    assert titles - shown == set()
    page.goto(site + "steps/map-positions/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    context.close()


def test_the_menu_opens_by_keyboard_and_gives_the_focus_back(page: Page, site: str):
    page.goto(site)
    button = page.get_by_role("button", name="Menu")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Glossary").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(button).to_be_focused()


def test_on_a_phone_a_link_at_the_top_leads_to_the_tools_below_the_text(page: Page, site: str):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(site + "steps/know-your-ask/")
    page.get_by_role("link", name="Use this: ").click()
    expect(page.get_by_role("heading", name="Use this")).to_be_in_viewport()
    page.set_viewport_size({"width": 1280, "height": 844})
    expect(page.get_by_role("link", name="Use this: ")).to_be_hidden()


@pytest.mark.parametrize("width", [390, 1280])
def test_a_table_of_scales_says_what_its_ends_mean(page: Page, site: str, width: int):
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(site + "worksheets/health-check/")
    table = page.locator(".pb-grid-form").first
    place = table.locator("tbody tr" if width == 390 else "thead").first
    for end in ("Not true", "Fully true"):
        words = place.get_by_text(end).filter(visible=True)
        box = words.first.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) > 10


def test_the_first_tab_leads_past_the_header(page: Page, site: str):
    page.goto(site + "steps/map-positions/")
    page.keyboard.press("Tab")
    focused = page.evaluate("document.activeElement.getAttribute('href')")
    assert focused is not None
    assert focused.startswith("#")
    assert page.locator(focused).count() == 1


def test_filters_narrow_an_index_say_how_many_are_left_and_stay_in_the_address(
    page: Page, site: str
):
    page.goto(site + "checklists/")
    rows = page.locator("[data-row]")
    everything = rows.count()
    status = page.get_by_role("status").first
    expect(status).to_contain_text(str(everything))
    page.get_by_label("with the words").fill("logo")
    page.wait_for_function("playbook.names.checklists")  # they come after the first word
    expect(rows.filter(visible=True)).not_to_have_count(everything)
    left = rows.filter(visible=True).count()
    assert 0 < left < everything
    expect(status).to_contain_text(str(left))
    page.reload()
    expect(rows.filter(visible=True)).to_have_count(left)


def test_an_address_leads_on_to_the_page_of_a_list_where_the_entry_stands_now(
    page: Page, site: str
):
    page.goto(f"{site}sources/")
    address = page.locator("[data-playbook-elsewhere] a").last.evaluate("(link) => link.href")
    name = address.rpartition("#")[2]
    page.goto(f"{site}tips/")
    page.goto(f"{site}sources/#{name}")
    page.wait_for_url(address)
    expect(page.locator(f"#{name}.pb-entry")).to_be_in_viewport()
    page.go_back()
    expect(page).to_have_url(f"{site}tips/")
