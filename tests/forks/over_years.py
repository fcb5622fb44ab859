"""What must hold over years, also where upstream renames, merges, and drops parts of parts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from playbook.forks.upgrade import compare
from playbook.merge import EMPTY_BASELINE, Layer, merge_layers
from playbook.merge.nodes import entry_names, find, to_data, to_node
from playbook.upstream.lock import Lock, dump, parse
from tests.forks.histories import History, again, fork, lived, seen, upstream
from tests.forks.making import wrapped
from tests.forks.renaming import called, merged, told


def every_year_the_fork_can_be_read(history: History) -> None:
    for done, _ in lived(history):
        assert not done.problems, done.problems


def every_statement_is_accounted_for(history: History) -> None:
    for done, locked in lived(history):
        cells = {one.statement.cell for one in done.outcomes}
        assert cells == locked.cells.keys()
        assert len(cells) == len(done.outcomes)
        first, _ = lived(history)[0]
        assert cells == {one.statement.cell for one in first.outcomes}


def our_words_are_seen_or_waited_for(history: History) -> None:
    for done, _ in lived(history):
        items = {one.ref: to_node(one.data, one) for one in done.draft.items}
        for one in done.outcomes:
            here = find(items[one.item], one.statement.path) if one.item in items else None
            if not one.active:
                assert one.group == "review"
                assert one.conflict is not None
            elif one.statement.op == "set":
                assert to_data(here) == one.statement.value, one
            elif one.statement.op == "edit":
                assert to_data(here) == one.ours, one
            elif one.statement.op in ("add", "replace"):
                row = find(items[one.item], one.statement.path[:-1])
                assert row is not None, one
                assert isinstance(row.value, list), one
                assert one.statement.new_value in [to_data(entry) for entry in row.value], one


def what_is_ours_stands_where_it_was_put(history: History) -> None:
    for year, (done, _) in enumerate(lived(history), 1):
        for document in done.draft.items:
            mine = [one.statement for one in done.outcomes if one.item == document.ref]
            mine = [one for one in mine if one.path[0] == "do"]
            if len(mine) != 1 or not isinstance(document.data, dict):
                continue  # upstream made one of two items, and both have an entry at this place
            row: Any = document.data.get("do", [])
            theirs = history.years[year].get(document.ref, {}).get("do", [])
            if mine[0].anchor == ("first", ""):
                assert row[0] == mine[0].value
            if mine[0].op == "replace" and mine[0].path[-1] in theirs:
                assert row.index(mine[0].new_value) == theirs.index(mine[0].path[-1])


def nothing_comes_back_unasked(history: History) -> None:
    for year, (done, _) in enumerate(lived(history), 1):
        for one in done.outcomes:
            if one.statement.op not in ("remove", "replace") or one.statement.path[0] != "do":
                continue
            row = history.years[year].get(one.item, {}).get("do")
            words = one.statement.path[-1]
            if row and words not in row:
                assert one.group == "review", one


def what_is_decided_stays_decided(history: History) -> None:
    for year, (done, locked) in enumerate(lived(history), 1):
        assert parse(dump(Lock((), locked))).baseline == locked
        for other in (seen(history, year, locked), again(history, year, locked)[0]):
            assert not other.problems
            told = [(one.statement.cell, one.group) for one in done.outcomes]
            assert told == [(one.statement.cell, one.group) for one in other.outcomes]
            data = {one.ref: one.data for one in done.draft.items}
            assert data == {one.ref: one.data for one in other.draft.items}
        assert dump(Lock((), again(history, year, locked)[1])) == dump(Lock((), locked))


def every_item_bears_names_of_its_own(history: History) -> None:
    for done, _ in lived(history):
        refs = {one.ref for one in done.draft.items}
        phases = find(to_node(done.draft.manifest.data, done.draft.manifest), ("phases", "begin"))
        steps = find(phases, ("steps",)) if phases is not None else None
        assert steps is not None
        assert isinstance(steps.value, list)
        assert sorted(entry_names(steps.value)) == sorted(refs)
        for one in done.draft.items:
            was = one.data.get("was", []) if isinstance(one.data, dict) else []
            assert isinstance(was, list)
            assert not refs & {str(name) for name in was}, one.ref


def how_upstream_wraps_does_not_matter(history: History) -> None:
    years = [wrapped(items) if year else items for year, items in enumerate(history.years)]
    other = lived(replace(history, years=tuple(years)))
    for (done, _), (again_, _) in zip(lived(history), other, strict=True):
        told = [
            [(one.statement.cell, one.state) for one in each.outcomes] for each in (done, again_)
        ]
        assert told[0] == told[1]


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


ALL = [
    names_mean_nothing,
    how_upstream_wraps_does_not_matter,
    every_year_the_fork_can_be_read,
    every_statement_is_accounted_for,
    our_words_are_seen_or_waited_for,
    what_is_ours_stands_where_it_was_put,
    nothing_comes_back_unasked,
    what_is_decided_stays_decided,
    every_item_bears_names_of_its_own,
]
