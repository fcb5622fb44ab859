"""Fit answers to the questions of a worksheet: what fits, and what is kept as earlier answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from playbook.answers.sheet import columns_of
from playbook.fields import Question
from playbook.fields.check import Check
from playbook.fields.choice import Choice
from playbook.fields.choices import Choices
from playbook.fields.computed import Computed
from playbook.fields.list import List
from playbook.fields.scale import Scale
from playbook.fields.table import Table
from playbook.fields.textarea import TextArea
from playbook.fields.typed import cleaned, is_blank

if TYPE_CHECKING:
    from collections.abc import Iterable

    from playbook.answers.sheet import Sheet
    from playbook.model import Column, Field

MAX_DEPTH = 8
MAX_ROWS = 5_000
Fitted = tuple[Any, Any]
"""What fits the question, and what is left over; None where there is nothing."""


def fit(
    given: dict[str, Any], before: dict[str, Any], sheet: Sheet
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the answers that `sheet` asks for, and those that it does not (any more).

    `before` are earlier answers: one whose question has come back answers it again, unless
    somebody has answered it anew; an earlier tick goes where the box was unticked.
    """
    asked = sheet.asked()
    today = _today(asked.values())
    answers: dict[str, Any] = {}
    earlier: dict[str, Any] = {}
    off = {today.get(name, name) for name, value in given.items() if value is False}
    for group in (given, before):
        for name in sorted(group, key=lambda name: (name not in asked, name)):
            key = today.get(name)
            if group is before and group[name] is True and (key or name) in off:
                continue
            if key is None or key in answers:
                _keep(earlier, name, tidy(group[name]))
                continue
            answer, left = _answer(asked[key], group[name])
            if answer:
                answers[key] = answer
            _keep(earlier, name, left)
    order = [key for key in asked if key in answers]
    return {key: answers[key] for key in order}, earlier


def tidy(value: object, depth: int = 0) -> Any:
    """Return any value in canonical form without knowing the question; None where it is blank."""
    if value is True:
        return True
    if isinstance(value, str):
        text = cleaned(value)
        return None if is_blank(text) else text
    if depth >= MAX_DEPTH:
        return None
    if isinstance(value, list):
        return [inner for one in value if (inner := tidy(one, depth + 1))] or None
    if isinstance(value, dict):
        pairs = (
            (cleaned(str(key), one_line=True), tidy(one, depth + 1)) for key, one in value.items()
        )
        return {key: inner for key, inner in pairs if inner} or None
    return None


def _today(fields: Iterable[Field | Column]) -> dict[str, str]:
    """Return the key of today by every key that a question has or had."""
    names: dict[str, str] = {}
    questions = [field for field in fields if isinstance(field, Question)]
    for field in questions:
        names.update(dict.fromkeys(field.was, field.key))
    names.update({field.key: field.key for field in questions})
    return names


def _keep(earlier: dict[str, Any], name: str, value: Any) -> None:
    if value is None:
        return
    name = cleaned(name, one_line=True) or "_"
    while name in earlier and earlier[name] != value:
        name += "_"
    earlier[name] = value


def _answer(field: Field | Column, value: object) -> Fitted:
    """Return what of `value` answers `field`, and the rest."""
    if isinstance(field, Computed):
        return None, None  # worked out, never stored
    if isinstance(field, Table):
        return _table(field, value)
    if isinstance(field, Check):
        return (True, None) if value in (True, "true") else (None, tidy(value))
    if isinstance(field, Choices):
        return _choices(field, value)
    if isinstance(field, List):
        return _lines(value)
    if not isinstance(value, str):
        return None, tidy(value)
    text = cleaned(value, one_line=not isinstance(field, TextArea))
    if is_blank(text):
        return None, None
    if isinstance(field, Choice) and text not in [option.id for option in field.options]:
        return None, text
    if isinstance(field, Scale) and text not in map(str, range(field.min, field.max + 1)):
        return None, text
    return text, None


def _choices(field: Choices, value: object) -> Fitted:
    if not isinstance(value, list):
        return None, tidy(value)
    chosen = [option.id for option in field.options if option.id in value]
    rest = [one for one in value if one not in chosen]
    return chosen or None, tidy(rest)


def _lines(value: object) -> Fitted:
    if not isinstance(value, list):
        return None, tidy(value)
    lines = [cleaned(one, one_line=True) for one in value if isinstance(one, str)]
    rest = [one for one in value if not isinstance(one, str)]
    return [line for line in lines if not is_blank(line)] or None, tidy(rest)


def _table(table: Table, value: object) -> Fitted:
    columns = columns_of(table)
    today = _today(table.columns)
    if table.fixed and isinstance(value, dict):
        known = [row.id for row in table.fixed]
        fitted = {name: _row(columns, today, row) for name, row in value.items() if name in known}
        rows = {name: fitted[name][0] for name in known if name in fitted and fitted[name][0]}
        left = {name: row for name, (_, row) in fitted.items() if row}
        left |= {name: tidy(row) for name, row in value.items() if name not in known}
        return rows or None, tidy(left)
    if not table.fixed and isinstance(value, list):
        pairs = [_row(columns, today, row) for row in value[:MAX_ROWS]]
        rows_left = [left for _, left in pairs if left] + value[MAX_ROWS:]
        return [row for row, _ in pairs if row] or None, tidy(rows_left)
    return None, tidy(value)


def _row(columns: dict[str, Column], today: dict[str, str], value: object) -> Fitted:
    if not isinstance(value, dict):
        return None, tidy(value)
    row: dict[str, Any] = {}
    left: dict[str, Any] = {}
    for name in sorted(value, key=lambda name: (name not in columns, name)):
        key = today.get(name)
        if key is None or key in row:
            _keep(left, name, tidy(value[name]))
            continue
        answer, rest = _answer(columns[key], value[name])
        if answer:
            row[key] = answer
        _keep(left, name, rest)
    return row or None, left or None
