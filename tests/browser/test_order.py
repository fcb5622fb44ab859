"""One order: in the document, on the screen, for the focus; and nothing leaves the screen."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from tests.browser.test_pages import ITEMS

PHONE: ViewportSize = {"width": 390, "height": 844}
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


@pytest.mark.parametrize("width", [1280, 390])
def test_the_focus_goes_down_the_page_and_never_jumps_back_up(
    browser: Browser, site: str, width: int
):
    context = browser.new_context(viewport={"width": width, "height": 844})
    page = context.new_page()
    found = {}
    for name, path in ITEMS.items():
        page.goto(site + path)
        if jumps := _jumps(page):
            found[name] = jumps[0]
    context.close()
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


@pytest.mark.parametrize("way", ["page", "browser"])
def test_at_twice_the_letters_nothing_scrolls_sideways_and_the_menu_is_there(
    browser: Browser, site: str, way: str
):
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    if way == "browser":
        sizes = {"fontSizes": {"standard": 32, "fixed": 26}}
        context.new_cdp_session(page).send("Page.setFontSizes", sizes)
    wide = {}
    for name, path in ITEMS.items():
        page.goto(site + path)
        if way == "page":
            page.evaluate(LARGE_TEXT)
        most: int = page.evaluate("document.documentElement.scrollWidth")
        menu = page.locator(".pb-head-row > .pb-menu-open").bounding_box()
        assert menu is not None
        if most > PHONE["width"] or menu["x"] + menu["width"] > PHONE["width"]:
            wide[name] = most
    context.close()
    assert wide == {}


def test_a_sheet_begins_with_its_question(browser: Browser, site: str, built: Path):
    items = json.loads((built / "playbook.json").read_text(encoding="utf-8"))["items"]
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    low = {}
    for item in items:
        if item["kind"] not in ("worksheets", "checklists"):
            continue
        page.goto(site + item["url"])
        control = page.locator("form[data-playbook] :is(input, textarea, select, button)")
        box = control.filter(visible=True).first.bounding_box()
        assert box is not None
        if box["y"] > 500:
            low[item["ref"]] = box["y"]
    context.close()
    assert low == {}
