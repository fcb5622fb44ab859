"""The search box of the head in a real browser: its keys, and where its panel stands."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.searching import box, panel, results


def test_the_box_finds_as_one_types_and_every_key_leads_on(page: Page, site: str):
    page.goto(site + "steps/map-positions/")
    box(page).focus()
    page.keyboard.type("vague yes")
    expect(results(page).first).to_contain_text("vague yes")
    expect(panel(page).get_by_role("status")).to_contain_text("result")
    page.keyboard.press("ArrowDown")
    expect(results(page).first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(box(page)).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("vague yes")


def test_escape_closes_the_panel_and_keeps_the_words(page: Page, site: str):
    page.goto(site)
    box(page).focus()
    page.keyboard.type("vague yes")
    for act in ("press", "click"):
        expect(results(page).first).to_be_visible()
        page.keyboard.press("Escape")
        expect(results(page)).to_have_count(0)
        expect(box(page)).to_be_focused()
        expect(box(page)).to_have_value("vague yes")
        if act == "press":
            page.keyboard.press("ArrowDown")
        else:
            box(page).click()
    expect(results(page).first).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(box(page)).to_have_value("")


def test_what_is_typed_at_a_result_goes_into_the_box(page: Page, site: str):
    page.goto(site)
    box(page).focus()
    page.keyboard.type("vague")
    expect(results(page).first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.type(" yes")
    expect(box(page)).to_be_focused()
    expect(box(page)).to_have_value("vague yes")


def test_the_panel_leaves_with_the_focus_and_comes_back_with_it(page: Page, site: str):
    page.goto(site)
    box(page).focus()
    page.keyboard.type("meeting")
    expect(results(page).first).to_be_visible()
    page.get_by_role("link", name="My work").focus()
    expect(results(page).first).to_be_hidden()
    box(page).focus()
    expect(results(page).first).to_be_visible()


def test_the_box_says_how_many_results_where_a_screen_reader_listens_already(page: Page, site: str):
    page.goto(site)
    box(page).focus()
    status = panel(page).get_by_role("status")
    expect(status).to_have_text("")
    page.evaluate("window.heard = document.querySelector('form.pb-search [role=status]')")
    page.keyboard.type("meeting")
    expect(status).to_have_text(re.compile("result"))
    assert page.evaluate("window.heard.isConnected && window.heard.textContent.length > 0")


def test_whole_rows_and_the_way_to_all_of_them_fit_the_screen(page: Page, site: str):
    page.goto(site)
    for width, height in ((1280, 800), (1600, 900), (1920, 1080), (1000, 700)):
        page.set_viewport_size({"width": width, "height": height})
        for typed in ("meeting", "coaltion", "nobody does the work"):
            box(page).fill("")
            expect(results(page)).to_have_count(0)
            box(page).fill(typed)
            expect(results(page)).to_have_count(5)
            fits = panel(page).evaluate("(one) => one.scrollHeight <= one.clientHeight")
            assert fits, f"{typed}: nothing is cut, {width} wide"
            expect(panel(page).get_by_role("link", name="See all")).to_be_in_viewport(ratio=1)


def test_on_a_low_screen_the_way_to_all_results_stays_at_the_foot(page: Page, site: str):
    page.set_viewport_size({"width": 1280, "height": 420})
    page.goto(site)
    box(page).focus()
    page.keyboard.type("meeting")
    every = panel(page).get_by_role("link", name="See all")
    expect(every).to_be_in_viewport(ratio=1)
    for _ in range(5):
        page.keyboard.press("ArrowDown")
    row, foot = results(page).last.bounding_box(), every.bounding_box()
    assert row is not None
    assert foot is not None
    assert row["y"] + row["height"] <= foot["y"], "the row in focus is not below it"


def test_the_open_box_leaves_the_name_of_the_playbook_in_sight(page: Page, site: str):
    page.goto(site)
    name = page.locator(".pb-brand span")
    for width in (960, 1000, 1100, 1280):
        box(page).fill("")
        box(page).blur()
        page.set_viewport_size({"width": width, "height": 800})
        before = name.bounding_box()
        box(page).fill("what do we do when somebody talks to the press")
        expect(results(page).first).to_be_visible()
        typed, after = box(page).bounding_box(), name.bounding_box()
        assert before is not None
        assert after == before, width
        assert typed is not None
        assert typed["width"] > 300, width
        assert before["x"] + before["width"] <= typed["x"], width


def test_no_cross_of_the_browser_stands_over_the_words(page: Page, site: str):
    page.goto(site + "find/")
    ours = page.locator("input[type=search]:visible").last
    page.evaluate(
        """document.querySelector("[role=main], main").prepend(Object.assign(
          document.createElement("input"), { type: "search", id: "plain" }))"""
    )
    left = []
    for field in (ours, page.locator("#plain")):
        field.fill("words")
        box = field.bounding_box()
        assert box is not None
        field.click(position={"x": box["width"] - 14, "y": box["height"] / 2})
        left.append(field.input_value())
    assert left == ["words", ""], "a click on the cross clears the field"
