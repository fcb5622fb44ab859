"""One order: in the document, on the screen, for the focus; and nothing leaves the screen."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize

from tests.browser.test_pages import ITEMS

PHONE: ViewportSize = {"width": 390, "height": 844}
LOWEST = 500
"""Pixels above the first question of a sheet on a phone, at most."""
LARGE_TEXT = "document.documentElement.style.setProperty('font-size', '250%', 'important')"
"""Twice the theme's own 125 %."""
NOTHING_STICKS = ".pb *, .pb-head * { position: static !important }"
"""What sticks to an edge of the screen has its place in the page all the same."""
JUMPS = """() => {
  const seen = (one) => one.tabIndex >= 0 && one.checkVisibility({ visibilityProperty: true })
    && one.getBoundingClientRect().height > 1 && !one.closest("[popover], .pb-skip, svg, .pb-head");
  const all = document.querySelectorAll("a, button, input, select, textarea, summary");
  const stops = [...all].filter(seen);
  const box = (one) => one.getBoundingClientRect();
  return stops.slice(1).map((one, index) => [stops[index], one]).filter(([before, after]) =>
    box(after).bottom < box(before).top - 1 && box(after).left < box(before).right - 1)
    .map(([before, after]) => [before, after].map((one) => one.outerHTML.slice(0, 90)));
}"""


def _jumps(page: Page) -> list[list[str]]:
    """Pairs of stops of the focus: the second stands above the first, in no later column."""
    page.add_style_tag(content=NOTHING_STICKS)
    found: list[list[str]] = page.evaluate(JUMPS)
    return found


def test_the_focus_goes_down_a_wide_page_and_never_jumps_back_up(browser: Browser, site: str):
    context = browser.new_context(viewport={"width": 1280, "height": 844})
    page = context.new_page()
    found = {}
    for name, path in ITEMS.items():
        page.goto(site + path)
        if jumps := _jumps(page):
            found[name] = jumps[0]
    context.close()
    assert found == {}


def _beyond(page: Page) -> bool:
    """Whether anything, or the menu, stands beside a phone's screen."""
    most: int = page.evaluate("document.documentElement.scrollWidth")
    menu = page.locator(".pb-head-row > .pb-menu-open").bounding_box()
    assert menu is not None
    return most > PHONE["width"] or menu["x"] + menu["width"] > PHONE["width"]


def test_on_a_phone_the_focus_goes_down_and_letters_twice_as_large_leave_all_on_the_screen(
    browser: Browser, site: str
):
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    found, wide = {}, []
    for name, path in ITEMS.items():
        page.goto(site + path)
        page.evaluate(LARGE_TEXT)
        if _beyond(page):
            wide.append(name)
        page.evaluate("document.documentElement.style.removeProperty('font-size')")
        if jumps := _jumps(page):
            found[name] = jumps[0]
    context.close()
    assert wide == []
    assert found == {}


def test_a_page_whose_aside_comes_before_its_text_would_be_noticed(page: Page, site: str):
    page.set_viewport_size(PHONE)
    page.goto(site + ITEMS["worksheets"])
    assert _jumps(page) == []
    page.evaluate("document.querySelector('.pb-main').before(document.querySelector('.pb-beside'))")
    page.add_style_tag(
        content=".pb-item { display: flex; flex-direction: column } .pb-beside { order: 1 }"
    )
    assert _jumps(page)


def test_with_the_browsers_letters_twice_as_large_all_stays_on_the_screen(
    browser: Browser, site: str
):
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    sizes = {"fontSizes": {"standard": 32, "fixed": 26}}
    context.new_cdp_session(page).send("Page.setFontSizes", sizes)
    wide = []
    for name, path in ITEMS.items():
        page.goto(site + path)
        if _beyond(page):
            wide.append(name)
    context.close()
    assert wide == []


def first_question(page: Page) -> float:
    """Return how far down a sheet its first question stands, in pixels."""
    control = page.locator("form[data-playbook] :is(input, textarea, select, button)")
    box = control.filter(visible=True).first.bounding_box()
    assert box is not None
    return box["y"]


def test_a_checklist_begins_with_its_question(browser: Browser, site: str, built: Path):
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    low = {}
    for sheet in sorted((built / "checklists").glob("*/index.html")):
        page.goto(f"{site}checklists/{sheet.parent.name}/")
        if (down := first_question(page)) > LOWEST:
            low[sheet.parent.name] = down
    context.close()
    assert low == {}
