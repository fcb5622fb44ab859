"""What must hold for every fork and every upgrade, whatever upstream does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from playbook.forks.resolve import kept_baseline  # the very function that `keep` uses
from playbook.forks.upgrade import compare
from playbook.merge import (
    EMPTY_BASELINE,
    GROUPS,
    MANIFEST,
    Layer,
    Merged,
    Outcome,
    merge_layers,
    reads_same,
)
from playbook.source import Document, Place
from playbook.upstream.lock import Lock, dump, parse
from tests.forks.making import (
    Case,
    below_layer,
    fork_layer,
    laid,
    shown,
    state,
    upgraded,
    upstream_layer,
    wrapped,
)


def at(data: Any, place: Place) -> Any:
    for part in place:
        data = data[part]
    return data


def leaves(data: Any, place: Place = ()) -> Iterator[tuple[Place, Any]]:
    if isinstance(data, dict):
        for key, inner in data.items():
            yield from leaves(inner, (*place, key))
    elif isinstance(data, list):
        for index, inner in enumerate(data):
            yield from leaves(inner, (*place, index))
    else:
        yield place, data


def nothing_said_changes_nothing(case: Case) -> None:
    up = upstream_layer(case.years[0])
    bare = fork_layer(case, said={})
    done = merge_layers([up, Layer(bare.draft)])
    for item in up.draft.items:
        assert next(one.data for one in done.draft.items if one.ref == item.ref) == item.data


def layers_compose(case: Case) -> None:
    up, fork, below = upstream_layer(case.years[0]), fork_layer(case), below_layer(case)
    whole = merge_layers([up, fork, below])
    middle = merge_layers([up, fork])
    assert shown(merge_layers([Layer(middle.draft), below])) == shown(whole)


def every_value_has_one_origin(case: Case) -> None:
    done, _ = upgraded(case, case.years[0], case.years[1])
    edits = {one.item for one in done.outcomes if one.statement.op == "edit"}
    orphans = {one.item for one in done.outcomes if one.state in ("orphan", "field-gone")}
    for one in done.outcomes:
        if one.statement.op in ("set", "edit") and one.item != MANIFEST:
            item = next(item for item in done.draft.items if item.ref == one.item)
            if len(one.statement.path) == 1:
                assert item.origin(one.statement.path)[0] is one.statement.document
    for item in (*done.draft.items, done.draft.manifest):
        for place, value in leaves(item.data):
            source, there = item.origin(place)
            assert source.data is not None
            kept = item.ref == MANIFEST and value in orphans
            if kept or item.ref in orphans or (item.ref in edits and place == ("summary",)):
                continue
            assert at(source.data, there) == value, (item.ref, place, source.file, there)
        for names in lists_of(item):
            assert len(names) == len(set(names)), names


def lists_of(item: Document) -> Iterator[list[str]]:
    data: Any = item.data
    if item.ref == MANIFEST:
        yield [ref for phase in data["phases"] for ref in phase["steps"]]
    else:
        yield [entry["id"] for entry in data.get("done_when", ())]
        yield list(data.get("tags", ()))


def upgrading_to_the_same_changes_nothing(case: Case) -> None:
    first = laid(case, case.years[0], EMPTY_BASELINE)
    done, locked = upgraded(case, case.years[0], case.years[0])
    assert shown(done) == shown(first)
    assert all(one.state in ("ok", "added", "hidden", "redundant") for one in done.outcomes)
    again, twice = upgraded(case, case.years[0], case.years[0], locked)
    assert shown(again) == shown(done)
    assert dump(Lock((), twice)) == dump(Lock((), locked))


def upgrading_twice_is_upgrading_once(case: Case) -> None:
    done, locked = upgraded(case, case.years[0], case.years[1])
    assert parse(dump(Lock((), locked))).baseline == locked
    assert shown(laid(case, case.years[1], locked)) == shown(done)
    again, twice = upgraded(case, case.years[1], case.years[1], locked)
    assert shown(again) == shown(done)
    assert dump(Lock((), twice)) == dump(Lock((), locked))
    review = [one.statement.cell for one in done.outcomes if one.group == "review"]
    assert review == [one.statement.cell for one in again.outcomes if one.group == "review"]


def nothing_is_lost(case: Case) -> None:
    first = laid(case, case.years[0], EMPTY_BASELINE)
    done, _ = upgraded(case, case.years[0], case.years[1])
    cells = {one.statement.cell for one in first.outcomes}
    assert {one.statement.cell for one in done.outcomes} == cells
    items: dict[str, Any] = {item.ref: item.data for item in done.draft.items}
    assert items["steps/x-own"] == {"title": "Own", "summary": "Own"}
    phases: Any = done.draft.manifest.data
    assert "steps/x-own" in phases["phases"][0]["steps"]
    assert set(case.years[1]["items"]) <= set(items)
    for ref, said in case.said.items():
        hidden = said.get("hide") == "true"
        if hidden:
            assert ref in done.draft.hidden
        if hidden and ref not in case.years[1]["items"]:
            continue
        for field, value in said.get("set", {}).items():
            assert items[ref][field] == value
        changes = said.get("lists", {}).get("done_when", {})
        row = {entry["id"]: entry for entry in items[ref].get("done_when", ())}
        for entry in changes.get("add", ()):
            assert row[entry["id"]]["text"] == entry["text"]
        for name, fields in changes.get("set", {}).items():
            assert row[name]["text"] == fields["text"]
        assert not set(changes.get("remove", ())) & set(row)


def what_is_not_changed_follows(case: Case) -> None:
    done, _ = upgraded(case, case.years[0], case.years[1])
    items: dict[str, Any] = {item.ref: item.data for item in done.draft.items}
    for ref, theirs in case.years[1]["items"].items():
        said = case.said.get(ref, {})
        mine = {*said.get("set", ()), *said.get("unset", ()), *said.get("edit", ())}
        mine |= set(said.get("lists", ()))
        for field in {*theirs, *items[ref]} - mine:
            assert items[ref].get(field) == theirs.get(field), (ref, field)
        entries = {entry["id"]: entry for entry in theirs.get("done_when", ())}
        changes = said.get("lists", {}).get("done_when", {})
        touched = {*changes.get("set", ()), *changes.get("remove", ())}
        row = {entry["id"]: entry for entry in items[ref].get("done_when", ())}
        for name in entries.keys() - touched:
            assert row[name] == entries[name]


def keeping_changes_nothing_that_readers_see(case: Case) -> None:
    done, locked = upgraded(case, case.years[0], case.years[1])
    chosen = [one for one in done.outcomes if "keep" in one.actions]
    kept = kept_baseline(state(case, done, locked), chosen)
    after = laid(case, case.years[1], kept)
    assert shown(after) == shown(done)
    cells = {one.statement.cell for one in chosen}
    left = [one for one in after.outcomes if one.statement.cell in cells]
    assert all(one.group != "review" for one in left), left


def taking_shows_upstream(case: Case) -> None:
    for ref, said in case.said.items():
        if "set" in said and ref in case.years[1]["items"]:
            _, locked = upgraded(case, case.years[0], case.years[1])
            without = {name: one for name, one in said.items() if name != "set"}
            fork = fork_layer(case, said={**case.said, ref: without})
            layer = Layer(fork.draft, fork.overrides, locked)
            done = merge_layers([upstream_layer(case.years[1]), layer])
            item: Any = next(one.data for one in done.draft.items if one.ref == ref)
            assert item["title"] == case.years[1]["items"][ref]["title"]


def in_steps_or_at_once_readers_see_the_same(case: Case) -> None:
    first, second, third = case.years
    _, locked = upgraded(case, first, second)
    steps, _ = upgraded(case, second, third, locked)
    once, _ = upgraded(case, first, third)
    both: list[dict[str, Any]] = []
    for done in (steps, once):
        both.append({item.ref: item.data for item in done.draft.items})
    for ref, said in case.said.items():
        if ref in third["items"]:
            for field in (*said.get("set", ()), *said.get("unset", ())):
                assert both[0][ref].get(field) == both[1][ref].get(field)


def files_and_their_order_mean_nothing(case: Case) -> None:
    up = upstream_layer(case.years[0])
    one, three = fork_layer(case), fork_layer(case, files=3)
    back = Layer(three.draft, tuple(reversed(three.overrides)))
    assert (
        shown(merge_layers([up, one]))
        == shown(merge_layers([up, three]))
        == shown(merge_layers([up, back]))
    )


def nothing_is_missed(case: Case) -> None:
    done, _ = upgraded(case, case.years[0], case.years[1])
    for one in done.outcomes:
        statement = one.statement
        if statement.op not in ("set", "unset") or len(statement.path) > 1:
            continue
        old = case.years[0]["items"][statement.item].get(statement.path[0])
        new = case.years[1]["items"].get(statement.item, {}).get(statement.path[0])
        ours = statement.value if statement.op == "set" else None
        if new != old and new != ours:
            assert GROUPS[one.state] == "review", one
            assert one.base == old
        if one.state == "stale-trivial":
            assert really_trivial(old, new), one
    for one in done.outcomes:
        if one.statement.path[-1:] == ("one",) and one.statement.item == MANIFEST:
            moved = case.years[0]["one"] != case.years[1]["one"]
            if moved and case.word != case.years[1]["one"]:
                assert one.group == "review"


def really_trivial(one: str, other: str) -> bool:
    figures = [[word for word in text.split() if re.search(r"\d", word)] for text in (one, other)]
    letters = [re.sub(r"[^a-z]", "", text.lower()) for text in (one, other)]
    return figures[0] == figures[1] and letters[0] == letters[1]


def a_fork_below_has_nothing_to_do_when_its_parent_says_the_same(case: Case) -> None:
    up, fork, below = upstream_layer(case.years[0]), fork_layer(case), below_layer(case)
    done = merge_layers([up, fork, below])
    told: list[Outcome] = [one for one in done.outcomes if one.state != "redundant"]
    assert all(one.group != "review" for one in told)


def what_is_new_waits_where_the_fork_says_so(case: Case) -> None:
    old, year = upstream_layer(case.years[0]), upstream_layer(case.years[1])
    decided = {ref for ref, said in case.said.items() if "hide" in said}
    added = set(case.years[1]["items"]) - set(case.years[0]["items"]) - decided
    for policy in ("show", "hide", "review"):
        own = fork_layer(case, policy=policy)
        _, done, locked = compare([old], [year], own, EMPTY_BASELINE)
        assert set(done.new) == (set() if policy == "show" else added)
        assert done.draft.hidden & added == (added if policy == "hide" else set())
        again = [year]
        _, once_more, same = compare(again, again, own, parse(dump(Lock((), locked))).baseline)
        assert (once_more.new, same) == (done.new, locked)
        assert once_more.draft.hidden == done.draft.hidden
        seen = merge_layers([year, Layer(own.draft, own.overrides, replace(locked, new=()))])
        assert not seen.draft.hidden & added


def _told(done: Merged) -> list[tuple[str, str]]:
    return [(one.statement.cell, one.state) for one in done.outcomes]


def wrapping_texts_anew_changes_nothing(case: Case) -> None:
    old = case.years[0]
    before, _ = upgraded(case, old, old)
    after, _ = upgraded(case, old, wrapped(old))
    assert _told(after) == _told(before)
    assert reads_same(shown(after)["items"], shown(before)["items"])


def how_upstream_wraps_its_news_does_not_matter(case: Case) -> None:
    old, new, _ = case.years
    done, _ = upgraded(case, old, new)
    again, _ = upgraded(case, wrapped(old), new)
    assert _told(again) == _told(done)


ALL = [
    what_is_new_waits_where_the_fork_says_so,
    nothing_said_changes_nothing,
    layers_compose,
    every_value_has_one_origin,
    upgrading_to_the_same_changes_nothing,
    upgrading_twice_is_upgrading_once,
    nothing_is_lost,
    what_is_not_changed_follows,
    keeping_changes_nothing_that_readers_see,
    taking_shows_upstream,
    in_steps_or_at_once_readers_see_the_same,
    files_and_their_order_mean_nothing,
    nothing_is_missed,
    a_fork_below_has_nothing_to_do_when_its_parent_says_the_same,
]
OF_WRAPPING = [
    wrapping_texts_anew_changes_nothing,
    how_upstream_wraps_its_news_does_not_matter,
]
