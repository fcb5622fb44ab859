"""Two statements on one value: a mistake of the fork's, or the doing of its upstream."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from playbook.forks.upgrade import compare
from playbook.merge import EMPTY_BASELINE, Layer, merge_layers
from tests.forks.histories import fork, upstream
from tests.forks.years import Years, alone

STEP = "steps/say-what-you-want"
ENTRY = "done_when.one-sentence"
SET = "{text: X}"


@pytest.fixture
def years(family: Path) -> Years:
    return alone(family)


@pytest.mark.parametrize(
    "said",
    [
        f"set: {{{ENTRY}.text: MINE, done_when: [{{id: st-x, text: X}}]}}",
        f"set: {{{ENTRY}.text: MINE}}\n    lists: {{done_when: {{remove: [one-sentence]}}}}",
        f"set: {{{ENTRY}.text: MINE}}\n    lists: {{done_when: {{set: {{one-sentence: {SET}}}}}}}",
    ],
)
def test_one_value_cannot_be_changed_in_two_places(said: str, years: Years):
    years.say(f"items:\n  {STEP}:\n    {said}\n")
    result = years.do("check")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 1
    assert "is changed twice" in result.stdout
    assert result.stdout.count("overrides/changes.yml:") == 2


def test_a_move_and_new_words_for_an_entry_do_not_clash(years: Years):
    move = "move: [{move: said-back, before: one-sentence}]"
    words = "set: {said-back: {text: OURS}}"
    years.say(f"items:\n  {STEP}:\n    lists: {{done_when: {{{words}, {move}}}}}\n")
    assert years.do("check").exit_code == 0


def test_one_item_cannot_be_changed_under_two_names(years: Years):
    years.say("items:\n  tips/ask-early: {set: {title: Ask soon}}\n")
    years.rename("tips/ask-early", "tips/ask-first")
    years.upgrade()
    years.say("items:\n  tips/ask-first: {set: {title: Ask now}}\n", "more.yml")
    result = years.do("check")
    assert result.exit_code == 1
    assert "overrides/changes.yml:2" in result.stdout
    assert "overrides/more.yml:2" in result.stdout


def merged(years: Years) -> None:
    """Let upstream make one of two tips, each with a title of ours."""
    years.say(
        "items:\n"
        "  tips/ask-early: {set: {title: Ask soon}}\n"
        "  tips/record-calls: {set: {title: Keep a record}}\n"
    )
    years.upgrade()
    years.rename("tips/ask-early", "tips/ask-well", "tips/record-calls")
    result = years.upgrade()
    assert "2 renamed" in result.stdout
    assert "removed" not in result.stdout


def test_items_that_upstream_made_one_keep_the_words_of_both_till_somebody_decides(years: Years):
    merged(years)
    states = years.states()
    assert states["tips/ask-early/title"] == states["tips/record-calls/title"] == "stale"
    assert years.item("tips/ask-well")["title"] == "Ask soon"
    data = json.loads(years.do("status", "--json").stdout)
    told = {one["cell"]: one for one in data["statements"]}
    for cell, ours in (
        ("tips/ask-early/title", "Ask soon"),
        ("tips/record-calls/title", "Keep a record"),
    ):
        assert told[cell]["theirs"] == "Ask early"
        assert told[cell]["ours"] == ours
        assert told[cell]["actions"] == ["take"]
    text = years.do("status").stdout
    assert "upstream merged this with tips/record-calls/title (overrides/changes.yml:3)" in text
    assert "readers see overrides/changes.yml:2" in text
    years.settled()


@pytest.mark.parametrize("gone", ["tips/ask-early", "tips/record-calls"])
def test_which_of_two_stays_is_decided_by_taking_the_other_out(gone: str, years: Years):
    merged(years)
    for action in ("keep", "edit"):
        text = ("--text", "X") if action == "edit" else ()
        result = years.do("resolve", f"{gone}/title", action, *text)
        assert result.exit_code == 2
        assert "You can take it." in result.output
    assert years.do("resolve", f"{gone}/title", "take").exit_code == 0
    left = {"tips/ask-early": "Keep a record", "tips/record-calls": "Ask soon"}[gone]
    assert years.item("tips/ask-well")["title"] == left
    years.upgrade()
    years.settled()


ADD = {"add": [{"id": "x-n", "text": "OURS"}]}
REPLACE_ONE = {"replace": [{"replace": "one", "with": {"id": "x-n", "text": "OURS"}}]}
REPLACE_TWO = {"replace": [{"replace": "two", "with": {"id": "x-n", "text": "OURS TOO"}}]}


@pytest.mark.parametrize(
    ("first", "second"), [(REPLACE_ONE, ADD), (ADD, REPLACE_TWO), (REPLACE_ONE, REPLACE_TWO)]
)
def test_entries_of_one_name_in_items_that_upstream_made_one_are_a_choice(
    first: dict[str, Any], second: dict[str, Any]
):
    """Each item had an entry of ours, both of one name: one of them waits for a decision."""
    one, two = ({"id": name, "text": name} for name in ("one", "two"))
    old = {
        "steps/a": {"title": "A", "fields": [one, two]},
        "steps/b": {"title": "B", "fields": [one, two]},
    }
    new = {"steps/c": {"title": "C", "fields": [one, two], "was": ["steps/a", "steps/b"]}}
    said = {"steps/a": {"lists": {"fields": first}}, "steps/b": {"lists": {"fields": second}}}
    _, done, locked = compare([upstream(old)], [upstream(new)], fork(said), EMPTY_BASELINE)
    assert not done.problems
    assert [one.actions for one in done.outcomes] == [("take",), ("take",)]
    assert [one.active for one in done.outcomes] == [True, False]
    (item,) = [one.data for one in done.draft.items]
    assert str(item).count("'x-n'") == 1
    for gone in said:
        left = fork({ref: changes for ref, changes in said.items() if ref != gone})
        layer = Layer(left.draft, left.overrides, locked)
        settled = merge_layers([upstream(new), layer])
        assert not settled.problems
        assert [one.group for one in settled.outcomes] != ["review"]


def test_two_entries_of_one_name_in_one_item_are_still_a_mistake(years: Years):
    both = "add: [{id: st-n, text: X}], replace: [{replace: said-back, with: {id: st-n, text: Y}}]"
    years.say(f"items:\n  {STEP}:\n    lists: {{done_when: {{{both}}}}}\n")
    result = years.do("check")
    assert result.exit_code == 1
    assert 'adds "st-n" twice. Choose another name.' in result.stdout
