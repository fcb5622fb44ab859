"""An entry of a list is replaced at its place, and entries come first or last."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.forks.years import Years, alone

STEP = "steps/first-meeting"
BOOK = "Book a room that everybody can reach."
ASK = "Ask each person by name, and call the national office for name badges."
END = "End with one task for each person."
KEPT = "  - {id: list-kept, text: Names and numbers are on one list.}\n"
CAME = "  - {id: people-came, text: At least five people came.}\n"


@pytest.fixture
def years(family: Path) -> Years:
    return alone(family)


def say(years: Years, field: str, changes: str) -> None:
    years.say(f"items:\n  {STEP}: {{lists: {{{field}: {{{changes}}}}}}}\n")


def lines(years: Years) -> object:
    return years.item(STEP)["do"]


def ids(years: Years) -> list[str]:
    row = years.item(STEP)["done_when"]
    assert isinstance(row, list)
    return [entry["id"] for entry in row]


def test_a_line_is_replaced_where_it_stands(years: Years):
    say(years, "do", "replace: [{replace: '" + ASK + "', with: Ask Kim.}]")
    assert lines(years) == [BOOK, "Ask Kim.", END]
    assert years.do("check").exit_code == 0
    assert years.states()[f"{STEP}/do/{ASK}"] == "ok"


def test_an_entry_with_an_id_is_replaced_where_it_stands(years: Years):
    say(
        years, "done_when", "replace: [{replace: people-came, with: {id: st-ten, text: Ten came.}}]"
    )
    assert ids(years) == ["st-ten", "list-kept"]
    assert years.do("check").exit_code == 0


def test_an_entry_may_keep_its_id(years: Years):
    say(years, "done_when", "replace: [{replace: list-kept, with: {id: list-kept, text: Ours.}}]")
    assert ids(years) == ["people-came", "list-kept"]
    assert years.item(STEP)["done_when"] == [
        {"id": "people-came", "text": "At least five people came."},
        {"id": "list-kept", "text": "Ours."},
    ]


def test_an_entry_of_keys_without_an_id_is_replaced(years: Years):
    ref = "steps/say-what-you-want"
    old = years.item(ref)["goes_wrong"]
    assert isinstance(old, list)
    years.say(
        f"items:\n  {ref}:\n    lists:\n      goes_wrong:\n        replace:\n"
        f"          - replace:\n              problem: {old[0]['problem']}\n"
        f"              instead: {old[0]['instead']}\n"
        "            with: {problem: Nobody came., instead: Ask again.}\n"
    )
    assert years.item(ref)["goes_wrong"] == [{"problem": "Nobody came.", "instead": "Ask again."}]


def test_what_upstream_rewords_under_a_replaced_entry_waits(years: Years):
    say(years, "done_when", "replace: [{replace: list-kept, with: {id: st-list, text: Ours.}}]")
    years.upgrade()
    years.change(STEP, "Names and numbers", "Names, numbers and addresses")
    assert years.upgrade().exit_code == 3
    cell = f"{STEP}/done_when/list-kept"
    assert years.states()[cell] == "stale"
    assert ids(years) == ["people-came", "st-list"]
    years.settled()
    assert years.do("resolve", cell, "keep").exit_code == 0
    assert years.do("status").exit_code == 0
    assert years.do("resolve", cell, "take").exit_code == 0
    assert ids(years) == ["people-came", "list-kept"]


@pytest.mark.parametrize("kept", [False, True])
def test_ours_stays_at_its_place_when_upstream_takes_the_entry_away(kept: bool, years: Years):
    say(years, "do", "replace: [{replace: '" + BOOK + "', with: Book our hall.}]")
    years.upgrade()
    years.change(STEP, f"  - {BOOK}\n", "")
    assert years.upgrade().exit_code == 3
    cell = f"{STEP}/do/{BOOK}"
    assert years.states()[cell] == "field-gone"
    assert lines(years) == ["Book our hall.", ASK, END]
    if kept:
        assert years.do("resolve", cell, "keep").exit_code == 0
        assert years.do("status").exit_code == 0
    years.settled()
    assert lines(years) == ["Book our hall.", ASK, END]


def test_a_replaced_entry_in_the_middle_stays_there(years: Years):
    say(years, "do", "replace: [{replace: '" + ASK + "', with: Ask Kim.}]")
    years.upgrade()
    years.change(STEP, f"  - {ASK}\n", "")
    years.upgrade()
    years.upgrade()
    assert lines(years) == [BOOK, "Ask Kim.", END]


def test_ours_that_upstream_takes_over_can_go(years: Years):
    say(years, "do", "replace: [{replace: '" + BOOK + "', with: Book our hall.}]")
    years.upgrade()
    years.change(STEP, BOOK, "Book our hall.")
    years.upgrade()
    assert lines(years) == ["Book our hall.", ASK, END]
    assert years.states()[f"{STEP}/do/{BOOK}"] == "adopted"
    years.settled()
    told = years.do("status")
    assert told.exit_code == 0
    assert f"adopted       {STEP}/do/{BOOK}" in told.stdout
    assert years.do("resolve", "--all-redundant").exit_code == 0
    assert f"{STEP}/do/{BOOK}" not in years.states()
    assert lines(years) == ["Book our hall.", ASK, END]


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ("{replace: gone, with: Ours.}", 'replaces "gone", which does not exist upstream'),
        ("{replace: " + END + "}", "does not say what replaces what"),
        ("{replace: " + END + ", with: }", "does not say what replaces what"),
        ("{replace: " + END + ", by: x}", "has no meaning here"),
    ],
)
def test_a_replacement_that_cannot_be_is_told(said: str, wrong: str, years: Years):
    say(years, "do", f"replace: [{said}]")
    result = years.do("check")
    assert result.exit_code == 1
    assert wrong in result.stdout
    assert all("overrides/changes.yml:2" in line for line in result.stdout.splitlines())


def test_a_new_name_bears_the_prefix(years: Years):
    say(years, "done_when", "replace: [{replace: people-came, with: {id: ten, text: Ten came.}}]")
    result = years.do("check")
    assert result.exit_code == 1
    assert "Call it st-ten" in result.stdout


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ("add: [{add: Ours., first: true}]", ["Ours.", BOOK, ASK, END]),
        ("add: [{add: Ours., last: true}]", [BOOK, ASK, END, "Ours."]),
        ("add: [Ours.]", [BOOK, ASK, END, "Ours."]),
        ("add: [{add: Ours., before: '" + END + "'}]", [BOOK, ASK, "Ours.", END]),
        ("add: [{add: 1, first: true}, {add: 2, first: true}]", ["1", "2", BOOK, ASK, END]),
        ("move: [{move: '" + END + "', first: true}]", [END, BOOK, ASK]),
        ("move: [{move: '" + BOOK + "', last: true}]", [ASK, END, BOOK]),
    ],
)
def test_lines_come_first_or_last(changes: str, expected: list[str], years: Years):
    say(years, "do", changes)
    assert lines(years) == expected
    assert years.do("check").exit_code == 0
    years.upgrade()
    years.settled()


def test_entries_with_ids_come_first_or_last(years: Years):
    entry = "{id: st-form, text: Form., first: true}"
    say(years, "done_when", f"add: [{entry}], move: [{{move: people-came, last: true}}]")
    assert ids(years) == ["st-form", "list-kept", "people-came"]
    years.upgrade()
    years.change(STEP, KEPT, "")
    assert years.upgrade().exit_code == 0
    assert ids(years) == ["st-form", "people-came"]


def test_steps_come_first_or_last(years: Years):
    first, *_, last = years.phase()
    years.say(f"order:\n  begin: [{{move: {last}, first: true}}, {{move: {first}, last: true}}]\n")
    moved = years.phase()
    assert (moved[0], moved[-1]) == (last, first)


@pytest.mark.parametrize(
    ("place", "wrong"),
    [
        ("first: true, last: true", "has two places"),
        ("first: true, before: '" + END + "'", "has two places"),
        ("first: false", "must be true"),
        ("first: yes please", "must be true"),
    ],
)
def test_a_place_that_cannot_be_is_told(place: str, wrong: str, years: Years):
    say(years, "do", f"add: [{{add: Ours., {place}}}]")
    result = years.do("check")
    assert result.exit_code == 1
    assert wrong in result.stdout


def test_a_line_that_upstream_wraps_anew_is_still_the_one(years: Years):
    changes = "remove: ['" + BOOK + "'], replace: [{replace: '" + END + "', with: Ours.}]"
    say(years, "do", changes)
    years.upgrade()
    years.change(STEP, BOOK, '"Book a room\\n that everybody can reach."')
    years.change(STEP, END, '"End with one\\n  task for each person."')
    assert years.upgrade().exit_code == 0
    assert lines(years) == [ASK, "Ours."]
