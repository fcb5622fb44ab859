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
    assert "upstream has no such entry in do any more" in told
    assert f"was:   {LINE}" in told
    assert f"playbook resolve {cell} drop" in told
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
    assert f"upstream has no {LINE} in do any more: nothing is moved" in told
    assert f"playbook resolve {cell} drop" in told
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
    assert f"upstream has no {step} in phases.begin.steps any more" in told
    years.settled()
    cell = f"playbook/phases/begin/steps/{step}/@place"
    assert years.do("resolve", cell, "drop").exit_code == 0
    assert years.do("status").exit_code == 0
