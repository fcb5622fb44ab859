"""The names of a form's fields, and the way between them and answers.

A control is called by its field's key; one of several choices `<key>.<option>`; a line of a list
`<key>.<number>`; a cell `<table>.<row>.<column>`, where a row is its id or a number from 0. Web
form and PDF use the same names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

Value = str | bool
"""What one control holds: a text, an option's id, or whether it is ticked."""


def flat(name: str, answer: Any) -> Iterator[tuple[str, Value]]:
    """Yield one answer by the name of its control, or options that are chosen by theirs."""
    if isinstance(answer, list):
        yield from ((f"{name}.{option}", True) for option in answer)
    else:
        yield name, answer


def grow(branch: Any) -> Any:
    """Return a branch as the rows, the lines or the options that it stands for.

    Numbers are rows and ticks are options.
    """
    if not isinstance(branch, dict):
        return branch
    ticks = all(isinstance(one, bool) for one in branch.values())
    if not ticks and all(key.isdecimal() and key.isascii() for key in branch):
        return [grow_row(branch[key]) for key in sorted(branch, key=float)]
    if ticks:
        return [key for key, ticked in branch.items() if ticked]
    return grow_rows(branch)


def grow_rows(branch: dict[str, Any]) -> dict[str, Any]:
    """Return rows by their ids."""
    return {name: grow_row(row) for name, row in branch.items()}


def grow_row(row: Any) -> Any:
    """Return a row with its cells grown; a row of boxes is still a row."""
    return {key: grow(cell) for key, cell in row.items()} if isinstance(row, dict) else row
