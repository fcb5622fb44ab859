"""Faults to plant, one at a time; each makes some property fail."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from playbook.forks import merge_base, resolve, upgrade
from playbook.merge import Baseline, merge, nodes, operations, reader, text, three_way
from playbook.merge.target import MergeTarget
from tests.forks import over_years, properties

Fault = Callable[[pytest.MonkeyPatch], None]


def upstream_wins(patch: pytest.MonkeyPatch) -> None:
    def no_set(target, statement, theirs):
        base = target.base_of(statement, theirs)
        state = three_way.compare_values(base, theirs, statement.value)
        target.record(statement, state, (base, theirs, statement.value))

    patch.setitem(operations.OPERATIONS, "set", no_set)


def base_forgotten(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(MergeTarget, "base_of", lambda self, statement, theirs: theirs)


def added_entry_dropped(patch: pytest.MonkeyPatch) -> None:
    patch.setitem(operations.OPERATIONS, "add", lambda target, statement, theirs: None)


def own_item_dropped(patch: pytest.MonkeyPatch) -> None:
    real = merge.LayerMerge._add_own_items

    def drop(self):
        real(self)
        for name in self._own:
            del self._items[name]

    patch.setattr(merge.LayerMerge, "_add_own_items", drop)


def orphan_dropped(patch: pytest.MonkeyPatch) -> None:
    real = merge_base.remember_upstream
    patch.setattr(upgrade, "remember_upstream", lambda *a: replace(real(*a), gone={}))


def position_twice(patch: pytest.MonkeyPatch) -> None:
    real = MergeTarget.insert

    def twice(self, row, entry, *rest):
        real(self, row, entry, *rest)
        row.append(entry)

    patch.setattr(MergeTarget, "insert", twice)


def order_forgotten(patch: pytest.MonkeyPatch) -> None:
    real = merge_base.advance_bases
    patch.setattr(upgrade, "advance_bases", lambda *a: replace(real(*a), orders={}))


def last_good_forgotten(patch: pytest.MonkeyPatch) -> None:
    real = merge_base.advance_bases

    def no_good(*arguments):
        locked = real(*arguments)
        return Baseline(
            {cell: replace(kept, last_rendered=None) for cell, kept in locked.cells.items()},
            locked.gone,
            locked.orders,
        )

    patch.setattr(upgrade, "advance_bases", no_good)


def keep_takes_theirs(patch: pytest.MonkeyPatch) -> None:
    real = resolve.kept_baseline

    def taken(state, chosen):
        locked = real(state, chosen)
        cells = {
            one.statement.cell: replace(locked.cells[one.statement.cell], last_rendered="theirs")
            for one in chosen
            if one.statement.op == "edit"
        }
        return Baseline({**locked.cells, **cells}, {}, locked.orders)

    patch.setattr(properties, "kept_baseline", taken)


def keep_does_nothing(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(properties, "kept_baseline", lambda state, chosen: state.lock.baseline)


def origin_lost(patch: pytest.MonkeyPatch) -> None:
    real = nodes.to_document
    patch.setattr(merge, "to_document", lambda *a: replace(real(*a), origins={}))


def stale_not_told(patch: pytest.MonkeyPatch) -> None:
    real = three_way.compare_values

    def blind(*values):
        found = real(*values)
        return "ok" if found == "stale" else found

    patch.setattr(operations, "compare_values", blind)


def base_always_moves_on(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(merge_base, "ADVANCE", frozenset(three_way.GROUPS))


def trivial_too_generous(patch: pytest.MonkeyPatch) -> None:
    def letters(one, other):
        if not isinstance(one, str) or not isinstance(other, str):
            return False
        bare = [
            "".join(sign for sign in text.casefold() if sign.isalnum()) for text in (one, other)
        ]
        return bare[0] == bare[1]

    patch.setattr(three_way, "differs_trivially", letters)


def untouched_does_not_follow(patch: pytest.MonkeyPatch) -> None:
    real = nodes.to_document

    def without_tags(node, document):
        if isinstance(node.value, dict):
            node.value.pop("tags", None)
        return real(node, document)

    patch.setattr(merge, "to_document", without_tags)


def hidden_is_shown(patch: pytest.MonkeyPatch) -> None:
    real = merge.LayerMerge.merge

    def shown(self):
        done = real(self)
        return replace(done, draft=replace(done.draft, hidden=frozenset()))

    patch.setattr(merge.LayerMerge, "merge", shown)


def files_matter(patch: pytest.MonkeyPatch) -> None:
    real = reader.OverrideReader.read_overrides

    def numbered(self, document):
        if document.file.endswith("2.yml"):
            return
        real(self, document)

    patch.setattr(reader.OverrideReader, "read_overrides", numbered)


def new_items_forgotten(patch: pytest.MonkeyPatch) -> None:
    real = merge_base.advance_bases
    patch.setattr(upgrade, "advance_bases", lambda *a: replace(real(*a), new=()))


def new_items_shown_at_once(patch: pytest.MonkeyPatch) -> None:
    real = merge.LayerMerge._undecided_items

    def shown(self):
        before = set(self._hidden)
        new = real(self)
        self._hidden = before
        return new

    patch.setattr(merge.LayerMerge, "_undecided_items", shown)


def lines_count_in_comparing(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(text, "unwrap", lambda whole: whole.rstrip("\n"))


def lines_count_in_finding(patch: pytest.MonkeyPatch) -> None:
    def exact(whole, words):
        return [found.span() for found in re.finditer(re.escape(words), whole)]

    patch.setattr(text, "find_words", exact)


def copies_of_orphans_alone(patch: pytest.MonkeyPatch) -> None:
    real = merge_base.advance_bases

    def fewer(done, bridge):
        locked = real(done, bridge)
        orphans = {one.statement.item for one in done.outcomes if one.state == "orphan"}
        kept = {name: one for name, one in locked.gone.items() if name in orphans}
        return Baseline(locked.cells, kept, locked.orders, locked.new)

    patch.setattr(upgrade, "advance_bases", fewer)


def one_of_two_wins(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(merge, "find_conflicts", lambda *_: [])


def groups_not_put_back(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(MergeTarget, "restore_parents", lambda *_: None)


def old_names_kept(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(merge, "drop_reused_names", lambda kept, _: kept)


def steps_forgotten(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(merge, "restore_step", lambda *_: None)


def ours_put_last(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(MergeTarget, "insert", lambda _, row, entry, *rest: row.append(entry))


def theirs_not_replaced(patch: pytest.MonkeyPatch) -> None:
    patch.setitem(operations.OPERATIONS, "replace", lambda *_: None)


def next_names_unknown(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(upgrade, "anticipate_renames", lambda old, _: old)


def base_stays_behind(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(merge, "follow_renames", lambda locked, *_: locked)


CAUGHT: Mapping[Fault, tuple[Callable[..., None], int]] = {
    upstream_wins: (over_years.our_words_are_seen_or_waited_for, 0),
    base_forgotten: (properties.nothing_is_missed, 1),
    added_entry_dropped: (properties.nothing_is_lost, 13),
    own_item_dropped: (properties.what_is_new_waits_where_the_fork_says_so, 0),
    orphan_dropped: (over_years.names_mean_nothing, 0),
    position_twice: (properties.every_value_has_one_origin, 0),
    order_forgotten: (over_years.every_item_bears_names_of_its_own, 0),
    last_good_forgotten: (properties.what_is_new_waits_where_the_fork_says_so, 1),
    keep_takes_theirs: (properties.keeping_changes_nothing_that_readers_see, 1),
    keep_does_nothing: (properties.keeping_changes_nothing_that_readers_see, 1),
    origin_lost: (properties.every_value_has_one_origin, 1),
    stale_not_told: (properties.nothing_is_missed, 1),
    base_always_moves_on: (over_years.what_is_decided_stays_decided, 0),
    trivial_too_generous: (properties.nothing_is_missed, 1),
    untouched_does_not_follow: (properties.what_is_not_changed_follows, 1),
    hidden_is_shown: (properties.what_is_new_waits_where_the_fork_says_so, 1),
    files_matter: (properties.files_and_their_order_mean_nothing, 0),
    new_items_forgotten: (properties.what_is_new_waits_where_the_fork_says_so, 1),
    new_items_shown_at_once: (properties.what_is_new_waits_where_the_fork_says_so, 1),
    lines_count_in_comparing: (properties.wrapping_texts_anew_changes_nothing, 0),
    lines_count_in_finding: (properties.how_upstream_wraps_its_news_does_not_matter, 1),
    copies_of_orphans_alone: (over_years.what_is_decided_stays_decided, 1),
    one_of_two_wins: (over_years.our_words_are_seen_or_waited_for, 2),
    groups_not_put_back: (over_years.every_year_the_fork_can_be_read, 1),
    old_names_kept: (over_years.every_item_bears_names_of_its_own, 32),
    steps_forgotten: (over_years.every_item_bears_names_of_its_own, 0),
    ours_put_last: (over_years.what_is_ours_stands_where_it_was_put, 1),
    theirs_not_replaced: (over_years.names_mean_nothing, 15),
    next_names_unknown: (over_years.names_mean_nothing, 0),
    base_stays_behind: (over_years.names_mean_nothing, 0),
}
"""Each fault with a property that notices it, and in which case; `python -m tests.forks --hunt`."""
