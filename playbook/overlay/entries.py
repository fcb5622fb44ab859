"""Add, remove and move entries of lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playbook.overlay.nodes import (
    Node,
    find,
    grow,
    index_of,
    key_of,
    keyed,
    names_of,
    old_names,
    place_of,
    plain,
)
from playbook.overlay.statements import MANIFEST, label
from playbook.overlay.states import value_state
from playbook.wording import did_you_mean, quoted

if TYPE_CHECKING:
    from playbook.overlay.patient import Patient
    from playbook.overlay.statements import Statement
    from playbook.overlay.states import State
    from playbook.source import Data


def remove(patient: Patient, statement: Statement, theirs: Data) -> None:
    """Take an entry out of a list."""
    here = find(patient.root, statement.path[:-1])
    if here is not None and not isinstance(here.value, list):
        _no_list(patient, statement)
        return
    row = here.value if here is not None and isinstance(here.value, list) else []
    index = place_of(row, statement.value)
    theirs = None if index is None else plain(row[index])
    if index is not None:
        del row[index]
    elif statement.cell not in patient.locked.cells:
        message = f"removes {quoted(str(statement.value))}, which does not exist upstream"
        hint = did_you_mean(str(statement.value), names_of(row), "Take this out.")
        patient.refuse(statement, message, hint)
        return
    base = patient.base(statement, theirs)
    state = value_state(base, theirs, None)
    if index is None and here is not None and key_of(base) is None:
        state = "field-gone"  # without a name, nobody can tell what was reworded and what went
    patient.done(statement, state, base, theirs, None)


def add(patient: Patient, statement: Statement, _: Data) -> None:
    """Put an entry into a list."""
    row = patient.row(statement.path[:-1], statement)
    if row is None:
        _no_list(patient, statement)
        return
    entry = grow(statement.value, statement.document, statement.written)
    name = key_of(statement.value)
    if name is None:
        there = place_of(row, statement.value)
        if there is None:
            _place(patient, statement, row, entry, "added")
            return
        theirs = statement.value
        base = patient.base(statement, theirs)
        state = value_state(base, theirs, statement.value)
        patient.done(statement, state, base, theirs, statement.value)
        return
    if _may_bear(patient, statement, row, statement.value):
        _place(patient, statement, row, entry, "added")


def replace(patient: Patient, statement: Statement, _: Data) -> None:
    """Put an entry of ours where upstream has one, also when that one has gone."""
    assert isinstance(statement.value, dict), "the reader lets nothing else through"
    old, new = statement.value["replace"], statement.value["with"]
    row = patient.row(statement.path[:-1], statement)
    if row is None:
        _no_list(patient, statement)
        return
    index = place_of(row, old)
    if index is None:
        index = patient.place_of_theirs(row, new)
    if index is None and statement.cell not in patient.locked.cells:
        message = f"replaces {quoted(label(old))}, which does not exist upstream"
        patient.refuse(statement, message, did_you_mean(str(old), names_of(row), "Take this out."))
        return
    theirs = None if index is None else plain(row[index])
    names = () if index is None else (key_of(row[index]), *old_names(row[index]))
    mine = key_of(new)
    if mine is not None and mine not in names and not _may_bear(patient, statement, row, new):
        return
    entry = grow(new, statement.document, statement.written)
    if index is None:
        patient.insert(row, entry, statement.path[:-1], statement)
    else:
        row[index] = entry
        patient.ours.append(entry)
    base = patient.base(statement, theirs)
    patient.done(statement, value_state(base, theirs, new), base, theirs, new)


def _may_bear(patient: Patient, statement: Statement, row: list[Node], entry: Data) -> bool:
    """Tell whether an entry may have the name that it has; refuse the statement where not."""
    name = str(key_of(entry))
    mark = "_" if isinstance(entry, dict) and "key" in entry else "-"
    wanted = patient.prefix.replace("-", mark) + mark
    if not name.startswith(wanted):
        hint = f"Call it {wanted}{name}, so that upstream can never have the same name."
        patient.refuse(statement, f"adds {quoted(name)} without your prefix", hint)
    elif row and not keyed(Node(row, statement.document, statement.place)):
        patient.refuse(statement, "adds a named entry to a list without names", "Leave it out.")
    elif index_of(row, name) is not None:
        patient.refuse(statement, f"adds {quoted(name)} twice", "Choose another name.")
    else:
        return True
    return False


def move(patient: Patient, statement: Statement, _: Data) -> None:
    """Give an entry another place in its list; a step may come from another phase."""
    path, name = statement.path[:-1], statement.path[-1]
    list_ = find(patient.root, path)
    row = list_.value if list_ is not None and isinstance(list_.value, list) else None
    if list_ is None and statement.cell in patient.locked.cells:
        patient.done(statement, "field-gone", patient.base(statement, None), None, None)
        return
    if row is None:
        _no_list(patient, statement)
        return
    source, index = row, patient.where(row, name)
    if index is None and statement.item == MANIFEST:
        source, index = _step(patient, name, statement)
    if index is None and statement.cell in patient.locked.cells:
        patient.done(statement, "field-gone", patient.base(statement, None), None, None)
    elif index is None:
        hint = did_you_mean(name, [*names_of(row), *patient.known], "Take this out.")
        patient.refuse(statement, f"moves {quoted(name)}, which is not there", hint)
    else:
        entry = source.pop(index)
        _place(patient, statement, row, entry, "ok")


def _no_list(patient: Patient, statement: Statement) -> None:
    """Say that there is no list, or something else in its place."""
    path = statement.path[:-1]
    if find(patient.root, path) is None or statement.cell in patient.locked.cells:
        patient.nowhere(statement, path)
    else:
        message = f"names {quoted('.'.join(path))}, which is no list"
        patient.refuse(statement, message, "Change it with `set` or `edit`.")


def _step(patient: Patient, name: str, statement: Statement) -> tuple[list[Node], int | None]:
    """Return the phase that has a step now; a step of nobody's stands in a row of its own."""
    phases = find(patient.root, ("phases",))
    for phase in phases.value if phases is not None and isinstance(phases.value, list) else ():
        steps = phase.value.get("steps") if isinstance(phase.value, dict) else None
        row = steps.value if steps is not None else None
        if isinstance(row, list) and (index := patient.where(row, name)) is not None:
            return row, index
    ref = patient.today(name)
    known = ref in patient.known
    return [Node(ref, statement.document, (*statement.place, "move"))], 0 if known else None


def _place(
    patient: Patient, statement: Statement, row: list[Node], entry: Node, good: State
) -> None:
    """Put an entry where its statement wants it, or as near as can be."""
    anchor = statement.beside
    there = anchor is None or patient.where(row, anchor) is not None
    path = statement.path[:-1]
    kept = patient.locked.cells.get(statement.cell)
    order = patient.locked.orders.get("/".join((statement.item, *path)), ())
    stood = kept is not None and (anchor in order or kept.base == anchor)
    if not there and not stood:
        known = [*names_of(row), *(patient.known if statement.item == MANIFEST else ())]
        hint = did_you_mean(str(anchor), known, _choice(names_of(row)))
        message = f"stands beside {quoted(str(anchor))}, which is not there"
        patient.refuse(statement, message, hint)
        return
    patient.insert(row, entry, path, statement)
    theirs = anchor if there else None
    base = patient.base(statement, theirs)
    lost = not there and base is not None
    ours = statement.value if statement.op == "add" else None
    patient.done(statement, "anchor-lost" if lost else good, base, theirs, ours)


def _choice(names: list[str]) -> str:
    if not names:
        return "Its entries have no names: leave the place out."
    return f"There are: {', '.join(names)}."
