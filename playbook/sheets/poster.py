"""The map of a table as a poster: names on two axes, on a page of its own that hides none.

It is a real table: the one axis across, the other down, names wrapped and whole. The same grid
without names is for notes that stick.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from pikepdf import Pdf

from playbook.sheets.finish import saved
from playbook.sheets.paper import Paper
from playbook.sheets.typeset import compiled, frame

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markupsafe import Markup as Code

    from playbook.answers import Answers, Sheet
    from playbook.fields.field import Question
    from playbook.fields.paper import Planned
    from playbook.fields.table import Table
    from playbook.render.words import Words
    from playbook.sheets.press import Press

TEMPLATE = "sheets/map.typ"
SIZES = {
    "a4": Paper("a4", "a4", 210, 297),
    "letter": Paper("letter", "us-letter", 215.9, 279.4),
    "a3": Paper("a3", "a3", 297, 420),
    "tabloid": Paper("tabloid", "us-tabloid", 279.4, 431.8),
}
"""The sizes of paper that a blank grid is made for."""


def mapped(sheet: Sheet) -> Iterator[Table]:
    """Yield the tables of a sheet that are drawn as a map which others may see."""
    for question in sheet.asked().values():
        if table := question.as_map():
            yield table


def posters(sheet: Sheet, answers: Answers | None, words: Words) -> list[Planned]:
    """Return the map of each table that has rows."""
    given = answers.answers if answers else {}
    return [
        _poster(field, given[field.key], words) for field in mapped(sheet) if field.key in given
    ]


def blank_map(sheet: Sheet, paper: Paper, press: Press) -> bytes:
    """Return the grid of a sheet's map as a PDF, to stick notes on."""
    raw = compiled(map_source(sheet, paper, press), sheet.ref, sheet.manifest, press)
    with Pdf.open(io.BytesIO(raw)) as pdf:
        return saved(pdf)


def map_source(sheet: Sheet, paper: Paper, press: Press) -> Code:
    """Return the grid of a sheet's map in Typst's language."""
    maps = [_poster(field, [], press.words) for field in mapped(sheet)]
    around = frame(sheet.manifest, press, paper)
    return press.render(TEMPLATE, **around, title=sheet.title, manifest=sheet.manifest, maps=maps)


def _poster(field: Table, rows: Any, words: Words) -> Planned:
    assert field.map is not None, "a table with a map"
    columns = {column.key: column for column in field.columns}
    x, y = columns[field.map.x], columns[field.map.y]
    across, down = list(x.steps()), list(reversed(y.steps()))
    cells: dict[tuple[str, str], list[str]] = {}
    unplaced = []
    for row in rows.values() if isinstance(rows, dict) else rows:
        name = row.get(field.map.label)
        place = (row.get(field.map.x), row.get(field.map.y))
        if name and place[0] in across and place[1] in down:
            cells.setdefault(place, []).append(name)
        elif name:
            unplaced.append(name)
    begin = [field.map.begin.get(field.map.x, ""), field.map.begin.get(field.map.y, "")]
    return {
        "title": words("map.title", label=field.label),
        "corner": words("map.corner", x=x.label, y=y.label),
        "across": [_label(x, step) for step in across],
        "down": [
            {"label": _label(y, high), "cells": [cells.get((step, high), []) for step in across]}
            for high in down
        ],
        "begin": [across.index(begin[0]), down.index(begin[1])] if all(begin) else None,
        "begin_words": words("map.begin"),
        "unplaced": unplaced,
        "unplaced_words": words("map.unplaced"),
    }


def _label(axis: Question, step: str) -> str:
    ends = axis.head()
    if ends["ends"] and step in (axis.steps()[0], axis.steps()[-1]):
        return f"{step}, {ends['low'] if step == axis.steps()[0] else ends['high']}"
    return str(axis.shown(step) or step)
