"""One order: in the document, on the screen, for the focus; and nothing leaves the screen.

Each page is visited once: all that is asked here is answered by a look at it.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from tests.browser.test_pages import ITEMS

SMALLEST: ViewportSize = {"width": 320, "height": 844}
PHONE: ViewportSize = {"width": 390, "height": 844}
WIDE: ViewportSize = {"width": 1280, "height": 844}
LOWEST = 500
"""Pixels above the first question of a sheet on a phone, at most."""
LARGE_TEXT = "document.documentElement.style.setProperty('font-size', '250%', 'important')"
"""Twice the theme's own 125 %."""
NOTHING_STICKS = ".pb *, .pb-head * { position: static !important }"
"""What sticks to an edge of the screen has its place in the page all the same."""
JUMPS = """(style) => {
  const sheet = document.head.appendChild(document.createElement("style"));
  sheet.textContent = style;
  const seen = (one) => one.tabIndex >= 0 && one.checkVisibility({ visibilityProperty: true })
    && one.getBoundingClientRect().height > 1 && !one.closest("[popover], .pb-skip, svg, .pb-head");
  const all = document.querySelectorAll("a, button, input, select, textarea, summary");
  const stops = [...all].filter(seen);
  const box = (one) => one.getBoundingClientRect();
  const jumps = stops.slice(1).map((one, index) => [stops[index], one]).filter(([before, after]) =>
    box(after).bottom < box(before).top - 1 && box(after).left < box(before).right - 1);
  sheet.remove();
  return jumps.map((pair) => pair.map((one) => one.outerHTML.slice(0, 90)));
}"""
FIRST_QUESTION = """() => {
  const all = document.querySelectorAll("form[data-playbook] :is(input, textarea, select, button)");
  const shown = (one) => one.checkVisibility({ visibilityProperty: true }) && one.offsetHeight;
  return [...all].find(shown).getBoundingClientRect().top;
}"""
BEYOND = """() => {
  const menu = document.querySelector(".pb-head-row > .pb-menu-open").getBoundingClientRect();
  return Math.max(document.documentElement.scrollWidth, menu.right) > innerWidth || !menu.width;
}"""


def _jumps(page: Page) -> list[list[str]]:
    """Pairs of stops of the focus: the second stands above the first, in no later column."""
    found: list[list[str]] = page.evaluate(JUMPS, NOTHING_STICKS)
    return found


def _beyond(page: Page) -> bool:
    """Whether anything, or the menu, stands beside a phone's screen."""
    beyond: bool = page.evaluate(BEYOND)
    return beyond


def _scrolls(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


class Visit:
    """What is seen of one page, which is opened on the smallest phone and then widened."""

    def __init__(self, page: Page, address: str) -> None:
        page.set_viewport_size(SMALLEST)
        page.goto(address)
        settings = page.context.new_cdp_session(page)
        self.sideways = [SMALLEST["width"]] if _scrolls(page) else []
        page.set_viewport_size(PHONE)
        self.sideways += [PHONE["width"]] if _scrolls(page) else []
        self.jumps = _jumps(page)
        page.evaluate(LARGE_TEXT)
        self.large_is_beyond = _beyond(page)
        page.evaluate("document.documentElement.style.removeProperty('font-size')")
        settings.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
        self.browsers_large_is_beyond = _beyond(page)
        settings.send("Page.setFontSizes", {"fontSizes": {"standard": 16, "fixed": 13}})
        page.set_viewport_size(WIDE)
        self.sideways += [WIDE["width"]] if _scrolls(page) else []
        self.wide_jumps = _jumps(page)
        page.wait_for_load_state("networkidle")


@pytest.fixture(scope="module")
def asked() -> list[str]:
    """The addresses that the visited pages ask for."""
    return []


@pytest.fixture(scope="module")
def errors() -> list[str]:
    """What the scripts of the visited pages report."""
    return []


@pytest.fixture(scope="module")
def visits(browser: Browser, site: str, asked: list[str], errors: list[str]) -> dict[str, Visit]:
    """One visit of each page, for all questions that a look at it answers."""
    context = browser.new_context()
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    made = {name: Visit(page, site + path) for name, path in ITEMS.items()}
    context.close()
    return made


def test_no_page_scrolls_sideways(visits: dict[str, Visit]):
    assert {name: seen.sideways for name, seen in visits.items() if seen.sideways} == {}


def test_no_page_asks_another_host_for_anything_or_reports_an_error(
    visits: dict[str, Visit], asked: list[str], errors: list[str], site: str
):
    assert len(asked) > len(visits)
    assert [url for url in asked if not url.startswith((site, "data:", "blob:"))] == []
    assert [error for error in errors if "404" not in error] == []


def test_the_focus_goes_down_a_page_and_never_jumps_back_up(visits: dict[str, Visit]):
    assert {name: seen.jumps[0] for name, seen in visits.items() if seen.jumps} == {}
    assert {name: seen.wide_jumps[0] for name, seen in visits.items() if seen.wide_jumps} == {}


def test_letters_twice_as_large_leave_all_on_a_phones_screen(visits: dict[str, Visit]):
    assert [name for name, seen in visits.items() if seen.large_is_beyond] == []
    assert [name for name, seen in visits.items() if seen.browsers_large_is_beyond] == []


def test_a_page_whose_aside_comes_before_its_text_would_be_noticed(page: Page, site: str):
    page.set_viewport_size(PHONE)
    page.goto(site + ITEMS["worksheets"])
    assert _jumps(page) == []
    page.evaluate("document.querySelector('.pb-main').before(document.querySelector('.pb-beside'))")
    page.add_style_tag(
        content=".pb-item { display: flex; flex-direction: column } .pb-beside { order: 1 }"
    )
    assert _jumps(page)


def first_question(page: Page) -> float:
    """Return how far down a sheet its first question stands, in pixels."""
    down: float = page.evaluate(FIRST_QUESTION)
    return down
