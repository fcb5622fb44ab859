"""What a lock must remember, so that the next upgrade can compare three ways."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from playbook.merge import MANIFEST, Baseline, LockedCell, apply_edits, digest
from playbook.merge.nodes import entry_names, find, old_names, to_data, to_node
from playbook.merge.phases import phase_of
from playbook.merge.statements import NEEDS_PARENT

if TYPE_CHECKING:
    from playbook.draft import Draft
    from playbook.merge import Merged, Outcome, Statement
    from playbook.merge.nodes import Node, Path
    from playbook.source import Data

ADVANCE = frozenset(("ok", "rebased", "moved", "hidden", "added"))
"""States in which nobody has to look, so that the base becomes what upstream says now."""


def remember_upstream(merged: Merged, baseline: Baseline) -> Baseline:
    """Return all that could be needed of the upstream of today, once it is gone."""
    memory = _Memory(merged, baseline)
    for outcome in merged.outcomes:
        memory.add(outcome)
    return memory.baseline()


class _Memory:
    """What is remembered of an upstream, outcome by outcome."""

    def __init__(self, merged: Merged, baseline: Baseline) -> None:
        self._old = baseline
        self._cells: dict[str, LockedCell] = {}
        self._gone: dict[str, Data] = {}
        self._orders: dict[str, tuple[str, ...]] = {}
        self._parent, self._draft = _Roots(merged.parent), _Roots(merged.draft)
        self._names = {(one.item, one.statement.item) for one in merged.outcomes}

    def baseline(self) -> Baseline:
        """Return what is remembered; what was remembered before counts more."""
        gone, orders = {**self._gone, **self._old.gone}, {**self._orders, **self._old.orders}
        return Baseline(self._cells, gone, orders, self._old.new)

    def add(self, outcome: Outcome) -> None:
        """Remember what one statement could need."""
        statement = outcome.statement
        root = self._parent.of(outcome.item)
        self._cells[statement.cell] = _locked_cell(outcome, outcome.base)
        if statement.op == "hide" and root is not None:
            seen = outcome.seen or digest(to_data(root))
            self._cells[statement.cell] = LockedCell(outcome.base, seen)
        lost = self._old.gone.get(statement.item)
        if root is None and lost is not None:
            root = to_node(lost, statement.document)
        if root is not None:
            self._add_parents(outcome, root)
        self._add_phase(outcome)
        self._add_order(outcome)

    def _add_parents(self, outcome: Outcome, root: Node) -> None:
        """Remember what a statement's value stands in, and its place in a list."""
        statement = outcome.statement
        for path in _parents(statement):
            node = find(root, path)
            if node is None or not isinstance(node.value, dict):
                continue
            copy = to_data(node) if path else self._copy(node, outcome)
            self._gone[_cell_name(statement, path)] = copy
            row = find(root, path[:-1]) if path else None
            if row is not None and isinstance(row.value, list):
                self._orders[_cell_name(statement, path[:-1])] = _entry_names(row)

    def _copy(self, root: Node, outcome: Outcome) -> Data:
        """Return an item as it was, with its latest name where a fork still uses another.

        Where the fork speaks of it by two names, upstream had made one of two: each keeps its own.
        """
        data, name = to_data(root), outcome.statement.item
        is_alone = sum(current == outcome.item for current, _ in self._names) == 1
        if isinstance(data, dict) and is_alone and outcome.item != name:
            names = dict.fromkeys((outcome.item, *old_names(data)))
            data["was"] = [other for other in names if other != name]
        return data

    def _add_phase(self, outcome: Outcome) -> None:
        """Remember in which phase a step stands, and beside which others."""
        name = outcome.statement.item
        manifest = self._parent.of(MANIFEST)
        if not name.startswith("steps/") or manifest is None:
            return
        names = (name, outcome.item)
        if phase := phase_of(manifest, names):
            order = tuple(name if step in names else step for step in phase)
            self._orders[f"{name}/@phase"] = order

    def _add_order(self, outcome: Outcome) -> None:
        """Remember the list in which an entry of ours stands beside or for another one."""
        statement = outcome.statement
        root = self._draft.of(outcome.item)
        if not _needs_neighbour(statement) or root is None:
            return
        name = _cell_name(statement, statement.path[:-1])
        row = find(root, statement.path[:-1])
        if row is not None and name not in self._old.orders:
            self._orders[name] = _entry_names(row)


def advance_bases(merged: Merged, bridge: Baseline) -> Baseline:
    """Return what the lock keeps: bases move on only where nobody has to look."""
    unread = bridge.cells.keys() - {outcome.statement.cell for outcome in merged.outcomes}
    cells: dict[str, LockedCell] = {cell: bridge.cells[cell] for cell in unread}
    gone: dict[str, Data] = {
        name: value
        for name, value in bridge.gone.items()
        if any(f"{cell}/".startswith(f"{name}/") for cell in unread)
    }
    orders: dict[str, tuple[str, ...]] = {}
    parent = _Roots(merged.parent)
    for outcome in merged.outcomes:
        base = outcome.theirs if outcome.state in ADVANCE else outcome.base
        locked = LockedCell(base, outcome.seen or None)
        if _is_lost_edit(outcome):
            locked = _locked_cell(outcome, base)
        cells[outcome.statement.cell] = locked
        needed_gone, needed_orders = _still_needed(outcome, parent.of(outcome.item), bridge)
        gone |= {name: bridge.gone[name] for name in needed_gone}
        orders |= {name: bridge.orders[name] for name in needed_orders if name in bridge.orders}
    return Baseline(cells, gone, orders, merged.new)


def _still_needed(
    outcome: Outcome, root: Node | None, bridge: Baseline
) -> tuple[list[str], list[str]]:
    """Return what a statement needs of what upstream has no longer: parents, and orders of lists.

    `root` is its item as upstream has it now.
    """
    statement = outcome.statement
    gone: list[str] = []
    orders: list[str] = []
    for path in _parents(statement):
        name = _cell_name(statement, path)
        if name in bridge.gone and (root is None or find(root, path) is None):
            gone.append(name)
            orders.append(_cell_name(statement, path[:-1]) if path else f"{name}/@phase")
    if _needs_neighbour(statement) and outcome.theirs is None:
        orders.append(_cell_name(statement, statement.path[:-1]))
    return gone, orders


@dataclass(frozen=True)
class UpstreamChanges:
    """What upstream did to its items between two of its editions."""

    added: list[str]
    removed: list[str]
    changed: list[str]
    renamed: list[str]


def compare_editions(old: Draft, new: Draft) -> UpstreamChanges:
    """Return what upstream did between two of its editions."""
    before = {item.ref: item.data for item in old.items if item.ref not in old.hidden}
    after = {item.ref: item.data for item in new.items if item.ref not in new.hidden}
    renamed = {was: ref for ref in after for was in old_names(after[ref]) if was in before}
    return UpstreamChanges(
        added=sorted(after.keys() - before.keys() - set(renamed.values())),
        removed=sorted(before.keys() - after.keys() - renamed.keys()),
        changed=sorted(ref for ref in after.keys() & before.keys() if after[ref] != before[ref]),
        renamed=sorted(f"{was} -> {ref}" for was, ref in renamed.items()),
    )


def _parents(statement: Statement) -> list[Path]:
    """Return the ways to what a statement's value stands in: the item, then what is inside it."""
    if statement.item == MANIFEST:
        return []
    depth = len(statement.path) if statement.op in NEEDS_PARENT else 1
    return [statement.path[:size] for size in range(max(depth, 1))]


def _needs_neighbour(statement: Statement) -> bool:
    """Tell whether a statement puts an entry where another one is or was."""
    return statement.neighbour is not None or statement.op == "replace"


def _cell_name(statement: Statement, path: Path) -> str:
    return "/".join((statement.item, *path))


def _locked_cell(outcome: Outcome, base: Data) -> LockedCell:
    if outcome.statement.op != "edit" or outcome.ours is None:
        return LockedCell(base)
    return LockedCell(base, outcome.ours, digest(outcome.statement.value))


def _is_lost_edit(outcome: Outcome) -> bool:
    """Tell whether it is an edit that does not fit what upstream says now."""
    if outcome.statement.op != "edit":
        return False
    theirs = outcome.theirs
    return not isinstance(theirs, str) or apply_edits(theirs, outcome.statement.value) is None


def _entry_names(row: Node) -> tuple[str, ...]:
    return tuple(entry_names(row.value)) if isinstance(row.value, list) else ()


class _Roots:
    """Items of a draft as nodes, made once and only where they are asked for."""

    def __init__(self, draft: Draft) -> None:
        self._documents = {item.ref: item for item in draft.items} | {MANIFEST: draft.manifest}
        self._nodes: dict[str, Node] = {}

    def of(self, ref: str) -> Node | None:
        """Return an item, or the manifest, or None where there is none."""
        if ref not in self._documents:
            return None
        if ref not in self._nodes:
            document = self._documents[ref]
            self._nodes[ref] = to_node(document.data, document)
        return self._nodes[ref]
