"""The way between the answers to a sheet and the values of its controls, by their names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from playbook.fields.fitting import BESIDE
from playbook.fields.names import grow

if TYPE_CHECKING:
    from collections.abc import Mapping

    from playbook.answers.sheet import Sheet
    from playbook.fields import Question
    from playbook.fields.names import Value

_PARTS = 4
"""Parts of the longest name: <table>.<row>.<column>.<option>."""


def flat(answers: dict[str, Any], sheet: Sheet) -> dict[str, Value]:
    """Return canonical answers by the names of the controls that hold them."""
    asked = sheet.questions()
    return dict(pair for key, answer in answers.items() for pair in asked[key].flat(key, answer))


def nest(values: dict[str, Value], sheet: Sheet) -> dict[str, Any]:
    """Return controls' values as answers; `normalise` makes them canonical.

    Where a name is both a value and the beginning of others, the longer one stands for itself.
    """
    tree: dict[str, Any] = {}
    asked = sheet.questions()
    fields = {old: field for field in asked.values() for old in field.was} | asked
    for name, value in values.items():
        *path, last = _path(name, fields)
        branch: Any = tree
        for part in path:
            branch = branch.setdefault(part, {})
            if not isinstance(branch, dict):
                break
        if isinstance(branch, dict) and not isinstance(branch.get(last), dict):
            branch[last] = value
        else:
            tree[name] = value
    return {
        key: fields[key].grow(value) if key in fields else grow(value)
        for key, value in tree.items()
    }


def _path(name: str, fields: Mapping[str, Question]) -> list[str]:
    """Return the way that a control's name leads; the text beside an option is one step."""
    parts = name.split(".")
    if parts[-1] == "text" and len(parts) in (3, 5):
        *inside, key, option, _ = parts
        beside = f"{key}{BESIDE}{option}"
        table = fields.get(inside[0]) if inside else None
        columns = table.asked_in_rows() if table else ()
        there = {old for column in columns for old in (column.key, *column.was)}
        if beside in (there if inside else fields):
            return [*inside, beside]
    return name.split(".", _PARTS - 1)
