"""Put a value in the place of upstream's, take it away, or change words in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playbook.overlay.edits import edit, misfit
from playbook.overlay.nodes import Node, find, grow, index_of, key_of, old_names
from playbook.overlay.statements import MANIFEST
from playbook.overlay.states import value_state
from playbook.overlay.words import WORDS
from playbook.wording import quoted

if TYPE_CHECKING:
    from playbook.overlay.patient import Patient
    from playbook.overlay.statements import Statement
    from playbook.source import Data


def put(patient: Patient, statement: Statement, theirs: Data) -> None:
    """Do a `set`."""
    *way, last = statement.path
    around = find(patient.root, tuple(way))
    if statement.item == MANIFEST:
        around = _group(patient.root, statement)
    new = grow(statement.value, statement.document, statement.place)
    if around is not None and isinstance(around.value, dict):
        around.value[last] = new
    elif around is not None and isinstance(around.value, list):
        index = index_of(around.value, last)
        if index is None:
            patient.unknown(statement, statement.path)
            return
        names = (key_of(around.value[index]), *old_names(around.value[index]))
        if key_of(statement.value) not in names:
            message = f"gives {quoted(last)} another name, and saved answers hang on it"
            patient.refuse(statement, message, f"Write the same id or key: {last}.")
            return
        around.value[index] = new
    else:
        patient.nowhere(statement, statement.path)
        return
    base = patient.base(statement, theirs)
    state = value_state(base, theirs, statement.value)
    if state == "redundant" and statement.item == MANIFEST and way[:1] == [WORDS]:
        state = "ok"  # a form that upstream's word happens to share belongs to ours
    patient.done(statement, state, base, theirs, statement.value)


def _group(root: Node, statement: Statement) -> Node:
    """Return the group of the manifest that a value stands in; one that is not there is made."""
    around = root
    for part in statement.path[:-1]:
        assert isinstance(around.value, dict), "groups of the manifest are groups"
        empty = Node({}, statement.document, statement.place)
        if not isinstance(around.value.get(part, empty).value, dict):
            around.value[part] = empty
        around = around.value.setdefault(part, empty)
    return around


def unset(patient: Patient, statement: Statement, theirs: Data) -> None:
    """Do an `unset`."""
    around = find(patient.root, statement.path[:-1])
    if theirs is None and statement.cell not in patient.locked.cells:
        patient.unknown(statement, statement.path)
        return
    if around is not None and isinstance(around.value, dict):
        around.value.pop(statement.path[-1], None)
    base = patient.base(statement, theirs)
    patient.done(statement, value_state(base, theirs, None), base, theirs, None)


def change(patient: Patient, statement: Statement, theirs: Data) -> None:
    """Do an `edit`; where it fits no more, readers go on seeing the last text that it made."""
    around, here = (find(patient.root, path) for path in (statement.path[:-1], statement.path))
    kept = patient.locked.cells.get(statement.cell)
    last = kept.last(statement.value) if kept is not None else None
    text = here.value if here is not None else None
    edited = edit(text, statement.value) if isinstance(text, str) else None
    base = patient.base(statement, theirs)
    if around is None or not isinstance(around.value, dict):
        patient.nowhere(statement, statement.path)
        return
    if edited is not None:
        state = value_state(base, theirs, edited)
        state = "rebased" if state in ("stale", "stale-trivial") else state
    elif last is not None:
        edited = last
        state = value_state(base, theirs, edited)
        state = "edit-lost" if state in ("stale", "stale-trivial") else state
    elif text is None:
        patient.unknown(statement, statement.path)
        return
    else:
        patient.problems.append(misfit(statement, text))
        return
    around.value[statement.path[-1]] = Node(edited, statement.document, statement.place)
    patient.done(statement, state, base, theirs, edited)
