"""Undo brings back what was taken away, and takes nothing away itself."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.checklists.conftest import LONG, pieces_of
from tests.browser.checklists.working import Work, answers, backup, held, open_file, says

Said = Callable[[str], None]
SAVED = "All changes are saved"


def box(page: Page, number: int):
    return page.locator(f'input[name="item-{number}"]')


def ticked(page: Page) -> list[str]:
    return list(
        page.locator(".pb-check input:checked").evaluate_all("(all) => all.map((b) => b.name)")
    )


def clear(page: Page, words: str = "Clear all ticks") -> None:
    page.get_by_text("More", exact=True).click()
    page.get_by_role("button", name=words).click()


@pytest.fixture
def begun_list(opened_list: Page, status: Said) -> Page:
    """One box ticked, and one that was."""
    box(opened_list, 1).check()
    box(opened_list, 2).check()
    box(opened_list, 2).uncheck()
    status(SAVED)
    return opened_list


def test_taking_back_a_clearing_leaves_what_was_ticked_since(begun_list: Page, status: Said):
    clear(begun_list)
    box(begun_list, 2).check()
    box(begun_list, 3).check()
    status(SAVED)
    begun_list.get_by_role("button", name="Undo").click()
    status(SAVED)
    begun_list.reload()
    expect(begun_list.locator("form[data-ready]")).to_be_visible()
    assert ticked(begun_list) == ["item-1", "item-2", "item-3"]


def test_taking_back_a_clearing_leaves_what_another_window_ticked_and_unticked_since(
    begun_list: Page, context: BrowserContext, lists: str, status: Said
):
    box(begun_list, 4).check()
    status(SAVED)
    other = context.new_page()
    other.goto(lists + LONG)
    clear(begun_list)
    expect(box(other, 1)).not_to_be_checked()
    box(other, 4).check()
    box(other, 4).uncheck()
    box(other, 2).check()  # last: who sees it has seen the others
    expect(other.locator("[data-status]")).to_have_text(SAVED)
    expect(box(begun_list, 2)).to_be_checked()
    begun_list.get_by_role("button", name="Undo").click()
    status(SAVED)
    expect(box(other, 1)).to_be_checked()
    assert ticked(begun_list) == ticked(other) == ["item-1", "item-2"]


def test_a_clearing_is_taken_back_in_its_own_copy(begun_list: Page, status: Said):
    clear(begun_list)
    begun_list.get_by_role("button", name="New, empty").click()
    begun_list.get_by_role("textbox", name="Name of the copy").fill("May")
    begun_list.get_by_role("button", name="OK").click()
    begun_list.get_by_role("button", name="Undo").click()
    status(SAVED)
    assert ticked(begun_list) == ["item-1"]
    copies = begun_list.get_by_label("Copy", exact=True)
    expect(copies).to_have_value("1")
    copies.select_option(label="May")
    assert ticked(begun_list) == []


def test_in_a_worksheet_too_undo_leaves_what_was_typed_since(page: Page, lists: str, status: Said):
    page.goto(lists + "worksheets/plan/")
    place, more = page.get_by_label("Where is it?"), page.locator("form textarea").nth(1)
    more.fill("Typed, and taken out")
    more.fill("")
    place.fill("Behind the school")
    status(SAVED)
    clear(page, "Clear all answers")
    expect(place).to_have_value("")
    more.fill("Typed since")
    status(SAVED)
    page.get_by_role("button", name="Undo").click()
    status(SAVED)
    page.reload()
    expect(place).to_have_value("Behind the school")
    expect(more).to_have_value("Typed since")


NO_ROOM = """() => {
  const { setItem } = Storage.prototype;
  window.room = () => { Storage.prototype.setItem = setItem; };
  Storage.prototype.setItem = () => { throw new DOMException("", "QuotaExceededError"); };
}"""


@pytest.mark.parametrize("where", ["on its page", "on my work"])
def test_a_deleting_that_finds_no_room_to_be_taken_back_stays_on_offer(
    begun_list: Page, work: Work, where: str
):
    errors: list[str] = []
    if where == "on my work":
        page = work()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.get_by_role("button", name="Delete: Long list").click()
    else:
        page = begun_list
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.get_by_text("More", exact=True).click()
        page.get_by_role("button", name="Delete this copy").click()
    page.evaluate(NO_ROOM)
    for _ in range(2):
        page.get_by_role("button", name="Undo").click()
        says(page, "That could not be undone")
    page.evaluate("room()")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("[data-notice]")).to_be_hidden()
    assert pieces_of(held(page), "checklists/long")["item-1"][0] is True
    assert errors == []


def test_without_room_what_a_file_joins_stays_as_it_was(begun_list: Page, work: Work):
    page = work()
    step = {"format": 1, "pieces": {"owner-known": [False, 5]}}
    key = "org.example.base:steps/ask:1"
    page.evaluate("([k, t]) => localStorage.setItem(k, t)", [key, json.dumps(step)])
    page.reload()
    page.evaluate("""() => {
      const { removeItem, setItem } = Storage.prototype;
      window.removed = [];
      Storage.prototype.removeItem = function (key) {
        removed.push(key);
        removeItem.call(this, key);
      };
      Storage.prototype.setItem = function (key, text) {
        if (/Elm/.test(text)) throw new DOMException("", "QuotaExceededError");
        setItem.call(this, key, text);
      };
    }""")
    before = held(page)
    files = [answers(checklist="steps/ask", answers={"gone": True}), answers(copy="Elm Street")]
    open_file(page, backup(*files))
    says(page, "no room left")
    assert held(page) == before
    assert page.evaluate("removed") == [], "nothing is removed before what replaces it is there"


def test_a_copy_of_a_newer_version_comes_back_as_it_was(page: Page, lists: str):
    text = json.dumps({"format": 99, "pieces": {"item-1": [True, 5]}, "more": "theirs"})
    key = "org.example.base:checklists/long:1"
    page.goto(lists + LONG)
    page.evaluate("([k, t]) => localStorage.setItem(k, t)", [key, text])
    page.reload()
    page.get_by_text("More", exact=True).click()
    page.get_by_role("button", name="Delete this copy").click()
    page.get_by_role("button", name="Undo").click()
    assert held(page)[key] == text


def test_ticks_that_a_file_joined_are_taken_back_and_ones_own_stay(
    page: Page, lists: str, work: Work
):
    page.goto(lists + "paths/first-spring/")
    page.locator("[data-box]:visible input").first.check()
    expect(page.locator("[data-status]")).to_have_text(SAVED)
    own = pieces_of(held(page), "paths/first-spring")
    [mine] = [key for key in own if key[0] != "~"]
    mywork = work()
    before = {key for key in held(mywork) if key.startswith("org.example.base:")}
    theirs = dict.fromkeys([mine, "steps/ask", "steps/dig"], True)
    path = answers(checklist="paths/first-spring", answers=theirs, earlier={"gone": True})
    step = answers(checklist="steps/ask", answers={"owner-known": True})
    open_file(mywork, backup(path, step, answers(copy="Theirs")))
    says(mywork, "3 added")
    expect(page.locator('[data-stop="steps/dig"]')).to_have_attribute("data-state", "done")
    mywork.get_by_role("button", name="Undo").click()
    expect(mywork.locator(".pb-work-row h3")).to_have_text(["The first spring"])
    expect(page.locator('[data-stop="steps/dig"]')).not_to_have_attribute("data-state", "done")
    page.reload()
    pieces = pieces_of(held(page), "paths/first-spring")
    assert pieces[mine] == own[mine]
    assert {key for key in pieces if pieces[key][0] is True} == {mine}
    assert pieces["~earlier"][0] == {}
    assert {key for key in held(mywork) if key.startswith("org.example.base:")} == before


def test_a_copy_from_a_file_that_somebody_went_on_with_stays(work: Work, lists: str):
    page = work()
    open_file(page, backup(answers(copy="Theirs")))
    says(page, "1 added")
    other = page.context.new_page()
    other.goto(lists + LONG)
    box(other, 9).check()
    expect(other.locator("[data-status]")).to_have_text(SAVED)
    expect(page.locator(".pb-work-row")).to_contain_text("2 of 40 done")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".pb-work-row")).to_contain_text("2 of 40 done")
