"""The form itself: rows, figures, offers, copies, and all of it by keyboard."""

from __future__ import annotations

import json
from collections.abc import Callable

from playwright.sync_api import Page, expect

Said = Callable[[str], None]
SAVED = "All changes are saved"
PLAN = "worksheets/plan/"


def place(page: Page):
    return page.get_by_label("Where is it?")


def test_a_row_is_added_with_the_focus_in_it_and_removed_with_a_way_back(
    plan: Page, status: Said, notice: Said
):
    names = plan.locator("[data-rows=beds] [data-row]:not([data-spare]) textarea[name$='.name']")
    names.first.fill("By the gate")
    plan.get_by_role("button", name="Add another: Bed").press("Enter")
    expect(names.nth(1)).to_be_focused()
    plan.keyboard.type("By the wall")
    plan.get_by_role("button", name="Bed 1 By the gate").press("Enter")
    plan.get_by_role("button", name="Remove By the gate").press("Enter")
    notice("By the gate is removed.")
    expect(names).to_have_count(1)
    assert plan.evaluate("document.activeElement.closest('[data-row]') !== null")
    plan.get_by_role("button", name="Undo").click()
    expect(names).to_have_count(2)
    status(SAVED)
    plan.reload()
    assert [one.input_value() for one in names.all()] == ["By the gate", "By the wall"]


def test_no_more_rows_are_added_than_a_saved_file_can_hold(plan: Page, notice: Said):
    plan.evaluate("playbook.budgets = { ...playbook.budgets, rows: 2 }")
    rows = plan.locator("[data-rows=beds] [data-row]:not([data-spare])")
    for _ in range(3):
        plan.get_by_role("button", name="Add another: Bed").click()
    notice("2 rows are all that a saved file can hold. Go on in a new copy.")
    expect(rows).to_have_count(2)


def test_figures_are_worked_out_while_one_types(plan: Page):
    shown = "(figure) => getComputedStyle(figure, '::before').content"
    assert plan.locator("[data-figure='total']").evaluate(shown) == '"\u2013"', "no gap before that"
    for column, number in (("length", "3,5"), ("width", "1")):
        plan.locator(f"input[name='beds.0.{column}']").fill(number)
    expect(plan.locator("[data-figure='beds.0.edges']")).to_have_text("4.5")
    expect(plan.locator("[data-figure='total']")).to_have_text("4.5")


def test_what_is_no_number_is_kept_and_said(plan: Page, status: Said):
    size = plan.get_by_label("How big?")
    size.fill("a lot")
    expect(size).to_have_attribute("aria-invalid", "true")
    expect(plan.get_by_text("This is not a number.")).to_be_visible()
    status(SAVED)
    plan.reload()
    expect(size).to_have_value("a lot")
    size.fill("40")
    expect(plan.get_by_text("This is not a number.")).to_have_count(0)


def test_a_number_that_may_be_meant_otherwise_says_how_it_is_read(plan: Page):
    size = plan.get_by_label("How big?")
    size.fill("1,250")
    expect(plan.get_by_text("Read as 1250.")).to_be_visible()
    expect(size).not_to_have_attribute("aria-invalid", "true")
    size.fill("1,25")
    expect(plan.get_by_text("Read as 1.25.")).to_be_visible()
    size.fill("1250")
    expect(plan.get_by_text("Read as")).to_have_count(0)


def test_half_a_day_is_not_saved_and_the_one_before_stays(plan: Page, status: Said):
    half = "This date is not complete. It is saved once it is; until then, the one before stays."
    day = plan.get_by_label("When do you begin?")
    day.focus()
    plan.keyboard.type("03")
    plan.keyboard.press("Tab")
    plan.keyboard.press("Tab")
    plan.keyboard.press("Tab")
    expect(plan.get_by_text("This date is not complete").last).to_be_visible()
    status(half)
    day.fill("2027-03-01")
    status("All changes are saved")
    day.focus()
    plan.keyboard.press("Backspace")
    status(half)
    plan.get_by_label("Where is it?").fill("North")
    plan.reload()
    expect(day).to_have_value("2027-03-01")
    expect(plan.get_by_label("Where is it?")).to_have_value("North")
    day.fill("")
    status("All changes are saved")
    plan.reload()
    expect(day).to_have_value("")


def test_an_answer_of_another_worksheet_is_offered_and_a_correction_offered_again(
    plan: Page, second: Page, garden: str, status: Said
):
    second.goto(garden + "worksheets/neighbours/")
    second.get_by_label("Which street?").fill("Elm Street")
    second.get_by_label("For it").check()
    expect(second.locator("[data-status]")).to_have_text(SAVED)
    offer = plan.locator("[data-key=place] .pb-offer")
    expect(offer).to_contain_text("From Who lives here, My answers: Elm Street")
    expect(place(plan)).to_have_value("")
    offer.get_by_role("button", name="Use this").click()
    expect(place(plan)).to_have_value("Elm Street")
    expect(offer).to_have_count(0)
    plan.locator("[data-key=mood] .pb-offer").get_by_role("button", name="Use this").click()
    expect(plan.get_by_label("Yes please")).to_be_checked()
    place(plan).fill("Elm Street, the end")
    status(SAVED)
    expect(offer).to_have_count(0)
    second.get_by_label("Which street?").fill("Oak Street")
    expect(offer).to_contain_text("now says: Oak Street")
    offer.get_by_role("button", name="Not this").click()
    expect(offer).to_have_count(0)
    expect(place(plan)).to_have_value("Elm Street, the end")


def test_copies_have_names_and_a_deleted_one_comes_back(plan: Page, status: Said, notice: Said):
    place(plan).fill("North")
    status(SAVED)
    plan.get_by_role("button", name="New, empty").click()
    plan.get_by_role("textbox", name="Name of the copy").fill("City Hall")
    plan.keyboard.press("Enter")
    expect(plan.get_by_label("Copy", exact=True)).to_contain_text("City Hall")
    expect(place(plan)).to_have_value("")
    place(plan).fill("South")
    plan.get_by_label("Copy", exact=True).select_option("My answers")
    expect(place(plan)).to_have_value("North")
    plan.get_by_label("Copy", exact=True).select_option("City Hall")
    plan.get_by_text("More", exact=True).click()
    plan.get_by_role("button", name="Delete this copy").click()
    notice("City Hall is deleted.")
    expect(place(plan)).to_have_value("North")
    plan.get_by_role("button", name="Undo").click()
    expect(place(plan)).to_have_value("South")


def test_clear_empties_the_copy_and_gives_it_back(plan: Page, notice: Said):
    place(plan).fill("North")
    plan.get_by_label("Spade").check()
    plan.get_by_text("More", exact=True).click()
    plan.get_by_role("button", name="Clear all answers").click()
    notice("All answers are cleared.")
    expect(place(plan)).to_have_value("")
    plan.get_by_role("button", name="Undo").click()
    expect(place(plan)).to_have_value("North")
    expect(plan.get_by_label("Spade")).to_be_checked()


def test_a_whole_worksheet_is_filled_in_by_keyboard_alone(plan: Page, saved: Callable[[], bytes]):
    place(plan).focus()
    board = plan.keyboard
    seen = set()
    for _ in range(80):
        name, kind = plan.evaluate("[document.activeElement.name, document.activeElement.type]")
        if kind in ("textarea", "text"):
            board.type(
                "7" if plan.evaluate("'number' in document.activeElement.dataset") else "Ana"
            )
        elif kind == "date":
            board.type("02032027")
        elif kind == "datetime-local":
            board.type("02032027")
            board.press("ArrowRight")
            board.type("0630PM")
        elif kind in ("checkbox", "radio"):
            board.press("Space")
        elif kind == "select-one":
            board.press("ArrowDown")
        if name:
            seen.add(name)
        board.press("Tab")
        if plan.evaluate("!document.activeElement.closest('form[data-playbook]')"):
            break
    answers = json.loads(saved())["answers"]
    asked = plan.evaluate(
        "JSON.parse(document.querySelector('[data-playbook-definition]').dataset.playbookDefinition).fields"
    )
    keys = {one["key"] for one in asked if one["type"] != "computed"}
    assert set(answers) == keys
    assert answers["first_meeting"].startswith("2027-02-03T")


def test_a_chosen_answer_can_be_taken_back_by_button_click_and_key(plan: Page, status: Said):
    clay = plan.get_by_label("Clay")
    clay.check()
    plan.locator("[data-key=soil]").get_by_role("button", name="Take back the answer").click()
    expect(clay).not_to_be_checked()
    clay.check()
    clay.click()
    expect(clay).not_to_be_checked()
    clay.check()
    clay.press("Delete")
    expect(clay).not_to_be_checked()
    status(SAVED)
    plan.reload()
    expect(clay).not_to_be_checked()
