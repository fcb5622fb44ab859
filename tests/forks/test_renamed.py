"""What waits goes on waiting, whatever upstream calls a thing and whatever the fork calls it."""

from __future__ import annotations

import itertools
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from playbook.errors import ContentError
from playbook.forks import upgrade
from playbook.forks.upgrade import compare
from playbook.merge import EMPTY_BASELINE, Layer, merge, merge_layers
from tests.forks.histories import History, fork, histories, upstream
from tests.forks.renaming import called, merged, told
from tests.forks.test_upgrade import run
from tests.forks.years import Years, alone

QUICK = settings(
    max_examples=60,
    phases=[Phase.generate],
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
    database=None,
)
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


def names_mean_nothing(history: History) -> None:
    """At every year, what comes of a fork is the same under old names, new ones, later ones."""
    locked = EMPTY_BASELINE
    for old, new in zip(history.years, history.years[1:], strict=False):
        if merged(old, new):
            return
        before, mine = [upstream(old)], fork(history.said)
        now = [upstream(new)]
        _, done, after = compare(before, now, mine, locked)
        for items in (old, new):
            if items is new and locked.gone:
                continue  # what has gone has no later name
            own = fork(called(history.said, items, locked))
            theirs, early, _ = compare(before, now, own, locked)
            assert not theirs.problems
            assert told(early, done) == told(done)
        own = fork(called(history.said, new, after))
        late = merge_layers([*now, Layer(own.draft, own.overrides, after)])
        assert not late.problems
        done = merge_layers([*now, Layer(mine.draft, mine.overrides, after)])
        assert told(late, done) == told(done)
        data = {one.ref: one.data for one in done.draft.items}
        assert data == {one.ref: one.data for one in late.draft.items}
        locked = after


def test_over_the_years_names_mean_nothing():
    def hold(history: History) -> None:
        names_mean_nothing(history)

    given(histories())(QUICK(hold))()


@pytest.mark.parametrize("fault", ["base stays behind", "next names unknown"])
def test_a_planted_fault_makes_it_fail(fault: str, monkeypatch: pytest.MonkeyPatch):
    if fault == "base stays behind":
        monkeypatch.setattr(merge, "follow_renames", lambda locked, *_: locked)
    else:
        monkeypatch.setattr(upgrade, "anticipate_renames", lambda old, _: old)

    def hold(history: History) -> None:
        names_mean_nothing(history)

    with pytest.raises((AssertionError, ContentError)):
        given(histories())(settings(QUICK, report_multiple_bugs=False)(hold))()


@pytest.fixture
def renamed(family: Any) -> Years:
    """A fork of a worksheet and a tip, both of which upstream renames in all their parts."""
    years = alone(family)
    sheet = "worksheets/one-page-plan"
    years.say(
        "items:\n"
        f"  {sheet}:\n    lists: {{fields: {{set: {{kind: {{label: Which sort?}}}}}}}}\n"
        "    set: {fields.kind.options.new.label: A new thing}\n"
        "  tips/ask-early: {set: {title: Ask us early}}\n"
    )
    years.upgrade()
    years.change(sheet, "key: kind\n", "key: sort\n    was: [kind]\n")
    years.change(sheet, "label: Something new", "label: New")
    years.rename("tips/ask-early", "tips/ask-soon")
    years.upgrade()
    return years


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("tips/ask-early/title", "tips/ask-soon/title", "Ask us early"),
        ("worksheets/one-page-plan/fields/kind/label", "{}/fields/sort/label", "Which sort?"),
        (
            "worksheets/one-page-plan/fields/kind/options/new/label",
            "{}/fields/sort/options/new/label",
            "A new thing",
        ),
    ],
)
def test_explain_says_the_same_under_old_and_new_names(
    old: str, new: str, words: str, renamed: Years
):
    new = new.replace("{}", "worksheets/one-page-plan")
    for cell in (old, new):
        lines = renamed.do("explain", cell).stdout.splitlines()
        assert lines[0] == words
        ours, theirs = (line.split()[0] for line in lines[1:3])
        assert (ours, theirs) == ("org.example.state", "org.example.national")
        assert lines[1].endswith("<- in effect")
        assert "in effect" not in "".join(lines[2:])
        value = json.loads(renamed.do("explain", cell, "--json").stdout)
        assert value["value"] == words
        assert [one["op"] for one in value["history"]] == ["set", "define"]


def test_explain_puts_the_one_of_two_rivals_first_that_readers_see(family: Any):
    years = alone(family)
    two = ("tips/ask-early", "tips/record-calls")
    years.say("items:\n" + "".join(f"  {ref}: {{set: {{title: Our {ref}}}}}\n" for ref in two))
    years.upgrade()
    years.rename(two[0], "tips/ask-well", two[1])
    years.upgrade()
    told = json.loads(years.do("explain", "tips/ask-well/title", "--json").stdout)
    assert told["history"][0]["ours"] == told["value"]


def test_the_steps_of_a_person_who_renames_after_an_upgrade(family: Any):
    years = alone(family)
    years.say("items:\n  tips/ask-early: {set: {title: Ask us early}}\n")
    years.upgrade()
    years.change("tips/ask-early", "Ask early", "Ask in time")
    years.rename("tips/ask-early", "tips/ask-soon")
    years.upgrade()
    years.say("items:\n  tips/ask-soon: {set: {title: Ask us early}}\n")
    assert years.states()["tips/ask-soon/title"] == "stale"
    assert years.do("check", "--strict").exit_code == 1
    assert years.do("resolve", "tips/ask-soon/title", "keep").exit_code == 0
    assert years.states()["tips/ask-soon/title"] == "ok"
    years.settled()
    assert run("check", "--strict", "-C", years.fork).exit_code == 0
