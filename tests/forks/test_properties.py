"""The properties hold; and each planted fault makes one of them fail."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from playbook.errors import PlaybookError
from playbook.forks import merge_base, resolve, upgrade
from playbook.merge import Baseline, merge, nodes, operations, reader, text, three_way
from playbook.merge.target import MergeTarget
from tests.forks.making import Case, cases
from tests.forks.properties import ALL, OF_WRAPPING, nothing_is_lost, nothing_is_missed

QUICK = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
    database=None,
)


@pytest.mark.parametrize("holds", [*ALL, *OF_WRAPPING], ids=lambda one: one.__name__)
def test_property(holds: Callable[[Case], None]):
    given(cases())(QUICK(holds))()


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
    from tests.forks import properties

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
    from tests.forks import properties

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


FAULTS = [
    new_items_forgotten,
    new_items_shown_at_once,
    upstream_wins,
    base_forgotten,
    own_item_dropped,
    orphan_dropped,
    position_twice,
    order_forgotten,
    last_good_forgotten,
    keep_takes_theirs,
    keep_does_nothing,
    origin_lost,
    stale_not_told,
    base_always_moves_on,
    untouched_does_not_follow,
    hidden_is_shown,
    files_matter,
]


CAUGHT_BY: Mapping[Callable[[pytest.MonkeyPatch], None], Sequence[Callable[[Case], None]]] = {
    added_entry_dropped: [nothing_is_lost],
    trivial_too_generous: [nothing_is_missed],
    lines_count_in_comparing: OF_WRAPPING,
    lines_count_in_finding: OF_WRAPPING,
}
"""Rare faults: only what must notice them is tried, and more often."""


@pytest.mark.parametrize("fault", [*FAULTS, *CAUGHT_BY], ids=lambda one: one.__name__)
def test_a_planted_fault_makes_a_property_fail(
    fault: Callable[[pytest.MonkeyPatch], None], monkeypatch: pytest.MonkeyPatch
):
    fault(monkeypatch)
    most = 3_000 if fault in CAUGHT_BY else 400
    search = settings(QUICK, phases=[Phase.generate], max_examples=most, report_multiple_bugs=False)

    def all_hold(case: Case) -> None:
        for holds in CAUGHT_BY.get(fault, ALL):
            holds(case)

    with pytest.raises((AssertionError, KeyError, PlaybookError)):
        given(cases())(search(all_hold))()
