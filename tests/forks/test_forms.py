"""Upstream makes a list of a text, or a text of a group: what of ours still fits, and what not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.forks.years import Years, alone

STEP = "steps/first-meeting"


@pytest.fixture
def years(family: Path) -> Years:
    return alone(family)


def rows(years: Years, value: str) -> None:
    """Let upstream have fixed rows in a table where it counted blank ones, or the other way."""
    path = years.upstream / "worksheets/one-page-plan.yml"
    text = path.read_text(encoding="utf-8")
    now = next(line for line in text.splitlines() if line.startswith("    rows:"))
    path.write_text(text.replace(now, f"    rows: {value}"), encoding="utf-8")


CELL = "worksheets/one-page-plan/fields/people/rows"
FIXED = "[{id: us, label: Us}, {id: them, label: Them}]"


def test_a_value_that_no_longer_fits_is_written_anew_and_kept(years: Years):
    years.say("items:\n  worksheets/one-page-plan:\n    set:\n      fields.people.rows: 6\n")
    years.upgrade()
    rows(years, FIXED)
    assert years.upgrade().exit_code == 3
    assert years.states()[CELL] == "type-changed"
    told = years.do("status").stdout
    assert "upstream has a list as fields.people.rows now: yours does not fit" in told
    assert "write yours in that form and keep it, or take upstream's" in told
    assert f"playbook resolve {CELL} take" in told
    assert years.do("resolve", CELL, "keep").exit_code == 2
    assert years.do("check").exit_code == 1
    ours = "[{id: we, label: We}]"
    years.say(f"items:\n  worksheets/one-page-plan:\n    set:\n      fields.people.rows: {ours}\n")
    assert years.states()[CELL] == "stale"
    assert years.do("check").exit_code == 0
    assert years.do("resolve", CELL, "keep").exit_code == 0
    assert years.do("status").exit_code == 0


def test_a_value_that_fits_upstreams_new_form_is_no_error(years: Years):
    ours = "[{id: we, label: We}]"
    years.say(f"items:\n  worksheets/one-page-plan:\n    set:\n      fields.people.rows: {ours}\n")
    years.upgrade()
    rows(years, FIXED)
    years.upgrade()
    assert years.states()[CELL] == "stale"
    assert years.do("check").exit_code == 0


def test_an_entry_of_what_is_a_list_no_more_waits_with_its_words(years: Years):
    rows(years, FIXED)
    years.upgrade()
    years.say(
        "items:\n  worksheets/one-page-plan:\n    lists:\n      fields.people.rows:\n"
        "        add: [{id: st-we, label: We}]\n        set: {us: {label: You}}\n"
    )
    years.upgrade()
    rows(years, "4")
    result = years.upgrade()
    assert result.exit_code == 3
    states = years.states()
    assert states[f"{CELL}/st-we"] == states[f"{CELL}/us/label"] == "type-changed"
    years.settled()
    assert years.do("resolve", f"{CELL}/us/label", "take").exit_code == 0
    assert years.do("resolve", f"{CELL}/st-we", "take", "--delete-mine").exit_code == 0
    assert years.do("check").exit_code == 0


def test_a_text_is_no_list(years: Years):
    years.say(f"items:\n  {STEP}: {{lists: {{title: {{add: [a]}}}}}}\n")
    result = years.do("check")
    assert result.exit_code == 1
    assert 'names "title", which is not a list. Change it with `set` or `edit`.' in result.stdout
