"""The map of a table as a poster: names on two axes, on a page of its own that hides none.

It is a real table: the one axis across, the other down, names wrapped and whole. The same grid
without names is for notes that stick.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pikepdf import Pdf

from playbook.fields.paper import Planned
from playbook.pdf.saving import pdf_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markupsafe import Markup as Code

    from playbook.answers import Answers, Sheet
    from playbook.fields.field import Question
    from playbook.fields.table import Table
    from playbook.render.words import Words
    from playbook.typesetting.paper import Paper
    from playbook.typesetting.renderer import SheetRenderer

TEMPLATE = "sheets/map.typ"


@dataclass(frozen=True)
class PosterRow(Planned):
    """A step of the axis that goes up, and the names in each of its cells."""

    label: str
    cells: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Poster(Planned):
    """A map to be: its axes, and the names on it."""

    title: str
    corner: str
    across: tuple[str, ...]
    down: tuple[PosterRow, ...]
    begin: tuple[int, int] | None
    """The cell where one begins: its column and its row."""
    begin_words: str
    unplaced: tuple[str, ...]
    unplaced_words: str


def tables_with_map(sheet: Sheet) -> Iterator[Table]:
    """Yield the tables of a sheet that are drawn as a map which others may see."""
    for question in sheet.questions().values():
        if table := question.as_map():
            yield table


def posters(sheet: Sheet, answers: Answers | None, words: Words) -> tuple[Poster, ...]:
    """Return the map of each table that has rows."""
    given = answers.answers if answers else {}
    return tuple(
        _poster(table, given[table.key], words)
        for table in tables_with_map(sheet)
        if table.key in given
    )


def build_map(sheet: Sheet, paper: Paper, renderer: SheetRenderer) -> bytes:
    """Return the grid of a sheet's map as a PDF, to stick notes on."""
    raw = renderer.compile(map_source(sheet, paper, renderer), sheet.ref)
    with Pdf.open(io.BytesIO(raw)) as pdf:
        return pdf_bytes(pdf)


def map_source(sheet: Sheet, paper: Paper, renderer: SheetRenderer) -> Code:
    """Return the grid of a sheet's map in Typst's language."""
    maps = [_poster(table, [], renderer.words).data() for table in tables_with_map(sheet)]
    return renderer.render(TEMPLATE, renderer.frame(paper), title=sheet.title, maps=maps)


def _poster(table: Table, rows: Any, words: Words) -> Poster:
    assert table.map is not None, "a table with a map"
    columns = {column.key: column for column in table.columns}
    x, y = columns[table.map.x], columns[table.map.y]
    across, down = x.steps(), tuple(reversed(y.steps()))
    cells: dict[tuple[str, str], list[str]] = {}
    unplaced = []
    for row in rows.values() if isinstance(rows, dict) else rows:
        name = row.get(table.map.label)
        place = (row.get(table.map.x), row.get(table.map.y))
        if name and place[0] in across and place[1] in down:
            cells.setdefault(place, []).append(name)
        elif name:
            unplaced.append(name)
    begin = table.map.begin.get(table.map.x, ""), table.map.begin.get(table.map.y, "")
    return Poster(
        title=words("map.title", label=table.label),
        corner=words("map.corner", x=x.label, y=y.label),
        across=tuple(_label(x, step) for step in across),
        down=tuple(
            PosterRow(_label(y, high), tuple(tuple(cells.get((step, high), ())) for step in across))
            for high in down
        ),
        begin=(across.index(begin[0]), down.index(begin[1])) if all(begin) else None,
        begin_words=words("map.begin"),
        unplaced=tuple(unplaced),
        unplaced_words=words("map.unplaced"),
    )


def _label(axis: Question, step: str) -> str:
    head = axis.head()
    if head.ends and step in (axis.steps()[0], axis.steps()[-1]):
        return f"{step}, {head.low if step == axis.steps()[0] else head.high}"
    return str(axis.as_read(step) or step)
