"""What one jumps to or reaches with the keyboard is never behind what sticks to the page's edge."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.checklists.conftest import ITEMS, LONG

LIST = "checklists/pitch-ready/"
HIDDEN = """() => {
  const low = document.querySelector("[data-counted]").getBoundingClientRect().bottom;
  const one = document.activeElement.getBoundingClientRect();
  return one.top < low || one.bottom > innerHeight ? document.activeElement.outerHTML : null;
}"""


@pytest.mark.parametrize(("width", "height"), [(1280, 500), (320, 480)])
def test_who_tabs_upwards_sees_each_box_and_link(
    browser: Browser, site: str, width: int, height: int
):
    context = browser.new_context(viewport={"width": width, "height": height})
    page = context.new_page()
    page.goto(site + LIST)
    expect(page.locator("form[data-ready]")).to_be_visible()
    stops = page.locator(".pb-check :is(input, a)")
    assert page.locator(".pb-check a").count()
    stops.last.focus()
    hidden = []
    for _ in range(stops.count() - 1):
        page.keyboard.press("Shift+Tab")
        hidden.append(page.evaluate(HIDDEN))
    assert [one for one in hidden if one] == []
    context.close()


@pytest.mark.parametrize("number", [0, 20, ITEMS - 1])
def test_a_link_to_an_item_shows_the_item(page: Page, lists: str, number: int):
    page.goto(f"{lists}{LONG}#item-{number}")
    row, count = page.locator(f"#item-{number}"), page.locator("[data-counted]")
    expect(row).to_be_in_viewport(ratio=1)
    top, bar = row.bounding_box(), count.bounding_box()
    assert top
    assert bar
    assert top["y"] >= bar["y"] + bar["height"]


def test_the_menu_of_the_bar_closes_when_one_tabs_out_of_it(page: Page, lists: str):
    page.goto(lists + LONG)
    expect(page.locator("form[data-ready]")).to_be_visible()
    menu = page.locator("[data-more]")
    page.get_by_text("More", exact=True).press("Enter")
    last = menu.locator(":is(button, input)").last
    expect(last).to_be_visible()
    last.focus()
    expect(last).to_be_focused()
    page.keyboard.press("Tab")
    expect(last).to_be_hidden()
    assert page.evaluate("document.activeElement.closest('[data-more]')") is None
