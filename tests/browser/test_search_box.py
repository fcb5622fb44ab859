"""The search box of the head in a real browser: its keys, and where its panel stands."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.searching import box, results


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
