"""No tick and no word goes: two windows at once, two versions of the page, no room left."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.checklists.conftest import LONG, pieces_of
from tests.browser.checklists.working import Work, answers, backup, held, open_file, says

Said = Callable[[str], None]
SAVED = "All changes are saved"
KEY = "org.example.base:checklists/long"
NO_ROOM = """() => {
  Storage.prototype.setItem = () => { throw new DOMException("", "QuotaExceededError"); };
}"""


def put(page: Page, key: str, pieces: dict[str, Any]) -> None:
    text = json.dumps({"format": 1, "pieces": pieces})
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [key, text])


def box(page: Page, number: int):
    return page.locator(f'input[name="item-{number}"]')


def test_what_another_window_wrote_over_is_saved_again(opened_list: Page, status: Said):
    box(opened_list, 1).check()
    status(SAVED)
    put(opened_list, f"{KEY}:1", {"item-2": [True, 5]})
    opened_list.evaluate(
        """(key) => dispatchEvent(new StorageEvent("storage",
             { key, newValue: localStorage.getItem(key) }))""",
        f"{KEY}:1",
    )
    expect(box(opened_list, 2)).to_be_checked()
    status(SAVED)
    pieces = pieces_of(held(opened_list), "checklists/long")
    assert {key for key in pieces if key[0] != "~"} == {"item-1", "item-2"}


def test_a_page_out_of_memory_shows_what_is_stored_now(opened_list: Page, status: Said):
    box(opened_list, 1).check()
    status(SAVED)
    opened_list.evaluate("""localStorage.clear();
        dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));""")
    expect(box(opened_list, 1)).not_to_be_checked()
    box(opened_list, 2).check()
    status(SAVED)
    assert set(pieces_of(held(opened_list), "checklists/long")) == {"item-2", "~seen.item-2"}


@pytest.mark.parametrize("way", ["another copy", "a new copy"])
def test_without_room_the_copy_in_hand_is_not_left(page: Page, lists: str, notice: Said, way: str):
    page.goto(lists + LONG)
    put(page, f"{KEY}:b", {"item-9": [True, 5], "~name": ["May", 5]})
    page.reload()
    page.evaluate(NO_ROOM)
    box(page, 3).check()
    if way == "another copy":
        page.get_by_label("Copy", exact=True).evaluate(
            "(list) => { list.append(new Option('x', '1')); list.value = '1'; }"
        )
        page.get_by_label("Copy", exact=True).dispatch_event("change")
    else:
        page.get_by_role("button", name="New, empty").click()
        page.get_by_role("textbox", name="Name of the copy").fill("June")
        page.get_by_role("button", name="OK").click()
    notice("no room left")
    expect(box(page, 3)).to_be_checked()
    expect(page.get_by_label("Copy", exact=True)).to_have_value("b")


def test_a_copy_that_was_deleted_elsewhere_gives_way_to_one_that_is_there(page: Page, lists: str):
    page.goto(lists + LONG)
    put(page, f"{KEY}:b", {"item-9": [True, 5]})
    page.evaluate("(key) => localStorage.setItem(key, 'gone')", KEY)
    page.reload()
    expect(box(page, 9)).to_be_checked()


def test_a_tick_before_the_scripts_are_there_keeps_its_words(page: Page, lists: str, status: Said):
    ready: list[int] = []

    def late(route: Route) -> None:
        box(page, 4).check()
        ready.append(page.locator("form[data-ready]").count())
        route.continue_()

    page.route("**/assets/playbook/form.js", late)
    page.goto(lists + LONG)
    status(SAVED)
    assert ready == [0]
    assert pieces_of(held(page), "checklists/long")["~seen.item-4"][0] == "Thing 4"


TWO_VERSIONS = """
() => {
  const { store, pieces } = playbook;
  const check = (key, was) => ({key, type: "check", label: key, was});
  const before = {playbook: "p", ref: "checklists/old", was: [], noun: "checklist",
    fields: [check("a", []), check("b", [])]};
  const after = {...before, ref: "checklists/new", was: ["checklists/old"],
    fields: [check("c", ["a"]), check("b", [])]};
  const old = store.open(before), today = store.open(after);
  today.save("1", {b: [true, 2]});
  old.save("1", {a: [true, 3]});
  old.choose("1");
  const here = () => pieces.moved(today.read("1")?.pieces ?? {}, after);
  const whole = () => pieces.whole(here(), after).answers;
  const both = whole();
  today.save("1", {});
  const saved = whole(), copies = today.copies(), current = today.current();
  const about = ["old", "new", "newer"].map((id) => today.copyOf(`p:checklists/${id}:1`));
  today.remove("1");
  return [both, saved, copies, current, about, today.copies()];
}
"""


def test_copies_of_two_versions_of_a_page_are_one(opened_list: Page):
    found = opened_list.evaluate(TWO_VERSIONS)
    ticks = {"b": True, "c": True}
    assert found == [ticks, ticks, ["1"], "1", ["1", "1", None], []]


def test_an_item_that_comes_back_brings_the_tick_of_a_backup_and_lets_it_go(
    work: Work, page: Page, lists: str, status: Said
):
    page.goto(lists + LONG)
    put(page, f"{KEY}:1", {"~earlier": [{"item-3": True, "other": True}, 5]})
    page.reload()
    expect(box(page, 3)).to_be_checked()
    expect(page.locator("[data-count]")).to_have_text("1 of 40 done")
    expect(page.locator("[data-earlier] dt")).to_have_text(["other"])
    box(page, 3).uncheck()
    status(SAVED)
    page.reload()
    expect(page.locator("[data-count]")).to_have_text("0 of 40 done")
    expect(page.locator("[data-earlier] dt")).to_have_text(["other"])


def test_an_unticked_box_stays_so_whatever_it_was_called(work: Work, page: Page, lists: str):
    page = work()
    key = "org.example.base:steps/ask:1"
    sheets = page.evaluate("playbook.later('sheets')")["sheets"]
    name = next(one["fields"][0]["key"] for one in sheets if one["ref"] == "steps/ask")
    put(page, key, {name: [False, 5], "~earlier": [{"gone": True}, 5]})
    step = answers(checklist="steps/ask", answers={name: True}, earlier={"other": True})
    open_file(page, backup(step))
    says(page, "1 added")
    pieces = pieces_of(held(page), "steps/ask")
    assert pieces[name] == [False, 5]
    assert pieces["~earlier"][0] == {"gone": True, "other": True}


def test_a_copy_with_nothing_in_it_is_not_in_a_backup(work: Work):
    page = work()
    put(page, f"{KEY}:1", {"item-1": [False, 5]})
    page.reload()
    text = page.evaluate("""async () => {
      const words = JSON.parse(document.querySelector("[data-words]").dataset.words);
      const known = { ...(await playbook.later("sheets")), words };
      return playbook.backup.text(playbook.device(known), known);
    }""")
    assert json.loads(text)["files"] == []


def test_deleting_is_taken_back_with_what_was_written_since(work: Work):
    page = work()
    put(page, f"{KEY}:1", {"item-1": [True, 5]})
    page.reload()
    page.get_by_role("button", name="Delete: Long list").click()
    put(page, f"{KEY}:1", {"item-2": [True, 9]})
    page.get_by_role("button", name="Undo").click()
    assert set(pieces_of(held(page), "checklists/long")) == {"item-1", "item-2"}


WIPED = """async () => {
  const known = { ...(await playbook.later("sheets")), words: {} };
  return playbook.device(known).wipe();
}"""


def test_rubbish_under_a_key_of_ours_stops_nothing_and_is_wiped(page: Page, lists: str):
    page.goto(lists)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    keys = [f"{KEY}:1", "org.example.base:steps/ask:1", "org.example.base:paths/first-spring:1"]
    for rubbish in ("", "{", "null", "[]", '{"pieces": 1}', '{"pieces": {"a": 1}}'):
        for key in keys:
            page.evaluate("([key, text]) => localStorage.setItem(key, text)", [key, rubbish])
        for path in ("", LONG, "steps/ask/", "paths/first-spring/", "my-work/"):
            page.goto(lists + path)
            if path:
                expect(page.locator("[data-ready]")).to_have_count(1)
        assert errors == [], rubbish
        assert page.evaluate(WIPED) == 0, rubbish
        assert not any(key.startswith("org.example.base:") for key in held(page)), rubbish
