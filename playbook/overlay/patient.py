"""One item, or the manifest, on its way from upstream's form to the fork's."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from playbook.overlay.flow import same
from playbook.overlay.nodes import Node, find, grow, name_of, names_of, place_of, plain
from playbook.overlay.states import Outcome
from playbook.wording import did_you_mean, quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from playbook.errors import Problem
    from playbook.overlay.nodes import Path
    from playbook.overlay.statements import Statement
    from playbook.overlay.states import Locked, State
    from playbook.source import Data


class Patient:
    """The item, what its fork remembers of it, and what came of each statement so far."""

    def __init__(
        self,
        root: Node,
        item: str,
        *,
        locked: Locked,
        prefix: str,
        orphan: bool = False,
        today: Callable[[str], str] = str,
        known: Collection[str] = (),
        rivals: Mapping[str, Statement] = MappingProxyType({}),
    ) -> None:
        self.root, self.item = root, item
        self.locked, self.prefix = locked, prefix
        self.orphan, self.today, self.known = orphan, today, known
        self.rivals = rivals
        self.problems: list[Problem] = []
        self.outcomes: list[Outcome] = []
        self.ours: list[Node] = []
        """Entries of lists that were put there so far."""
        self._last: dict[tuple[Path, str], Node] = {}

    def done(
        self,
        statement: Statement,
        state: State,
        base: Data,
        theirs: Data,
        ours: Data,
        *,
        heard: bool = True,
    ) -> None:
        """Take note of what came of a statement."""
        rival = self.rivals.get(statement.cell)
        if self.orphan:
            state = "orphan"
        elif rival is not None:
            state = "stale"
        elif state == "ok" and statement.item != self.item:
            state = "moved"
        values = (base, theirs, ours)
        self.outcomes.append(Outcome(statement, self.item, state, *values, rival, heard))

    def base(self, statement: Statement, theirs: Data) -> Data:
        """Return what a statement was written over: what upstream says now, where it is new."""
        kept = self.locked.cells.get(statement.cell)
        return theirs if kept is None else kept.base

    def refuse(self, statement: Statement, message: str, hint: str) -> None:
        """Take note of a statement that cannot be."""
        self.problems.append(statement.problem(message, hint))

    def unknown(self, statement: Statement, path: Path) -> None:
        """Say that upstream has nothing at `path`, and what was meant."""
        lengths = range(1, len(path))
        path = next((path[:size] for size in lengths if find(self.root, path[:size]) is None), path)
        around = find(self.root, path[:-1])
        value = around.value if around is not None else None
        known: list[str] = list(value) if isinstance(value, dict) else []
        if isinstance(value, list):
            known = names_of(value)
        hint = did_you_mean(path[-1], known, "Look it up in upstream, or take this out.")
        self.refuse(
            statement, f"names {quoted('.'.join(path))}, which does not exist upstream", hint
        )

    def nowhere(self, statement: Statement, path: Path) -> None:
        """Say that there is nothing at `path`, or that a text stands where a way led on."""
        ways = (path[:length] for length in range(len(path), -1, -1))
        nearest = next(here for way in ways if (here := find(self.root, way)) is not None)
        if statement.cell in self.locked.cells and not isinstance(nearest.value, list | dict):
            base, theirs = self.base(statement, None), plain(nearest)
            self.done(statement, "type-changed", base, theirs, statement.value)
        else:
            self.unknown(statement, path)

    def restore(self, statement: Statement) -> None:
        """Put back what upstream has taken away from around this statement's value."""
        for length in range(1, len(statement.path)):
            path = statement.path[:length]
            kept = self.locked.gone.get("/".join((statement.item, *path)))
            if kept is None or find(self.root, path) is not None:
                continue
            whole = grow(kept, statement.document, statement.place)
            around = find(self.root, path[:-1])
            if around is not None and isinstance(around.value, dict):
                around.value[path[-1]] = whole
            elif (row := self.row(path[:-1], statement)) is not None:
                self.insert(row, whole, path[:-1], statement)

    def row(self, path: Path, statement: Statement) -> list[Node] | None:
        """Return the list at `path`; one that is not there yet is made."""
        here = find(self.root, path)
        if here is None:
            around = find(self.root, path[:-1])
            if around is None or not isinstance(around.value, dict):
                return None
            here = Node([], statement.document, statement.place)
            around.value[path[-1]] = here
        return here.value if isinstance(here.value, list) else None

    def where(self, row: list[Node], name: str) -> int | None:
        """Return the place of an entry by its name, or by the name that its item has today."""
        index = place_of(row, name)
        return place_of(row, self.today(name)) if index is None else index

    def place_of_theirs(self, row: list[Node], value: Data) -> int | None:
        """Return the place of an entry of upstream's that says the same as `value`."""
        theirs = ((at, one) for at, one in enumerate(row) if one not in self.ours)
        return next((at for at, one in theirs if same(plain(one), value)), None)

    def insert(self, row: list[Node], entry: Node, path: Path, statement: Statement) -> None:
        """Put `entry` first, last, beside its anchor, or beside what was before that."""
        self.ours.append(entry)
        placed = statement.op in ("add", "move")
        unsaid = "last" if placed else "after", statement.path[len(path)]
        side, name = statement.anchor or unsaid
        index = self.where(row, name) if side in ("before", "after") else None
        if index is None and side in ("before", "after"):
            index, side = self._stood(row, path, statement, name), "after"
        if side == "before" and index is not None:
            row.insert(index, entry)
            return
        behind = self._last.get((path, name)) if side != "last" else None
        if behind is not None and behind in row:
            index = row.index(behind)
        at = 0 if side == "first" else len(row)
        row.insert(at if index is None else index + 1, entry)
        if side != "last":
            self._last[path, name] = entry

    def _stood(self, row: list[Node], path: Path, statement: Statement, name: str) -> int | None:
        """Return the place of what was before `name`, or before ours in its place, and is there."""
        order = self.locked.orders.get("/".join((statement.item, *path)), ())
        ours = name_of(grow(statement.ours, statement.document))
        at = next((order.index(one) for one in (name, ours) if one in order), 0)
        places = (place_of(row, one) for one in reversed(order[:at]))
        nowhere = -1 if statement.op == "replace" and order else None
        return next((place for place in places if place is not None), nowhere)
