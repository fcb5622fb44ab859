"""Entries that a statement is about, and places beside which one stands, come and go."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.forks.years import Years, alone

STEP = "steps/first-meeting"
LINE = "End with one task for each person."


@pytest.fixture
def years(family: Path) -> Years:
    return alone(family)


def test_a_removed_line_that_upstream_rewords_is_asked_about(years: Years):
    years.say(f"items:\n  {STEP}: {{lists: {{do: {{remove: [{LINE}]}}}}}}\n")
    years.upgrade()
    years.change(STEP, "End with one task", "End with two tasks")
    assert years.upgrade().exit_code == 3
    cell = f"{STEP}/do/{LINE}"
    assert years.states()[cell] == "field-gone"
    told = years.do("status").stdout
    assert "upstream no longer has such an entry in do" in told
    assert f"was:   {LINE}" in told
    assert f"playbook resolve '{cell}' drop" in told
    assert years.do("resolve", cell, "keep").exit_code == 2
    years.settled()
    assert years.do("resolve", cell, "drop").exit_code == 0
    assert years.do("status").exit_code == 0


def test_a_removed_entry_with_an_id_that_upstream_removes_too_asks_nothing(years: Years):
    years.say(f"items:\n  {STEP}: {{lists: {{done_when: {{remove: [list-kept]}}}}}}\n")
    years.upgrade()
    years.change(STEP, "  - {id: list-kept, text: Names and numbers are on one list.}\n", "")
    assert years.upgrade().exit_code == 0
    assert years.states()[f"{STEP}/done_when/list-kept"] == "adopted"


def test_a_moved_line_that_is_gone_says_so(years: Years):
    move = f"{{move: {LINE}, before: Book a room that everybody can reach.}}"
    years.say(f"items:\n  {STEP}: {{lists: {{do: {{move: [{move}]}}}}}}\n")
    years.upgrade()
    years.change(STEP, "End with one task", "End with two tasks")
    assert years.upgrade().exit_code == 3
    cell = f"{STEP}/do/{LINE}/@place"
    assert years.states()[cell] == "field-gone"
    told = years.do("status").stdout
    assert "upstream removed" not in told
    assert f"upstream no longer has {LINE} in do: nothing is moved" in told
    assert f"playbook resolve '{cell}' drop" in told
    years.settled()
    assert years.do("resolve", cell, "drop").exit_code == 0


def test_a_step_that_is_moved_and_gone_says_so(years: Years):
    step = "steps/say-what-you-want"
    years.say(f"order:\n  begin: [{{move: {step}, after: {STEP}}}]\n")
    years.upgrade()
    years.drop(step)
    assert years.upgrade().exit_code == 3
    told = years.do("status").stdout
    assert "upstream removed" not in told
    assert f"upstream no longer has {step} in phases.begin.steps" in told
    years.settled()
    cell = f"playbook/phases/begin/steps/{step}/@place"
    assert years.do("resolve", cell, "drop").exit_code == 0
    assert years.do("status").exit_code == 0


def placed(anchor: str) -> str:
    entry = f"{{id: st-form, text: A form., after: {anchor}}}"
    return f"items:\n  {STEP}: {{lists: {{done_when: {{add: [{entry}]}}}}}}\n"


CELL = f"{STEP}/done_when/st-form"
KEPT = "  - {id: list-kept, text: Names and numbers are on one list.}\n"
CAME = "  - {id: people-came, text: At least five people came.}\n"


def test_another_place_that_is_there_is_no_loss(years: Years):
    years.say(placed("list-kept"))
    years.upgrade()
    years.say(placed("people-came"))
    assert years.states()[CELL] == "added"
    assert years.do("status").exit_code == 0


@pytest.mark.parametrize("action", ["", "keep"])
def test_a_place_that_upstream_brings_back_is_lost_no_more(action: str, years: Years):
    years.say(placed("list-kept"))
    years.upgrade()
    years.change(STEP, KEPT, "")
    years.upgrade()
    assert years.states()[CELL] == "anchor-lost"
    if action:
        assert years.do("resolve", CELL, action).exit_code == 0
        years.upgrade()
        assert years.do("status").exit_code == 0
    years.change(STEP, CAME, CAME + KEPT)
    years.upgrade()
    assert years.states()[CELL] == "added"
    years.settled()


@pytest.mark.parametrize("after_a_loss", [False, True])
def test_a_place_that_never_was_is_an_error(after_a_loss: bool, years: Years):
    years.say(placed("list-kept"))
    years.upgrade()
    if after_a_loss:
        years.change(STEP, KEPT, "")
        years.upgrade()
    years.say(placed("people-cam"))
    result = years.do("check")
    assert result.exit_code == 1
    assert 'is placed beside "people-cam", which does not exist' in result.stdout
    assert 'Did you mean "people-came"?' in result.stdout


def test_a_place_in_a_list_without_names_is_an_error(years: Years):
    entry = "{problem: P, instead: I, before: nonsense}"
    years.say(f"items:\n  steps/say-what-you-want: {{lists: {{goes_wrong: {{add: [{entry}]}}}}}}\n")
    result = years.do("check")
    assert result.exit_code == 1
    assert "Its entries have no names: leave the place out." in result.stdout


def test_a_phase_that_never_was_is_an_error(years: Years):
    years.say("order:\n  beginn: []\n")
    result = years.do("check")
    assert result.exit_code == 1
    assert "overrides/changes.yml:2" in result.stdout
    assert 'Did you mean "begin"?' in result.stdout
