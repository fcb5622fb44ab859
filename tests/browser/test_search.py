"""Search in a real browser: the box of the head, the page "Find", and what people do to both."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from playbook.publish import build
from tests.browser.conftest import serve, stay
from tests.browser.judging import bring_axe, faults, thin_out
from tests.browser.searching import box, choice, field, found, results, status
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


def test_enter_shows_all_results_in_the_same_order(page: Page, site: str):
    page.goto(site)
    box(page).focus()
    page.keyboard.type("coaltion agenda")
    first = results(page)
    expect(first.first).to_be_visible()
    titles = first.all_inner_texts()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/find/\?q=coaltion"))
    expect(found(page).first).to_be_visible()
    assert len(titles) == 5
    assert found(page).locator("h3").all_inner_texts()[:5] == titles
    expect(status(page)).to_contain_text("Read as “coalition agenda”")


def test_a_result_shows_kind_title_and_summary_with_the_hit_marked(page: Page, site: str):
    page.goto(site + "find/?q=worksheet+stakeholder+map")
    first = found(page).first
    expect(first.locator(".pb-kind")).to_have_text("Worksheet")
    expect(first.locator("h3")).to_have_text("Allies, opponents and undecideds")
    expect(first.locator(".pb-row-text")).not_to_be_empty()
    page.goto(site + "find/?q=vague+yes")
    expect(found(page).first.locator("mark").first).to_have_text(re.compile("vague|yes"))


def test_a_typing_error_is_named_wherever_it_stands(page: Page, site: str):
    page.goto(site + "find/")
    for typed, read in (
        ("coaltion-meeting", "coalition-meeting"),
        ("stakholder/partner", "stakeholder/partner"),
        ("coaltion's agenda", "coalition's agenda"),
        ("co\u00e1ltion", "coalition"),
        ("meetng,agenda", "meeting,agenda"),
    ):
        field(page).fill(typed)
        expect(status(page)).to_contain_text(re.compile(f"^Read .*“{read}”"))
        expect(found(page).first).to_be_visible()
    field(page).fill("coalition meeting")
    expect(status(page)).not_to_contain_text("Read")
    expect(found(page).first).to_be_visible()


def test_a_result_shows_the_alias_that_was_hit_where_nothing_else_tells(page: Page, site: str):
    page.goto(site + "find/?q=meeting")
    expect(found(page).first).to_be_visible()
    shown = found(page).all()
    for one in shown:
        told = one.locator(":is(.pb-row-title, .pb-row-text) mark").count() > 0
        assert not (told and one.locator(".pb-row-alias").count())
    aliases = found(page).locator(".pb-row-alias")
    assert 0 < aliases.count() < len(shown)
    expect(aliases.first.locator("mark").first).to_have_text(re.compile("meet"))


@pytest.mark.parametrize("broken", ["engine.js", "index.js"])
def test_a_search_that_does_not_load_says_so_and_is_tried_again(page: Page, site: str, broken: str):
    page.route(f"**/search/{broken}", lambda route: route.abort())
    page.goto(site + "find/")
    says = re.compile("could not be loaded. Check your connection")
    field(page).focus()
    expect(status(page)).to_have_text(says)
    choice(page, "Kind").select_option("checklists")
    box(page).focus()
    page.keyboard.type("me")
    expect(page.locator("form.pb-search [role=status]")).to_have_text(says)
    expect(page.locator("form.pb-search [role=status]")).to_be_visible()
    page.unroute(f"**/search/{broken}")
    page.keyboard.type("eting")
    expect(results(page).first).to_be_visible()
    field(page).focus()
    expect(found(page).first.locator(".pb-kind")).to_have_text("Checklist")
    page.get_by_role("button", name="Clear all").click()
    expect(status(page)).to_have_text("Results appear as you type.")


def test_any_text_gives_results_or_says_that_there_are_none(page: Page, site: str):
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(site + "find/")
    field(page).focus()
    page.wait_for_function("!!(window.playbook.search && window.playbook.search.find)")
    for text in BAD:
        field(page).evaluate(SET, text)
        expect(status(page)).to_contain_text(re.compile(r"\d+ results?|Nothing found"))
        box(page).evaluate(SET, text)
    assert page.evaluate("window.broken") is None
    assert page.locator(".pb-find img, .pb-find script, .pb-search img").count() == 0
    assert errors == []


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 360)])
def test_axe_finds_no_fault_in_any_state_of_search(
    browser: Browser, site: str, scheme: Scheme, width: int
):
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})
    bring_axe(context)
    page = context.new_page()
    states = {
        "results": "find/?q=coaltion",
        "none found": "find/?q=xyzzyplugh",
        "filters on": "find/?q=meeting&kind=checklists&role=facilitator",
        "an alias shown": "find/?q=nobody+does+the+work",
        "filters alone": "find/?step=set-north-star",
    }
    seen = []
    for name, path in states.items():
        page.goto(site + path)
        expect(status(page)).to_contain_text(re.compile("result|Nothing"))
        thin_out(page)
        seen += [(name, *fault) for fault in faults(page)]
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), name
    if width > 1000:
        page.goto(site + "tips/no-vague-yes/")
        box(page).focus()
        page.keyboard.type("meeting")
        expect(results(page).first).to_be_visible()
        thin_out(page)
        seen += [("box open", *fault) for fault in faults(page)]
    page.route("**/search/index.js", lambda route: route.abort())
    page.goto(site + "find/")
    field(page).focus()
    expect(status(page)).to_contain_text("could not be loaded")
    thin_out(page)
    seen += [("not loaded", *fault) for fault in faults(page)]
    context.close()
    assert seen == []


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
        stay(page)
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
