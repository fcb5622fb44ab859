"""Steps stand in the phases of a manifest: where one is, and where one that went is put back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playbook.merge.nodes import Node, find, index_of_entry, to_data

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from playbook.merge.statements import Statement


def phases(manifest: Node) -> Iterator[tuple[str, list[Node]]]:
    """Yield each phase's id and its steps."""
    rows = find(manifest, ("phases",))
    for phase in rows.value if rows is not None and isinstance(rows.value, list) else ():
        steps = phase.value.get("steps") if isinstance(phase.value, dict) else None
        if steps is not None and isinstance(steps.value, list):
            yield str(to_data(find(phase, ("id",)))), steps.value


def phase_of(manifest: Node, names: Collection[str]) -> tuple[str, ...]:
    """Return the phase of a step, by any of its names, and the steps of it in their order."""
    for phase, row in phases(manifest):
        steps = [str(step.value) for step in row]
        if any(name in steps for name in names):
            return phase, *steps
    return ()


def restore_step(manifest: Node, statement: Statement, former: Sequence[str]) -> None:
    """Put a step that upstream dropped, and a statement is about, back where it stood.

    `former` is what `phase_of` said of it.
    """
    ref = statement.item
    rows = dict(phases(manifest))
    if not former or not rows or any(index_of_entry(row, ref) is not None for row in rows.values()):
        return
    phase, *steps = former
    row = rows.get(phase, next(reversed(rows.values())))
    before = steps[: steps.index(ref)] if ref in steps else steps
    indexes = (index_of_entry(row, name) for name in reversed(before))
    index = next((index for index in indexes if index is not None), -1)
    row.insert(index + 1, Node(ref, statement.document, statement.place))
