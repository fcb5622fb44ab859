"""Apply what a fork says of one item, or of the manifest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playbook.overlay import entries, values
from playbook.overlay.nodes import find, plain
from playbook.overlay.statements import INSIDE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playbook.overlay.patient import Patient
    from playbook.overlay.statements import Statement

DO = {
    "set": values.put,
    "unset": values.unset,
    "edit": values.change,
    "remove": entries.remove,
    "replace": entries.replace,
    "add": entries.add,
    "move": entries.move,
}
_TURN = {"set": 0, "unset": 0, "edit": 0, "remove": 1, "replace": 1, "add": 2, "move": 3}


def apply(
    patient: Patient, statements: Sequence[Statement], silent: Sequence[Statement] = ()
) -> None:
    """Apply all statements of one item: values, then entries of lists, then places.

    Those in `silent` have a rival that readers see.
    """
    theirs = {one.cell: plain(find(patient.root, one.path)) for one in (*statements, *silent)}
    for statement in statements:
        if statement.op in INSIDE:
            patient.restore(statement)
    for statement in sorted(statements, key=lambda one: _TURN[one.op]):
        DO[statement.op](patient, statement, theirs[statement.cell])
    for statement in silent:
        there = theirs[statement.cell]
        kept = patient.locked.cells[statement.cell]
        ours = kept.last(statement.value) if statement.op == "edit" else statement.value
        patient.done(statement, "stale", kept.base, there, ours, heard=False)
