"""Do answers fit the questions of their worksheet?"""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING

from playbook.fields import Question
from playbook.fields.check import Check
from playbook.fields.choice import Choice
from playbook.fields.choices import Choices
from playbook.fields.computed import Computed
from playbook.fields.date import Date
from playbook.fields.datetime import DateTime
from playbook.fields.list import List
from playbook.fields.note import Note
from playbook.fields.number import Number
from playbook.fields.scale import Scale
from playbook.fields.table import Table
from playbook.wording import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playbook.findings import Found
    from playbook.model import Column, Field, Worksheet
    from playbook.source import Place


def answer_problems(sheet: Worksheet) -> Iterator[Found]:
    """Yield what in a worksheet's completed example no form could hold."""
    if sheet.example is None:
        return
    fields = {field.key: field for field in sheet.fields}
    for key, answer in sheet.example.answers.items():
        place: Place = ("example", "answers", key)
        field = fields.get(key)
        if field is None:
            hint = did_you_mean(key, fields, f"Its keys are: {', '.join(fields)}.")
            yield place, f'answers "{key}", which is not asked', hint
        elif isinstance(field, Table):
            yield from _table(field, answer, place)
        else:
            yield from _answer(field, answer, place)


def default_problems(field: Field | Column, place: Place) -> Iterator[Found]:
    """Yield what keeps a field's `default` from being an answer to it."""
    if isinstance(field, Question) and field.default is not None:
        yield from _text(field, field.default, place)


def _table(table: Table, answer: object, place: Place) -> Iterator[Found]:
    rows: list[tuple[int | str, object]]
    if table.fixed and isinstance(answer, dict):
        ids = [row.id for row in table.fixed]
        rows = list(answer.items())
        for name in answer:
            if name not in ids:
                yield (
                    (*place, name),
                    "is not a row",
                    did_you_mean(name, ids, f"Rows are: {', '.join(ids)}."),
                )
    elif not table.fixed and isinstance(answer, list):
        rows = list(enumerate(answer))
    else:
        form = "a group of rows by their ids" if table.fixed else "a list of rows"
        yield place, "does not fit the table", f"Write {form}."
        return
    columns = {column.key: column for column in table.columns}
    for name, row in rows:
        if not isinstance(row, dict):
            yield (*place, name), "is not a row", "Write `column: answer` lines."
            continue
        for key, value in row.items():
            here = (*place, name, key)
            if key not in columns:
                hint = did_you_mean(key, columns, f"Columns are: {', '.join(columns)}.")
                yield here, f'answers "{key}", which is not a column', hint
            else:
                yield from _answer(columns[key], value, here)


def _answer(field: Field | Column, answer: object, place: Place) -> Iterator[Found]:
    if isinstance(field, Note | Computed):
        yield place, "answers what nobody is asked", "Take it out."
    elif isinstance(field, Choices | List):
        if not isinstance(answer, list) or not all(isinstance(one, str) for one in answer):
            yield place, "does not fit the question", "Write a list of texts."
        elif isinstance(field, Choices):
            for index, one in enumerate(answer):
                yield from _text(field, one, (*place, index))
    elif not isinstance(answer, str):
        yield place, "does not fit the question", "Write one text."
    else:
        yield from _text(field, answer, place)


def _text(field: Field | Column, answer: str, place: Place) -> Iterator[Found]:
    """Yield what keeps one text from being an answer, or an answer to begin with."""
    if isinstance(field, Choice | Choices):
        ids = [option.id for option in field.options]
        if answer not in ids:
            hint = did_you_mean(answer, ids, f"Options are: {', '.join(ids)}.")
            yield place, f'chooses "{answer}", which is not an option', hint
    elif isinstance(field, Check) and answer != "true":
        yield place, "does not fit a box", "Write true, or leave it out."
    elif isinstance(field, Scale) and answer not in map(str, range(field.min, field.max + 1)):
        yield place, "lies outside the scale", f"Write {field.min} to {field.max}."
    elif isinstance(field, Number) and not re.search(r"\d", answer):
        yield place, "is not a number", "Write it with digits."
    elif isinstance(field, Date) and not _is_day(answer):
        yield place, "is not a date", "Write year, month and day, like 2026-11-22."
    elif isinstance(field, DateTime) and not _is_time(answer):
        yield place, "is not a day with a time", "Write it like 2026-11-22T18:30."


def _is_day(answer: str) -> bool:
    try:
        return str(datetime.date.fromisoformat(answer)) == answer
    except ValueError:
        return False


def _is_time(answer: str) -> bool:
    try:
        return datetime.datetime.fromisoformat(answer).isoformat("T", "minutes") == answer
    except ValueError:
        return False
