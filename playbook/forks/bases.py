"""What a lock must remember, so that the next upgrade can compare three ways."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playbook.merge import MANIFEST, Baseline, LockedCell, apply_edits, digest
from playbook.merge.nodes import entry_names, find, old_names, to_data, to_node
from playbook.merge.phases import phase_of
from playbook.merge.statements import NEEDS_PARENT

if TYPE_CHECKING:
    from collections.abc import Collection

    from playbook.draft import Draft
    from playbook.merge import Merged, Outcome, Statement
    from playbook.merge.nodes import Node, Path
    from playbook.source import Data

ADVANCE = frozenset(("ok", "rebased", "moved", "hidden", "added"))
"""States in which nobody has to look, so that the base becomes what upstream says now."""


def before_upgrade(done: Merged, locked: Baseline) -> Baseline:
    """Return all that could be needed of the upstream of today, once it is gone."""
    cells: dict[str, LockedCell] = {}
    gone: dict[str, Data] = {}
    orders: dict[str, tuple[str, ...]] = {}
    parent, draft = _Roots(done.parent), _Roots(done.draft)
    spoken = {(one.item, one.statement.item) for one in done.outcomes}
    for one in done.outcomes:
        statement = one.statement
        root = parent.of(one.item)
        cells[statement.cell] = _kept(one, one.base)
        if statement.op == "hide" and root is not None:
            cells[statement.cell] = LockedCell(one.base, one.seen or digest(to_data(root)))
        lost = locked.gone.get(statement.item)
        if root is None and lost is not None:
            root = to_node(lost, statement.document)
        for path in _around(statement):
            here = find(root, path) if root is not None else None
            if here is None or not isinstance(here.value, dict):
                continue
            gone[_name(statement, path)] = to_data(here) if path else _copy(here, one, spoken)
            row = find(root, path[:-1]) if root is not None and path else None
            if row is not None and isinstance(row.value, list):
                orders[_name(statement, path[:-1])] = _names(row)
        whole = parent.of(MANIFEST)
        if statement.item.startswith("steps/") and whole is not None:
            names = (statement.item, one.item)
            if stood := phase_of(whole, names):
                stood = tuple(statement.item if name in names else name for name in stood)
                orders[f"{statement.item}/@phase"] = stood
        effective = draft.of(one.item)
        if _stands(statement) and effective is not None:
            name = _name(statement, statement.path[:-1])
            row = find(effective, statement.path[:-1])
            if row is not None and name not in locked.orders:
                orders[name] = _names(row)
    return Baseline(cells, {**gone, **locked.gone}, {**orders, **locked.orders}, locked.new)


def _copy(root: Node, one: Outcome, spoken: Collection[tuple[str, str]]) -> Data:
    """Return an item as it was, with the name that it had last where a fork still says another.

    Where the fork speaks of it by two names, upstream had made one of two: each keeps its own.
    """
    data = to_data(root)
    alone = sum(today == one.item for today, _ in spoken) == 1
    if isinstance(data, dict) and alone and one.item != one.statement.item:
        names = (one.item, *old_names(data))
        data["was"] = [name for name in dict.fromkeys(names) if name != one.statement.item]
    return data


def after_upgrade(done: Merged, bridge: Baseline) -> Baseline:
    """Return what the lock keeps: bases move on only where nobody has to look."""
    lost = bridge.cells.keys() - {one.statement.cell for one in done.outcomes}
    cells: dict[str, LockedCell] = {cell: bridge.cells[cell] for cell in lost}
    gone: dict[str, Data] = {
        name: value
        for name, value in bridge.gone.items()
        if any(f"{cell}/".startswith(f"{name}/") for cell in lost)
    }
    orders: dict[str, tuple[str, ...]] = {}
    parent = _Roots(done.parent)
    for one in done.outcomes:
        statement = one.statement
        base = one.theirs if one.state in ADVANCE else one.base
        cells[statement.cell] = (
            _kept(one, base) if _lost(one) else LockedCell(base, one.seen or None)
        )
        root = parent.of(one.item)
        for path in _around(statement):
            name, row = _name(statement, path), _name(statement, path[:-1])
            if name in bridge.gone and (root is None or find(root, path) is None):
                gone[name] = bridge.gone[name]
                if not path and f"{name}/@phase" in bridge.orders:
                    orders[f"{name}/@phase"] = bridge.orders[f"{name}/@phase"]
                if path and row in bridge.orders:
                    orders[row] = bridge.orders[row]
        if _stands(statement) and one.theirs is None:
            name = _name(statement, statement.path[:-1])
            if name in bridge.orders:
                orders[name] = bridge.orders[name]
    return Baseline(cells, gone, orders, done.new)


def _around(statement: Statement) -> list[Path]:
    """Return the ways to what a statement's value stands in: the item, then what is inside it."""
    if statement.item == MANIFEST:
        return []
    deep = len(statement.path) if statement.op in NEEDS_PARENT else 1
    return [statement.path[:length] for length in range(max(deep, 1))]


def _stands(statement: Statement) -> bool:
    """Tell whether a statement puts an entry where another one is or was."""
    return statement.neighbour is not None or statement.op == "replace"


def _name(statement: Statement, path: Path) -> str:
    return "/".join((statement.item, *path))


def _kept(one: Outcome, base: Data) -> LockedCell:
    if one.statement.op != "edit":
        return LockedCell(base)
    return LockedCell(base, one.ours, digest(one.statement.value))


def _lost(one: Outcome) -> bool:
    """Tell whether it is an edit that does not fit what upstream says now."""
    if one.statement.op != "edit":
        return False
    return not isinstance(one.theirs, str) or apply_edits(one.theirs, one.statement.value) is None


def _names(row: Node) -> tuple[str, ...]:
    return tuple(entry_names(row.value)) if isinstance(row.value, list) else ()


class _Roots:
    """Items of a draft as nodes, grown once and only where they are asked for."""

    def __init__(self, draft: Draft) -> None:
        self._documents = {item.ref: item for item in draft.items} | {MANIFEST: draft.manifest}
        self._grown: dict[str, Node] = {}

    def of(self, ref: str) -> Node | None:
        document = self._documents.get(ref)
        if document is None or document.data is None:
            return None
        if ref not in self._grown:
            self._grown[ref] = to_node(document.data, document)
        return self._grown[ref]


def changed_items(old: Draft, new: Draft) -> dict[str, list[str]]:
    """Return what upstream did between two of its editions: added, removed, changed, renamed."""
    before = {item.ref: item.data for item in old.items if item.ref not in old.hidden}
    after = {item.ref: item.data for item in new.items if item.ref not in new.hidden}
    renamed = {was: ref for ref in after for was in old_names(after[ref]) if was in before}
    return {
        "added": sorted(after.keys() - before.keys() - set(renamed.values())),
        "removed": sorted(before.keys() - after.keys() - renamed.keys()),
        "changed": sorted(ref for ref in after.keys() & before.keys() if after[ref] != before[ref]),
        "renamed": sorted(f"{was} -> {ref}" for was, ref in renamed.items()),
    }
