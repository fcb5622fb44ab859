"""Plan a table: as a table where its columns fit the paper, else as a card for each row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from playbook.fields.check import Check
from playbook.fields.choice import Choice
from playbook.fields.choices import Choices
from playbook.fields.computed import Computed
from playbook.fields.date import Date
from playbook.fields.datetime import DateTime
from playbook.fields.number import Number
from playbook.fields.scale import Scale
from playbook.fields.textarea import TextArea

if TYPE_CHECKING:
    from playbook.fields.table import Table
    from playbook.model import Column, Field
    from playbook.render.words import Words
    from playbook.sheets.paper import Paper
    from playbook.sheets.press import Press

ROW_LABEL = 46
"""Millimetres for the words of a fixed row."""
NARROW = {Check: 17, Number: 21, Date: 25, DateTime: 34, Computed: 17, TextArea: 46}
TEXT = 29
OPTION, STEP = 6, 7
LETTER, BOLD_LETTER = 1.75, 2.0
"""Millimetres that a letter takes, about: a guess that no layout depends on."""
MOST_STACKED = 4
"""Options that a cell of a table may hold, one below the other."""


class Writer(Protocol):
    """What a table needs of the one who plans the sheet."""

    words: Words
    press: Press
    paper: Paper

    def answer(self, field: Field | Column, name: str, label: str) -> dict[str, Any]: ...  # noqa: D102

    def marks(self, field: Field | Column) -> list[str]: ...  # noqa: D102

    def label(self, field: Field | Column) -> str: ...  # noqa: D102


def plan_table(writer: Writer, table: Table, count: int) -> dict[str, Any]:
    """Return what the template of a table needs; `count` is how many rows people can add."""
    columns = [_column(writer, column) for column in table.columns]
    room = writer.paper.measure - (ROW_LABEL if table.fixed else 0)
    stacked = all(
        len(column.options) <= MOST_STACKED
        for column in table.columns
        if isinstance(column, Choice | Choices)
    )
    as_table = stacked and sum(column["width"] for column in columns) <= room
    noun = table.rows_label or writer.words("sheet.entry")
    rows = [(row.id, row.label, row.label) for row in table.fixed] or [
        (str(index), f"{noun} {index + 1}", "") for index in range(count)
    ]
    return {
        "kind": "table" if as_table else "cards",
        "columns": columns,
        "row_label": ROW_LABEL if table.fixed else None,
        "noun": noun,
        "room": writer.paper.measure,
        "rows": [
            {"label": seen or said, "cells": _cells(writer, table, name, said)}
            for name, said, seen in rows
        ],
    }


def _cells(writer: Writer, table: Table, row: str, said: str) -> list[dict[str, Any]]:
    return [
        {
            "kind": column.type,
            **writer.answer(
                column,
                f"{table.key}.{row}.{column.key}",
                f"{table.label}, {said}, {writer.label(column)}",
            ),
        }
        for column in table.columns
    ]


def _column(writer: Writer, column: Column) -> dict[str, Any]:
    return {
        "kind": column.type,
        "label": column.label,
        "help": writer.press.inline(column.help) if column.help else None,
        "marks": writer.marks(column),
        "low": getattr(column, "low", None),
        "high": getattr(column, "high", None),
        "ends": f"{column.min}-{column.max}" if isinstance(column, Scale) else None,
        "width": _width(column),
        "whole": _whole(column),
        "grows": not isinstance(column, Check | Number | Date | DateTime | Scale | Computed),
    }


def _width(column: Column) -> float:
    """Return the millimetres that a column of a table needs."""
    word = max(len(word) for word in column.label.split()) * BOLD_LETTER + 4
    if isinstance(column, Scale):
        return max(word, (column.max - column.min + 1) * STEP + 3)
    if isinstance(column, Choice | Choices):
        return max(word, max(len(option.label) for option in column.options) * LETTER + OPTION + 4)
    return max(word, NARROW.get(type(column), TEXT))


def _whole(column: Column) -> float:
    """Return the millimetres that a column needs on a card, its options in one line."""
    label = len(column.label) * BOLD_LETTER + 4
    if isinstance(column, Choice | Choices):
        options = sum(len(option.label) * LETTER + OPTION + 4 for option in column.options)
        return max(label, options)
    if isinstance(column, Scale):
        ends = (len(column.low) + len(column.high)) * LETTER
        return max(label, (column.max - column.min + 1) * (STEP + 4) + ends + 8)
    if isinstance(column, Check):
        return label + OPTION
    return max(label, NARROW.get(type(column), 50))
