"""Search in a real browser: the box of the head, the page "Find", and what people do to both."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from playbook.publish import build
from tests.browser.conftest import serve
from tests.browser.judging import faults
from tests.browser.test_pages import Scheme

ROOT = Path(__file__).parent.parent.parent
SET = """(field, text) => {
  field.focus();
  field.value = text;
  field.dispatchEvent(new Event("input", {bubbles: true}));
}"""
BAD = [
    "a" * 10_000,
    "(((?:[*+.\\^$|",
    "<script>window.broken = 1</script>",
    '"><img src=x onerror="window.broken = 1">',
    "👩‍👩‍👧 🤝🏽",
    "\u202e\u2067 coalition \u200f",
    "constructor __proto__ toString hasOwnProperty",
    "%00 %E0%A4%A %",
    "\ud800 half a pair",
    "'; -- OR 1=1",
    "-:~^+*",
    "\ufdfa \ufdfd \uff21 \ufb01",
    "́́́",
]


def box(page: Page) -> Locator:
    return page.locator("#pb-search")


def results(page: Page) -> Locator:
    return page.locator("form.pb-search .pb-found a")


def found(page: Page) -> Locator:
    return page.locator("[data-find-results] .pb-found")


def many(page: Page) -> int:
    """The count that the page announces."""
    said = re.search(r"(\d+) results?", page.locator(".pb-find [role=status]").inner_text())
    return int(said[1]) if said else 0


def test_nothing_of_the_index_loads_before_the_box_is_in_use(page: Page, site: str):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(site + "tips/no-vague-yes/", wait_until="networkidle")
    assert [url for url in asked if "/search/" in url] == []
    box(page).focus()
    page.wait_for_function("!!window.playbook.found")
    assert sorted(url.rpartition("/")[2] for url in asked if "/search/" in url) == [
        "engine.js",
        "index.js",
    ]


def test_the_box_finds_as_one_types_and_every_key_leads_on(page: Page, site: str):
    page.goto(site + "steps/map-positions/")
    box(page).focus()
    page.keyboard.type("vague yes")
    expect(results(page).first).to_contain_text("vague yes")
    expect(page.locator("form.pb-search [role=status]")).to_contain_text("result")
    page.keyboard.press("ArrowDown")
    expect(results(page).first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(box(page)).to_be_focused()
    page.keyboard.press("Escape")
    expect(results(page)).to_have_count(0)
    page.keyboard.type("vague yes")
    expect(results(page).first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("vague yes")


def test_enter_shows_all_results_in_the_same_order(page: Page, site: str):
    page.goto(site)
    box(page).focus()
    page.keyboard.type("coaltion agenda")
    first = results(page)
    expect(first.first).to_be_visible()
    titles = first.all_inner_texts()[:-1]
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/find/\?q=coaltion"))
    expect(found(page).first).to_be_visible()
    assert found(page).locator("h3").all_inner_texts()[: len(titles)] == titles[:6]
    expect(page.locator(".pb-find [role=status]")).to_contain_text("Read as “coalition agenda”")


def test_a_result_shows_kind_title_and_summary_with_the_hit_marked(page: Page, site: str):
    page.goto(site + "find/?q=worksheet+stakeholder+map")
    first = found(page).first
    expect(first.locator(".pb-kind")).to_have_text("Worksheet")
    expect(first.locator("h3")).to_have_text("Allies, opponents and undecideds")
    expect(first.locator(".pb-row-text")).not_to_be_empty()
    page.goto(site + "find/?q=vague+yes")
    expect(found(page).first.locator("mark").first).to_have_text(re.compile("vague|yes"))


def test_filters_combine_count_and_stay_in_the_address(page: Page, site: str):
    page.goto(site + "find/")
    form = page.get_by_role("search", name="Find a tool")
    form.get_by_label("What do you need?").fill("meeting")
    expect(found(page).first).to_be_visible()
    everything = many(page)
    kind = form.get_by_role("combobox", name="Show")
    promised = kind.locator("option[value=checklists]").inner_text()
    kind.select_option("checklists")
    expect(found(page).locator(".pb-kind").first).to_have_text("Checklist")
    left = many(page)
    assert promised == f"Checklists ({left})"
    assert 0 < left < everything
    form.get_by_role("combobox", name="that takes").select_option("15")
    expect(page).to_have_url(re.compile(r"q=meeting&kind=checklists&time=15$"))
    fewer = many(page)
    assert 0 < fewer < left
    page.reload()
    expect(found(page)).to_have_count(fewer)
    form.get_by_role("button", name="Clear all").click()
    expect(found(page)).to_have_count(0)
    expect(form.get_by_label("What do you need?")).to_be_focused()
    expect(page).to_have_url(site + "find/")


def test_who_i_am_and_what_i_want_are_a_way_in_without_a_word(page: Page, site: str):
    page.goto(site + "find/")
    form = page.get_by_role("search", name="Find a tool")
    form.get_by_role("combobox", name="I am", exact=True).select_option("convener")
    expect(found(page).first).to_be_visible()
    alone = many(page)
    form.get_by_role("combobox", name="and I want to").select_option("agree-roles-rules")
    expect(page).to_have_url(re.compile("role=convener&step=agree-roles-rules"))
    assert 0 < many(page) < alone
    assert all(
        "(0)" not in text or option.is_disabled()
        for option in form.get_by_role("combobox", name="Show").locator("option").all()
        if (text := option.inner_text())
    )


def test_more_results_come_on_demand_and_the_focus_goes_to_the_first_of_them(page: Page, site: str):
    page.goto(site + "find/?kind=tips")
    expect(found(page)).to_have_count(20)
    page.get_by_role("button", name="Show more").click()
    expect(found(page)).to_have_count(40)
    expect(found(page).nth(20).get_by_role("link")).to_be_focused()


def test_any_text_gives_results_or_says_that_there_are_none(page: Page, site: str):
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(site + "find/")
    page.wait_for_function("!!(window.playbook.search && window.playbook.search.find)")
    typed = page.get_by_role("search", name="Find a tool").get_by_label("What do you need?")
    status = page.locator(".pb-find [role=status]")
    for text in BAD:
        typed.evaluate(
            SET,
            text,
        )
        expect(status).to_contain_text(re.compile(r"\d+ results?|Nothing found"))
        box(page).evaluate(
            SET,
            text,
        )
    assert page.evaluate("window.broken") is None
    assert page.locator(".pb-find img, .pb-find script, .pb-search img").count() == 0
    assert errors == []


@pytest.mark.parametrize(
    "query",
    ["q=%E0%A4%A", "q=a&q=b", "kind=nothing&time=-1", "role=<b>&step=..", "q=%3Cimg%20src%3Dx%3E"],
)
def test_any_address_opens_the_page(page: Page, site: str, query: str):
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{site}find/?{query}")
    page.wait_for_function("!!(window.playbook.search && window.playbook.search.find)")
    expect(page.locator(".pb-find [role=status]")).not_to_be_empty()
    assert errors == []


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_fault_in_any_state_of_search(
    browser: Browser, site: str, scheme: Scheme, width: int
):
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})
    page = context.new_page()
    states = {
        "results": "find/?q=coaltion",
        "none found": "find/?q=xyzzyplugh",
        "filters on": "find/?q=meeting&kind=checklists&role=facilitator",
        "filters alone": "find/?step=set-north-star",
    }
    seen = []
    for name, path in states.items():
        page.goto(site + path)
        expect(page.locator(".pb-find [role=status]")).to_contain_text(re.compile("result|Nothing"))
        seen += [(name, *fault) for fault in faults(page)]
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), name
    if width > 1000:
        page.goto(site + "tips/no-vague-yes/")
        box(page).focus()
        page.keyboard.type("meeting")
        expect(results(page).first).to_be_visible()
        seen += [("box open", *fault) for fault in faults(page)]
    context.close()
    assert seen == []


def test_without_scripts_find_is_a_plain_index_of_everything(browser: Browser, site: str):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site)
    page.get_by_role("link", name="Search").click()
    page.locator("summary", has_text="Ground rules").click()
    expect(page.get_by_role("link", name="Clear asks only")).to_be_visible()
    expect(page.get_by_role("search")).to_have_count(0)
    context.close()


def test_search_works_from_a_folder(page: Page, built: Path):
    page.goto((built / "tips/no-vague-yes/index.html").as_uri())
    box(page).focus()
    page.keyboard.type("glossary terms")
    page.keyboard.press("Enter")
    expect(found(page).first).to_be_visible()
    found(page).first.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Glossary")


@pytest.fixture(scope="module")
def instant(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pages that the theme changes without loading them, in a language without a stemmer."""
    folder = tmp_path_factory.mktemp("instant")
    shutil.copytree(ROOT / "tests/cases/base/content", folder / "content")
    (folder / "mkdocs.yml").write_text(
        "site_name: x\nsite_url: http://127.0.0.1/\ndocs_dir: content\n"
        "theme: {name: material, features: [navigation.instant]}\n"
        "plugins: [playbook-pages, playbook-worksheets, playbook-checklists]\n",
        encoding="utf-8",
    )
    manifest = folder / "content/playbook.yml"
    text = manifest.read_text(encoding="utf-8").replace("language: en", "language: ar")
    manifest.write_text(text, encoding="utf-8")
    build(folder, site_dir=folder / "site")
    return folder / "site"


def test_search_goes_on_where_the_theme_changes_pages_without_loading(page: Page, instant: Path):
    sitemap = instant / "sitemap.xml"
    with serve(instant) as address:
        text = sitemap.read_text(encoding="utf-8").replace("http://127.0.0.1/", address)
        sitemap.write_text(text, encoding="utf-8")
        page.goto(address + "tips/small-bed/")
        page.evaluate("window.kept = true")
        field = page.locator("#pb-search")
        field.focus()
        page.keyboard.type("سرير صغير")
        expect(results(page).first).to_contain_text("سرير")
        page.keyboard.press("Escape")
        page.evaluate("document.querySelector('a.pb-search-open').click()")
        expect(page.locator("form[data-playbook-find][data-search-ready]")).to_be_visible()
        assert page.evaluate("window.kept") is True
        for typed in ("سَرِير", "أولا", "小さな", "ערוגה", "gärten", "CAFE"):
            page.locator("[data-playbook-find] input").fill(typed)
            expect(found(page).first).to_be_visible()
        field.fill("bed")
        expect(results(page).first).to_have_attribute("href", re.compile(rf"^{address}"))
