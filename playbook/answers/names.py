"""The way between the answers to a sheet and the values of its controls, by their names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from playbook.fields.names import grown

if TYPE_CHECKING:
    from playbook.answers.sheet import Sheet
    from playbook.fields.names import Value

_PARTS = 4
"""Parts of the longest name: <table>.<row>.<column>.<option>."""


def flat(answers: dict[str, Any], sheet: Sheet) -> dict[str, Value]:
    """Return canonical answers by the names of the controls that hold them."""
    asked = sheet.asked()
    return dict(pair for key, answer in answers.items() for pair in asked[key].flat(key, answer))


def nested(values: dict[str, Value], sheet: Sheet) -> dict[str, Any]:
    """Return controls' values as answers; `normalise` makes them canonical.

    Where a name is both a value and the beginning of others, the longer one stands for itself.
    """
    tree: dict[str, Any] = {}
    for name, value in values.items():
        *path, last = name.split(".", _PARTS - 1)
        branch: Any = tree
        for part in path:
            branch = branch.setdefault(part, {})
            if not isinstance(branch, dict):
                break
        if isinstance(branch, dict) and not isinstance(branch.get(last), dict):
            branch[last] = value
        else:
            tree[name] = value
    asked = sheet.asked()
    fields = {old: field for field in asked.values() for old in field.was} | asked
    return {
        key: fields[key].grown(value) if key in fields else grown(value)
        for key, value in tree.items()
    }
