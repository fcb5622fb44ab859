"""What waits goes on waiting, whatever upstream calls a thing and whatever the fork calls it."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from playbook.forks.upgrade import compare
from playbook.merge import EMPTY_BASELINE, Layer, merge_layers
from tests.forks.histories import fork, upstream
from tests.forks.renaming import told

OLD: dict[str, Any] = {
    "title": "Call HQ.",
    "summary": "Call HQ when you are stuck.",
    "body": "Call HQ at 5.",
    "fields": [
        {"id": "one", "text": "Name", "options": [{"id": "yes", "label": "Yes"}]},
        {"id": "two", "text": "Town", "options": []},
    ],
}
NEW: dict[str, Any] = {
    "title": "Ring HQ.",
    "summary": "Ring somebody.",
    "body": "Ring HQ at 6.",
    "fields": [
        {
            "id": "first",
            "was": ["one"],
            "text": "Whole name",
            "options": [{"id": "aye", "was": ["yes"], "label": "Aye"}],
        },
        {"id": "second", "was": ["two"], "text": "City", "options": []},
    ],
    "was": ["steps/call"],
}
SAID: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "set": ({"set": {"title": "Call us."}}, {"set": {"title": "Call us."}}),
    "unset": ({"unset": ["body"]}, {"unset": ["body"]}),
    "edit": (edit := {"edit": {"summary": [{"replace": "Call", "with": "Phone"}]}}, edit),
    "entry": (
        {"lists": {"fields": {"set": {"one": {"text": "Your name"}}}}},
        {"lists": {"fields": {"set": {"first": {"text": "Your name"}}}}},
    ),
    "entry removed": (
        {"lists": {"fields": {"remove": ["one"]}}},
        {"lists": {"fields": {"remove": ["first"]}}},
    ),
    "option": (
        {"set": {"fields.one.options.yes.label": "Yes!"}},
        {"set": {"fields.first.options.aye.label": "Yes!"}},
    ),
    "option by its new name in the old entry": (
        {"set": {"fields.one.options.yes.label": "Yes!"}},
        {"set": {"fields.one.options.aye.label": "Yes!"}},
    ),
    "option removed": (
        {"lists": {"fields.one.options": {"remove": ["yes"]}}},
        {"lists": {"fields.first.options": {"remove": ["aye"]}}},
    ),
}


@pytest.mark.parametrize("name", ["steps/call", "steps/phone"])
@pytest.mark.parametrize("when", ["after", "before"])
@pytest.mark.parametrize("what", SAID)
def test_a_review_waits_under_every_name(what: str, when: str, name: str):
    """The fork writes new names after the upgrade, or before it."""
    before, after = SAID[what]
    old, new = [upstream({"steps/call": OLD})], [upstream({"steps/phone": NEW})]
    mine = fork({"steps/call": before})
    first = compare(old, old, mine, EMPTY_BASELINE)[2]
    theirs, done, locked = compare(old, new, mine, first)
    assert [one.group for one in done.outcomes] == ["review"]
    again = fork({name: after})
    if when == "before":
        theirs, done, locked = compare(old, new, again, first)
        assert not theirs.problems
    else:
        done = merge_layers([*new, Layer(again.draft, again.overrides, locked)])
    assert not done.problems
    (one,) = done.outcomes
    (known,) = merge_layers([*old, Layer(mine.draft, mine.overrides, first)]).outcomes
    assert (one.group, one.base) == ("review", known.base)
    assert one.state == ("edit-lost" if what == "edit" else "stale")
    _, later, kept = compare(new, new, again, locked)
    assert [(two.state, two.base) for two in later.outcomes] == [(one.state, one.base)]
    assert kept.cells.keys() == {one.statement.cell}


def test_the_name_in_between_is_a_name_too():
    years = [
        upstream({"steps/call": OLD}),
        upstream({"steps/phone": {**NEW, "title": "Call HQ."}}),
        upstream({"steps/ring": {**NEW, "was": ["steps/phone", "steps/call"]}}),
    ]
    said = {"set": {"title": "Call us."}}
    locked = compare([years[0]], [years[1]], fork({"steps/call": said}), EMPTY_BASELINE)[2]
    _, done, locked = compare([years[1]], [years[2]], fork({"steps/phone": said}), locked)
    assert [(one.state, one.base) for one in done.outcomes] == [("stale", "Call HQ.")]
    own = fork({"steps/ring": said})
    done = merge_layers([years[2], Layer(own.draft, own.overrides, locked)])
    assert [(one.state, one.base) for one in done.outcomes] == [("stale", "Call HQ.")]


@pytest.mark.parametrize("name", ["steps/call", "steps/phone"])
def test_what_was_renamed_and_then_went_stays_under_both_names(name: str):
    other = {"title": "Other", "summary": "Other"}
    years = [
        upstream({"steps/call": OLD, "steps/x": other}),
        upstream({"steps/phone": NEW, "steps/x": other}),
        upstream({"steps/x": other}),
    ]
    said = {"set": {"title": "Call us.", "fields.one.text": "Your name"}}
    mine = fork({"steps/call": said})
    locked = EMPTY_BASELINE
    for old, new in itertools.pairwise(years):
        _, done, locked = compare([old], [new], mine, locked)
    assert {one.state for one in done.outcomes} == {"orphan"}
    for entry in ("one", "first"):
        said = {"set": {"title": "Call us.", f"fields.{entry}.text": "Your name"}}
        own = fork({name: said})
        done = merge_layers([years[2], Layer(own.draft, own.overrides, locked)])
        assert not done.problems
        assert {one.state for one in done.outcomes} == {"orphan"}
        assert sorted(str(one.base) for one in done.outcomes) == ["Call HQ.", "Name"]
        _, again, kept = compare([years[2]], [years[2]], own, locked)
        assert told(again, done) == told(done)
        assert compare([years[2]], [years[2]], own, kept)[2] == kept


def test_two_statements_by_two_names_of_one_value_are_still_told():
    both = {"steps/call": {"set": {"title": "Ours"}}, "steps/phone": {"set": {"title": "Ours too"}}}
    done = merge_layers([upstream({"steps/phone": NEW}), fork(both)])
    assert ["is changed twice" in one.message for one in done.problems] == [True]
