"""The names of a form's fields, and the way between them and answers.

A control is called by its field's key; one of several choices `<key>.<option>`; a line of a list
`<key>.<number>`; a cell `<table>.<row>.<column>`, where a row is its id or a number from 0. Web
form and PDF use the same names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from playbook.answers.sheet import columns_of
from playbook.fields.choices import Choices
from playbook.fields.list import List
from playbook.fields.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playbook.answers.sheet import Sheet
    from playbook.model import Column, Field

Value = str | bool
"""What one control holds: a text, an option's id, or whether it is ticked."""


def flat(answers: dict[str, Any], sheet: Sheet) -> dict[str, Value]:
    """Return canonical answers by the names of the controls that hold them."""
    asked = sheet.asked()
    return dict(pair for key, answer in answers.items() for pair in _flat(asked[key], key, answer))


def nested(values: dict[str, Value], sheet: Sheet) -> dict[str, Any]:
    """Return controls' values as answers; `normalise` makes them canonical."""
    tree: dict[str, Any] = {}
    for name, value in values.items():
        *path, last = name.split(".")
        branch = tree
        for part in path:
            inner = branch.setdefault(part, {})
            branch = inner if isinstance(inner, dict) else {}
        branch[last] = value
    asked = sheet.asked()
    fields = {old: field for field in asked.values() for old in getattr(field, "was", ())} | asked
    return {key: _grown(value, fields.get(key)) for key, value in tree.items()}


def _flat(field: Field | Column, name: str, answer: Any) -> Iterator[tuple[str, Value]]:
    if isinstance(field, Table):
        columns = columns_of(field)
        rows = answer.items() if isinstance(answer, dict) else enumerate(answer)
        for row, cells in rows:
            for key, cell in cells.items():
                yield from _flat(columns[key], f"{name}.{row}.{key}", cell)
    elif isinstance(field, Choices):
        for option in answer:
            yield f"{name}.{option}", True
    elif isinstance(field, List):
        for index, line in enumerate(answer):
            yield f"{name}.{index}", line
    else:
        yield name, answer


def _grown(value: Any, field: Field | None = None) -> Any:
    """Return a branch as the rows, the lines or the options that it stands for.

    Where the worksheet does not say what it asked, numbers are rows and ticks are options.
    """
    if not isinstance(value, dict):
        return value
    if isinstance(field, Table) and field.fixed:
        return {name: _row(row) for name, row in value.items()}
    if value and all(key.isdecimal() and key.isascii() for key in value) and not _ticks(value):
        return [_row(value[key]) for key in sorted(value, key=int)]
    if _ticks(value):
        return [key for key, ticked in value.items() if ticked]
    return {key: _row(inner) for key, inner in value.items()}


def _row(row: Any) -> Any:
    """Return a row with its cells grown; a row of boxes is still a row."""
    return {key: _grown(cell) for key, cell in row.items()} if isinstance(row, dict) else row


def _ticks(branch: dict[str, Any]) -> bool:
    return all(isinstance(one, bool) for one in branch.values())
