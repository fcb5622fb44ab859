"""Texts beside options ("Other, please say"): in a file they stand apart from the answers.

So older programs read the rest. Inside the program such a text is an answer like any other,
under the key of its question, `>` and the option; in a file it is `"other": {"<path>": text}`,
where the path is the option's: `sector.other`, or in a row `people.0.sector.other`.
"""

from __future__ import annotations

from typing import Any

from playbook.fields.fitting import BESIDE

_DIGITS = 5
"""A row has no number with more."""


def split_others(answers: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return `answers` as a file holds them, and the texts beside options by their paths."""
    plain: dict[str, Any] = {}
    other: dict[str, Any] = {}
    for key, value in answers.items():
        if BESIDE in key:
            other[key.replace(BESIDE, ".")] = value
            continue
        plain[key] = value
        rows = dict(enumerate(value)) if isinstance(value, list) else value
        if not isinstance(rows, dict) or not all(isinstance(row, dict) for row in rows.values()):
            continue
        slim = {}
        for name, row in rows.items():
            slim[name], beside = split_others(row)
            other |= {f"{key}.{name}.{path}": text for path, text in beside.items()}
        plain[key] = list(slim.values()) if isinstance(value, list) else slim
    return plain, other


def merge_others(answers: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """Return answers of a file with the texts beside options in their places.

    A text whose row is not there stays under its path, which no question has.
    """
    whole = dict(answers)
    for path, text in other.items():
        *inside, key, option = path.split(".") if path.count(".") in (1, 3) else ("", path, "")
        row = _row(whole, inside) if inside != [""] else None
        if row is None:
            whole[path] = text
        else:
            row[f"{key}{BESIDE}{option}"] = text
    return whole


def _row(whole: dict[str, Any], inside: list[str]) -> dict[str, Any] | None:
    """Return the row that a path leads into, as a copy in `whole`; the answers where to none."""
    if not inside:
        return whole
    table, name = inside
    rows = whole.get(table)
    if isinstance(rows, list) and name.isdecimal() and name.isascii() and len(name) <= _DIGITS:
        place: Any = int(name)
        held = rows[place] if place < len(rows) else None
        rows = list(rows)
    elif isinstance(rows, dict):
        place, held, rows = name, rows.get(name), dict(rows)
    else:
        return None
    if not isinstance(held, dict):
        return None
    whole[table], rows[place] = rows, dict(held)
    row: dict[str, Any] = rows[place]
    return row
