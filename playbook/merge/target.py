"""One item, or the manifest, on its way from upstream's form to the fork's."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from playbook.merge.nodes import (
    Node,
    entry_name,
    entry_names,
    find,
    index_of_entry,
    old_names,
    to_data,
    to_node,
)
from playbook.merge.text import reads_same
from playbook.merge.three_way import Outcome
from playbook.wording import did_you_mean, in_quotes

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from playbook.errors import Problem
    from playbook.merge.nodes import Path
    from playbook.merge.statements import Statement
    from playbook.merge.three_way import Baseline, State
    from playbook.source import Data


@dataclass(frozen=True)
class MergeContext:
    """What is the same for all items of a fork."""

    baseline: Baseline
    prefix: str
    refs: Collection[str] = ()
    """All items that there are."""
    current_ref: Callable[[str], str] = str


class MergeTarget:
    """An item, what its fork remembers of it, and what came of each statement so far."""

    def __init__(
        self,
        root: Node,
        item: str,
        context: MergeContext,
        *,
        is_orphan: bool = False,
        conflicts: Mapping[str, Statement] = MappingProxyType({}),
    ) -> None:
        self.root, self.item, self.context = root, item, context
        self.baseline = context.baseline
        self.problems: list[Problem] = []
        self.outcomes: list[Outcome] = []
        self.inserted: list[Node] = []
        """Entries of lists that were put there so far."""
        self._is_orphan, self._conflicts = is_orphan, conflicts
        self._last: dict[tuple[Path, str], Node] = {}

    def record(
        self,
        statement: Statement,
        state: State,
        values: tuple[Data, Data, Data],
        *,
        active: bool = True,
    ) -> None:
        """Take note of what came of a statement; `values` are base, theirs and ours."""
        conflict = self._conflicts.get(statement.cell)
        if self._is_orphan:
            state = "orphan"
        elif conflict is not None:
            state = "stale"
        elif state == "ok" and statement.item != self.item:
            state = "moved"
        self.outcomes.append(Outcome(statement, self.item, state, *values, conflict, active))

    def is_locked(self, statement: Statement) -> bool:
        """Tell whether the lock knows a statement: once, upstream had what it is about."""
        return statement.cell in self.baseline.cells

    def base_of(self, statement: Statement, theirs: Data) -> Data:
        """Return what a statement was written over: what upstream says now, where it is new."""
        locked = self.baseline.cells.get(statement.cell)
        return theirs if locked is None else locked.base

    def refuse(self, statement: Statement, message: str, hint: str) -> None:
        """Take note of a statement that cannot be."""
        self.problems.append(statement.problem(message, hint))

    def refuse_unknown(self, statement: Statement, path: Path) -> None:
        """Say that upstream has nothing at `path`, and what was meant."""
        sizes = range(1, len(path))
        path = next((path[:size] for size in sizes if find(self.root, path[:size]) is None), path)
        parent = find(self.root, path[:-1])
        value = parent.value if parent is not None else None
        known: list[str] = list(value) if isinstance(value, dict) else []
        if isinstance(value, list):
            known = entry_names(value)
        hint = did_you_mean(path[-1], known, "Look it up in upstream, or take this out.")
        message = f"names {in_quotes('.'.join(path))}, which does not exist upstream"
        self.refuse(statement, message, hint)

    def refuse_missing(self, statement: Statement, path: Path) -> None:
        """Say that there is nothing at `path`, or that a text stands where a way led on."""
        ways = (path[:size] for size in range(len(path), -1, -1))
        nearest = next(node for way in ways if (node := find(self.root, way)) is not None)
        if self.is_locked(statement) and not isinstance(nearest.value, list | dict):
            values = self.base_of(statement, None), to_data(nearest), statement.value
            self.record(statement, "type-changed", values)
        else:
            self.refuse_unknown(statement, path)

    def restore_parents(self, statement: Statement) -> None:
        """Put back what upstream has removed from around this statement's value."""
        for size in range(1, len(statement.path)):
            path = statement.path[:size]
            kept = self.baseline.gone.get("/".join((statement.item, *path)))
            if kept is None or find(self.root, path) is not None:
                continue
            restored = to_node(kept, statement.document, statement.place)
            parent = find(self.root, path[:-1])
            if parent is not None and isinstance(parent.value, dict):
                parent.value[path[-1]] = restored
            elif (row := self.list_at(path[:-1], statement)) is not None:
                self.insert(row, restored, path[:-1], statement)

    def list_at(self, path: Path, statement: Statement) -> list[Node] | None:
        """Return the list at `path`; one that is not there yet is made."""
        node = find(self.root, path)
        if node is None:
            parent = find(self.root, path[:-1])
            if parent is None or not isinstance(parent.value, dict):
                return None
            node = Node([], statement.document, statement.place)
            parent.value[path[-1]] = node
        return node.value if isinstance(node.value, list) else None

    def index_of(self, row: list[Node], name: str) -> int | None:
        """Return the index of an entry by its name, or by the name that its item has today."""
        index = index_of_entry(row, name)
        return index_of_entry(row, self.context.current_ref(name)) if index is None else index

    def index_of_upstreams(self, row: list[Node], value: Data) -> int | None:
        """Return the index of an entry of upstream's that says the same as `value`."""
        theirs = ((index, node) for index, node in enumerate(row) if node not in self.inserted)
        return next((index for index, node in theirs if reads_same(to_data(node), value)), None)

    def insert(self, row: list[Node], entry: Node, path: Path, statement: Statement) -> None:
        """Put `entry` first, last, beside its anchor, or beside what was before that."""
        self.inserted.append(entry)
        is_placed = statement.op in ("add", "move")
        default = "last" if is_placed else "after", statement.path[len(path)]
        side, name = statement.anchor or default
        index = self.index_of(row, name) if side in ("before", "after") else None
        if index is None and side in ("before", "after"):
            names = (name, entry_name(entry), *old_names(entry))
            index, side = self._former_index(row, path, statement, names), "after"
        if side == "before" and index is not None:
            row.insert(index, entry)
            return
        previous = self._last.get((path, name)) if side != "last" else None
        if previous is not None and previous in row:
            index = row.index(previous)
        end = 0 if side == "first" else len(row)
        row.insert(end if index is None else index + 1, entry)
        if side != "last":
            self._last[path, name] = entry

    def _former_index(
        self, row: list[Node], path: Path, statement: Statement, names: Iterable[str | None]
    ) -> int | None:
        """Return the index of what stood before the first of `names` that the lock knows."""
        order = self.baseline.orders.get("/".join((statement.item, *path)), ())
        end = next((order.index(name) for name in names if name in order), 0)
        indexes = (index_of_entry(row, before) for before in reversed(order[:end]))
        first = -1 if statement.op == "replace" and order else None
        return next((index for index in indexes if index is not None), first)
