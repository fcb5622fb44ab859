"""Apply what a fork says of one item, or of the manifest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playbook.overlay.edits import edit, misfit
from playbook.overlay.nodes import (
    Node,
    find,
    grow,
    index_of,
    key_of,
    keyed,
    names_of,
    place_of,
    plain,
)
from playbook.overlay.statements import MANIFEST, Statement
from playbook.overlay.states import Outcome, same, value_state
from playbook.wording import did_you_mean, quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from playbook.errors import Problem
    from playbook.overlay.nodes import Path
    from playbook.overlay.states import Locked, State
    from playbook.source import Data

_ORDER = {"set": 0, "unset": 0, "edit": 0, "remove": 1, "add": 2, "move": 3, "hide": 4}


class Patient:
    """One item on its way from upstream's form to the fork's."""

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
    ) -> None:
        self.root = root
        self.problems: list[Problem] = []
        self.outcomes: list[Outcome] = []
        self._item, self._locked, self._prefix = item, locked, prefix
        self._orphan, self._today, self._known = orphan, today, known
        self._last: dict[tuple[Path, str], Node] = {}

    def apply(self, statements: Sequence[Statement]) -> None:
        """Apply all statements of this item, values before entries of lists before places."""
        theirs = {one.cell: plain(find(self.root, one.path)) for one in statements}
        for statement in statements:
            if statement.op in ("set", "unset", "edit"):
                self._restore(statement)
        for statement in sorted(statements, key=lambda one: _ORDER[one.op]):
            getattr(self, f"_{statement.op}")(statement, theirs[statement.cell])

    def _done(
        self, statement: Statement, state: State, base: Data, theirs: Data, ours: Data
    ) -> None:
        if self._orphan and state not in ("adopted", "hidden"):
            state = "orphan"
        elif state == "ok" and statement.item != self._item:
            state = "moved"
        self.outcomes.append(Outcome(statement, self._item, state, base, theirs, ours))

    def _base(self, statement: Statement, theirs: Data) -> Data:
        kept = self._locked.cells.get(statement.cell)
        return theirs if kept is None else kept.base

    def _refuse(self, statement: Statement, message: str, hint: str) -> None:
        self.problems.append(statement.problem(message, hint))

    def _unknown(self, statement: Statement, path: Path) -> None:
        """Say that upstream has nothing at `path`, and what was meant."""
        lengths = range(1, len(path))
        path = next((path[:size] for size in lengths if find(self.root, path[:size]) is None), path)
        around = find(self.root, path[:-1])
        value = around.value if around is not None else None
        known: list[str] = list(value) if isinstance(value, dict) else []
        if isinstance(value, list):
            known = names_of(value)
        hint = did_you_mean(path[-1], known, "Look it up in upstream, or take this out.")
        self._refuse(statement, f"names {quoted('.'.join(path))}, which upstream has not", hint)

    def _restore(self, statement: Statement) -> None:
        """Put back an entry of a list that upstream has taken away and this statement changes."""
        for length in range(2, len(statement.path)):
            path = statement.path[:length]
            kept = self._locked.gone.get("/".join((statement.item, *path)))
            if kept is None or find(self.root, path) is not None:
                continue
            row = self._row(path[:-1], statement)
            if row is not None:
                entry = grow(kept, statement.document, statement.place)
                self._insert(row, entry, path[:-1], statement)

    def _row(self, path: Path, statement: Statement) -> list[Node] | None:
        """Return the list at `path`; one that is not there yet is made."""
        here = find(self.root, path)
        if here is None:
            around = find(self.root, path[:-1])
            if around is None or not isinstance(around.value, dict):
                return None
            here = Node([], statement.document, statement.place)
            around.value[path[-1]] = here
        return here.value if isinstance(here.value, list) else None

    def _set(self, statement: Statement, theirs: Data) -> None:
        *way, last = statement.path
        around = find(self.root, tuple(way))
        if statement.item == MANIFEST:
            around = self.root
            for part in way:
                assert isinstance(around.value, dict), "groups of the manifest are groups"
                empty = Node({}, statement.document, statement.place)
                if not isinstance(around.value.get(part, empty).value, dict):
                    around.value[part] = empty
                around = around.value.setdefault(part, empty)
        new = grow(statement.value, statement.document, statement.place)
        if around is not None and isinstance(around.value, dict):
            around.value[last] = new
        elif around is not None and isinstance(around.value, list):
            index = index_of(around.value, last)
            if index is None:
                self._unknown(statement, statement.path)
                return
            around.value[index] = new
        else:
            self._unknown(statement, statement.path)
            return
        base = self._base(statement, theirs)
        state = value_state(base, theirs, statement.value)
        self._done(statement, state, base, theirs, statement.value)

    def _unset(self, statement: Statement, theirs: Data) -> None:
        around = find(self.root, statement.path[:-1])
        if theirs is None and statement.cell not in self._locked.cells:
            self._unknown(statement, statement.path)
            return
        if around is not None and isinstance(around.value, dict):
            around.value.pop(statement.path[-1], None)
        base = self._base(statement, theirs)
        self._done(statement, value_state(base, theirs, None), base, theirs, None)

    def _edit(self, statement: Statement, theirs: Data) -> None:
        here = find(self.root, statement.path)
        kept = self._locked.cells.get(statement.cell)
        text = here.value if here is not None else None
        edited = edit(text, statement.value) if isinstance(text, str) else None
        base = self._base(statement, theirs)
        if edited is not None:
            state = value_state(base, theirs, edited)
            if state in ("stale", "stale-trivial", "type-changed"):
                state = "rebased"
        elif kept is not None and kept.good is not None:
            edited = str(kept.good)
            state = value_state(base, theirs, edited)
            state = "edit-lost" if state not in ("ok", "adopted", "redundant") else state
        elif text is None:
            self._unknown(statement, statement.path)
            return
        else:
            self.problems.append(misfit(statement, text))
            return
        around = find(self.root, statement.path[:-1])
        if around is not None and isinstance(around.value, dict):
            around.value[statement.path[-1]] = Node(edited, statement.document, statement.place)
        self._done(statement, state, base, theirs, edited)

    def _remove(self, statement: Statement, theirs: Data) -> None:
        here = find(self.root, statement.path[:-1])
        row = here.value if here is not None and isinstance(here.value, list) else []
        index = place_of(row, statement.value)
        theirs = None if index is None else plain(row[index])
        if index is not None:
            del row[index]
        elif statement.cell not in self._locked.cells:
            message = f"removes {quoted(str(statement.value))}, which upstream has not"
            hint = did_you_mean(str(statement.value), names_of(row), "Take this out.")
            self._refuse(statement, message, hint)
            return
        base = self._base(statement, theirs)
        self._done(statement, value_state(base, theirs, None), base, theirs, None)

    def _add(self, statement: Statement, _: Data) -> None:
        row = self._row(statement.path[:-1], statement)
        if row is None:
            self._unknown(statement, statement.path[:-1])
            return
        entry = grow(statement.value, statement.document, statement.place)
        name = key_of(statement.value)
        if name is None:
            there = place_of(row, statement.value)
            theirs = statement.value if there is not None else None
            base = self._base(statement, theirs)
            if there is None:
                row.append(entry)
            state = value_state(base, theirs, statement.value)
            self._done(
                statement, "added" if state == "ok" else state, base, theirs, statement.value
            )
            return
        mark = "_" if isinstance(statement.value, dict) and "key" in statement.value else "-"
        wanted = self._prefix.replace("-", mark) + mark
        if not name.startswith(wanted):
            hint = f"Call it {wanted}{name}, so that upstream can never have the same name."
            self._refuse(statement, f"adds {quoted(name)} without your prefix", hint)
        elif row and not keyed(Node(row, statement.document, statement.place)):
            self._refuse(statement, "adds a named entry to a list without names", "Leave it out.")
        elif index_of(row, name) is not None:
            self._refuse(statement, f"adds {quoted(name)} twice", "Choose another name.")
        else:
            self._place(statement, row, entry, "added")

    def _move(self, statement: Statement, _: Data) -> None:
        path, name = statement.path[:-1], statement.path[-1]
        row = self._row(path, statement) if find(self.root, path) is not None else None
        if row is None and statement.cell in self._locked.cells:
            self._done(statement, "orphan", None, None, None)
            return
        if row is None:
            self._unknown(statement, path)
            return
        source, index = row, self._where(row, name)
        if index is None and statement.item == MANIFEST:
            source, index = self._step(name, statement)
        if index is None and statement.cell in self._locked.cells:
            self._done(statement, "orphan", None, None, None)
        elif index is None:
            hint = did_you_mean(name, [*names_of(row), *self._known], "Take this out.")
            self._refuse(statement, f"moves {quoted(name)}, which is not there", hint)
        else:
            entry = source.pop(index)
            self._place(statement, row, entry, "ok")

    def _where(self, row: list[Node], name: str) -> int | None:
        index = place_of(row, name)
        return place_of(row, self._today(name)) if index is None else index

    def _step(self, name: str, statement: Statement) -> tuple[list[Node], int | None]:
        """Return the phase that has a step now; a step of nobody's stands in a row of its own."""
        phases = find(self.root, ("phases",))
        for phase in phases.value if phases is not None and isinstance(phases.value, list) else ():
            steps = phase.value.get("steps") if isinstance(phase.value, dict) else None
            row = steps.value if steps is not None else None
            if isinstance(row, list) and (index := self._where(row, name)) is not None:
                return row, index
        ref = self._today(name)
        known = ref in self._known
        return [Node(ref, statement.document, (*statement.place, "move"))], 0 if known else None

    def _place(self, statement: Statement, row: list[Node], entry: Node, good: State) -> None:
        anchor = statement.anchor[1] if statement.anchor else None
        there = anchor is None or self._where(row, anchor) is not None
        path = statement.path[:-1]
        order = self._locked.orders.get("/".join((statement.item, *path)))
        if not there and order is None and not self._orphan:
            known = names_of(row)
            hint = did_you_mean(str(anchor), known, f"There are: {', '.join(known)}.")
            self._refuse(
                statement, f"stands beside {quoted(str(anchor))}, which is not there", hint
            )
        self._insert(row, entry, path, statement)
        theirs = anchor if there else None
        base = self._base(statement, theirs)
        self._done(statement, good if same(base, theirs) else "anchor-lost", base, theirs, None)

    def _insert(self, row: list[Node], entry: Node, path: Path, statement: Statement) -> None:
        """Put `entry` beside its anchor, or beside what was before that, or at the end."""
        if statement.op in ("add", "move") and statement.anchor is None:
            row.append(entry)
            return
        side, name = statement.anchor or ("after", statement.path[len(path)])
        index = self._where(row, name)
        if index is None:
            order = self._locked.orders.get("/".join((statement.item, *path)), ())
            before = order[: order.index(name)] if name in order else ()
            index = next(
                (found for one in reversed(before) if (found := place_of(row, one)) is not None),
                None,
            )
            side = "after"
        if index is None:
            row.append(entry)
        elif side == "before":
            row.insert(index, entry)
        else:
            behind = self._last.get((path, name), row[index])
            after = row.index(behind) if behind in row else index
            row.insert(after + 1, entry)
            self._last[path, name] = entry
