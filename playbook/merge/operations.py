"""What each kind of statement does to its target: to values, to entries of lists, to places."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from playbook.merge.nodes import (
    Node,
    entry_names,
    find,
    has_keys,
    index_of_entry,
    index_of_name,
    key_of,
    old_names,
    to_data,
    to_node,
)
from playbook.merge.phases import phases
from playbook.merge.statements import MANIFEST, NEEDS_PARENT, entry_label
from playbook.merge.text import apply_edits, find_words, replace_spans, wanted_count
from playbook.merge.three_way import compare_values
from playbook.wording import did_you_mean, in_quotes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from playbook.errors import Problem
    from playbook.merge.statements import Op, Statement
    from playbook.merge.target import MergeTarget
    from playbook.merge.three_way import State
    from playbook.source import Data

Operation: TypeAlias = "Callable[[MergeTarget, Statement, Data], None]"
"""Gets the target, the statement, and what upstream says at its path."""
WORDS = "words"
_NO_ENTRY = "Take this out."


def apply_statements(
    target: MergeTarget, active: Sequence[Statement], shadowed: Sequence[Statement] = ()
) -> None:
    """Apply all statements of one item: values, then entries of lists, then places.

    Those in `shadowed` conflict with another one that readers see.
    """
    upstream = {one.cell: to_data(find(target.root, one.path)) for one in (*active, *shadowed)}
    for statement in active:
        if statement.op in NEEDS_PARENT:
            target.restore_parents(statement)
    for statement in sorted(active, key=lambda statement: _ORDER[statement.op]):
        OPERATIONS[statement.op](target, statement, upstream[statement.cell])
    for statement in shadowed:
        locked = target.baseline.cells[statement.cell]
        ours = statement.new_value
        if statement.op == "edit":
            ours = locked.text_made_by(statement.value)
        values = locked.base, upstream[statement.cell], ours
        target.record(statement, "stale", values, active=False)


def set_value(target: MergeTarget, statement: Statement, theirs: Data) -> None:
    """Do a `set`."""
    *parents, name = statement.path
    parent = find(target.root, tuple(parents))
    if statement.item == MANIFEST:
        parent = _manifest_group(target.root, statement)
    if parent is None or not isinstance(parent.value, dict | list):
        target.refuse_missing(statement, statement.path)
        return
    new = to_node(statement.value, statement.document, statement.place)
    if isinstance(parent.value, dict):
        parent.value[name] = new
    elif not _set_entry(target, statement, parent.value, new):
        return
    base = target.base_of(statement, theirs)
    state = compare_values(base, theirs, statement.value)
    if state == "redundant" and statement.item == MANIFEST and parents[:1] == [WORDS]:
        state = "ok"  # a form that upstream's word happens to share belongs to ours
    target.record(statement, state, (base, theirs, statement.value))


def _set_entry(target: MergeTarget, statement: Statement, row: list[Node], new: Node) -> bool:
    """Put an entry of a list in the place of its namesake; tell whether that could be."""
    name = statement.path[-1]
    index = index_of_name(row, name)
    if index is None:
        target.refuse_unknown(statement, statement.path)
        return False
    if key_of(statement.value) not in (key_of(row[index]), *old_names(row[index])):
        message = f"gives {in_quotes(name)} another name, but saved answers depend on it"
        target.refuse(statement, message, f"Write the same id or key: {name}.")
        return False
    row[index] = new
    return True


def _manifest_group(root: Node, statement: Statement) -> Node:
    """Return the group of the manifest that a value stands in; one that is not there is made."""
    group = root
    for part in statement.path[:-1]:
        assert isinstance(group.value, dict), "groups of the manifest are groups"
        empty = Node({}, statement.document, statement.place)
        if not isinstance(group.value.get(part, empty).value, dict):
            group.value[part] = empty
        group = group.value.setdefault(part, empty)
    return group


def unset_value(target: MergeTarget, statement: Statement, theirs: Data) -> None:
    """Do an `unset`."""
    parent = find(target.root, statement.path[:-1])
    if theirs is None and not target.is_locked(statement):
        target.refuse_unknown(statement, statement.path)
        return
    if parent is not None and isinstance(parent.value, dict):
        parent.value.pop(statement.path[-1], None)
    base = target.base_of(statement, theirs)
    target.record(statement, compare_values(base, theirs, None), (base, theirs, None))


def edit_value(target: MergeTarget, statement: Statement, theirs: Data) -> None:
    """Do an `edit`; where it no longer fits, readers go on seeing the last text that it made."""
    parent = find(target.root, statement.path[:-1])
    if parent is None or not isinstance(parent.value, dict):
        target.refuse_missing(statement, statement.path)
        return
    node = find(target.root, statement.path)
    text = node.value if node is not None else None
    locked = target.baseline.cells.get(statement.cell)
    base = target.base_of(statement, theirs)
    edited = apply_edits(text, statement.value) if isinstance(text, str) else None
    otherwise: State = "rebased"
    if edited is None:
        edited = locked.text_made_by(statement.value) if locked is not None else None
        otherwise = "edit-lost"
    if edited is None:
        if text is None:
            target.refuse_unknown(statement, statement.path)
        else:
            target.problems.append(_edit_problem(statement, text))
        return
    state = compare_values(base, theirs, edited)
    state = otherwise if state in ("stale", "stale-trivial") else state
    parent.value[statement.path[-1]] = Node(edited, statement.document, statement.place)
    target.record(statement, state, (base, theirs, edited))


def _edit_problem(statement: Statement, text: object) -> Problem:
    """Say which edit does not fit a text."""
    hint = "Copy the words from upstream's text, or write `count`."
    if not isinstance(text, str):
        return statement.problem("is not one text", "Change it with `set` or `lists`.")
    for index, edit in enumerate(statement.value if isinstance(statement.value, list) else []):
        words = edit.get("replace") if isinstance(edit, dict) else None
        if isinstance(edit, dict) and isinstance(words, str):
            spans, wanted = find_words(text, words), wanted_count(edit)
            if len(spans) != wanted:
                message = f"holds {in_quotes(words)} {len(spans)} times, not {wanted}"
                return statement.problem(message, hint, inside=(index,))
            text = replace_spans(text, spans, str(edit["with"] or ""))
    return statement.problem("does not fit upstream's text", hint)


def remove_entry(target: MergeTarget, statement: Statement, _: Data) -> None:
    """Take an entry out of a list."""
    node = find(target.root, statement.path[:-1])
    if node is not None and not isinstance(node.value, list):
        _refuse_no_list(target, statement)
        return
    row = node.value if node is not None and isinstance(node.value, list) else []
    index = index_of_entry(row, statement.value)
    theirs = None if index is None else to_data(row[index])
    if index is not None:
        del row[index]
    elif not target.is_locked(statement):
        message = f"removes {in_quotes(str(statement.value))}, which does not exist upstream"
        hint = did_you_mean(str(statement.value), entry_names(row), _NO_ENTRY)
        target.refuse(statement, message, hint)
        return
    base = target.base_of(statement, theirs)
    state = compare_values(base, theirs, None)
    if index is None and node is not None and key_of(base) is None:
        state = "field-gone"  # without a name, nobody can tell what was reworded and what went
    target.record(statement, state, (base, theirs, None))


def add_entry(target: MergeTarget, statement: Statement, _: Data) -> None:
    """Put an entry into a list."""
    row = target.list_at(statement.path[:-1], statement)
    if row is None:
        _refuse_no_list(target, statement)
        return
    value = statement.value
    if key_of(value) is None and index_of_entry(row, value) is not None:
        base = target.base_of(statement, value)
        target.record(statement, compare_values(base, value, value), (base, value, value))
    elif key_of(value) is None or _may_bear_name(target, statement, row, value):
        entry = to_node(value, statement.document, statement.value_place)
        _place_entry(target, statement, row, entry, "added")


def replace_entry(target: MergeTarget, statement: Statement, _: Data) -> None:
    """Put an entry of ours where upstream has one, also when that one has gone."""
    assert isinstance(statement.value, dict), "the reader lets nothing else through"
    old, new = statement.value["replace"], statement.value["with"]
    row = target.list_at(statement.path[:-1], statement)
    if row is None:
        _refuse_no_list(target, statement)
        return
    index = index_of_entry(row, old)
    if index is None:
        index = target.index_of_upstreams(row, new)
    if index is None and not target.is_locked(statement):
        message = f"replaces {in_quotes(entry_label(old))}, which does not exist upstream"
        hint = did_you_mean(str(old), entry_names(row), _NO_ENTRY)
        target.refuse(statement, message, hint)
        return
    theirs = None if index is None else to_data(row[index])
    names = () if index is None else (key_of(row[index]), *old_names(row[index]))
    name = key_of(new)
    if name is not None and name not in names and not _may_bear_name(target, statement, row, new):
        return
    entry = to_node(new, statement.document, statement.value_place)
    if index is None:
        target.insert(row, entry, statement.path[:-1], statement)
    else:
        row[index] = entry
        target.inserted.append(entry)
    base = target.base_of(statement, theirs)
    target.record(statement, compare_values(base, theirs, new), (base, theirs, new))


def _may_bear_name(target: MergeTarget, statement: Statement, row: list[Node], entry: Data) -> bool:
    """Tell whether an entry may have the name that it has; refuse the statement where not."""
    name = str(key_of(entry))
    mark = "_" if isinstance(entry, dict) and "key" in entry else "-"
    prefix = target.context.prefix.replace("-", mark) + mark
    if not name.startswith(prefix):
        hint = f"Call it {prefix}{name}, so that upstream can never have the same name."
        target.refuse(statement, f"adds {in_quotes(name)} without your prefix", hint)
    elif row and not has_keys(Node(row, statement.document, statement.place)):
        target.refuse(statement, "adds a named entry to a list without names", "Leave it out.")
    elif index_of_name(row, name) is not None:
        target.refuse(statement, f"adds {in_quotes(name)} twice", "Choose another name.")
    else:
        return True
    return False


def move_entry(target: MergeTarget, statement: Statement, _: Data) -> None:
    """Give an entry another place in its list; a step may come from another phase."""
    path, name = statement.path[:-1], statement.path[-1]
    node = find(target.root, path)
    row = node.value if node is not None and isinstance(node.value, list) else None
    if row is None and not (node is None and target.is_locked(statement)):
        _refuse_no_list(target, statement)
        return
    source, index = (row, target.index_of(row, name)) if row is not None else ([], None)
    if row is not None and index is None and statement.item == MANIFEST:
        source, index = _find_step(target, name, statement)
    if row is not None and index is not None:
        _place_entry(target, statement, row, source.pop(index), "ok")
    elif target.is_locked(statement):
        target.record(statement, "field-gone", (target.base_of(statement, None), None, None))
    else:
        known = [*entry_names(row or []), *target.context.refs]
        message = f"moves {in_quotes(name)}, which does not exist"
        target.refuse(statement, message, did_you_mean(name, known, _NO_ENTRY))


def _refuse_no_list(target: MergeTarget, statement: Statement) -> None:
    """Say that there is no list, or something else in its place."""
    path = statement.path[:-1]
    if find(target.root, path) is None or target.is_locked(statement):
        target.refuse_missing(statement, path)
    else:
        message = f"names {in_quotes('.'.join(path))}, which is not a list"
        target.refuse(statement, message, "Change it with `set` or `edit`.")


def _find_step(
    target: MergeTarget, name: str, statement: Statement
) -> tuple[list[Node], int | None]:
    """Return the phase that has a step now; a step of no phase stands in a row of its own."""
    for _, row in phases(target.root):
        if (index := target.index_of(row, name)) is not None:
            return row, index
    ref = target.context.current_ref(name)
    is_known = ref in target.context.refs
    step = Node(ref, statement.document, (*statement.place, "move"))
    return [step], 0 if is_known else None


def _place_entry(
    target: MergeTarget, statement: Statement, row: list[Node], entry: Node, state: State
) -> None:
    """Put an entry where its statement wants it, or as near as can be."""
    neighbour = statement.neighbour
    is_there = neighbour is None or target.index_of(row, neighbour) is not None
    path = statement.path[:-1]
    locked = target.baseline.cells.get(statement.cell)
    order = target.baseline.orders.get("/".join((statement.item, *path)), ())
    was_there = locked is not None and (neighbour in order or locked.base == neighbour)
    if not is_there and not was_there:
        _refuse_neighbour(target, statement, row)
        return
    target.insert(row, entry, path, statement)
    theirs = neighbour if is_there else None
    base = target.base_of(statement, theirs)
    if not is_there and base is not None:
        state = "anchor-lost"
    ours = statement.value if statement.op == "add" else None
    target.record(statement, state, (base, theirs, ours))


def _refuse_neighbour(target: MergeTarget, statement: Statement, row: list[Node]) -> None:
    """Say that there is nothing beside which an entry could go, and what there is."""
    names = entry_names(row)
    known = [*names, *(target.context.refs if statement.item == MANIFEST else ())]
    available = f"Available: {', '.join(names)}."
    if not names:
        available = "Its entries have no names: leave the place out."
    message = f"is placed beside {in_quotes(str(statement.neighbour))}, which does not exist"
    hint = did_you_mean(str(statement.neighbour), known, available)
    target.refuse(statement, message, hint)


OPERATIONS: dict[Op, Operation] = {
    "set": set_value,
    "unset": unset_value,
    "edit": edit_value,
    "remove": remove_entry,
    "replace": replace_entry,
    "add": add_entry,
    "move": move_entry,
}
_ORDER: Mapping[Op, int] = {
    "set": 0,
    "unset": 0,
    "edit": 0,
    "remove": 1,
    "replace": 1,
    "add": 2,
    "move": 3,
}
