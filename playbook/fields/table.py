"""Rows of answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field as Setting

from playbook.fields.combining_rows import fixed_parts, free_parts
from playbook.fields.field import Question
from playbook.fields.fitting import fit
from playbook.fields.names import grow_rows
from playbook.fields.paper import (
    MOST_STACKED,
    ROW_LABEL,
    TALL_CARD,
    PlannedColumn,
    PlannedRow,
    Rows,
    TextBox,
)
from playbook.fields.registry import Column, home
from playbook.fields.typed import tidy
from playbook.findings import clashing_old_names, duplicate_names
from playbook.scalars import Id, Key, Plain, Record
from playbook.wording import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from playbook.fields.combining import Given, Part
    from playbook.fields.names import Value
    from playbook.fields.paper import Planner
    from playbook.fields.typed import Fitted
    from playbook.findings import Found
    from playbook.source import Place


class Row(Record):
    """A row that is always there, with its own words."""

    id: Id
    label: Plain


class Map(Record):
    """Draw a table's rows on two of its columns."""

    label: Key
    """The column that names each mark."""
    x: Key
    y: Key
    begin: dict[Key, Id] = Setting(default_factory=dict)
    """The cell where one begins: option id by axis column."""
    begin_note: Plain | None = None

    def mistakes(self, place: Place, columns: dict[str, Question]) -> Iterator[Found]:
        """Yield axes that cannot be drawn, and cells that are not there."""
        for name in ("label", "x", "y"):
            key = getattr(self, name)
            if key not in columns:
                hint = did_you_mean(key, columns, f"Columns are: {', '.join(columns)}.")
                message = f'draws the column "{key}", which the table does not have'
                yield (*place, name), message, hint
            elif name != "label" and not columns[key].axis:
                hint = "An axis needs a column of the type choice or scale."
                yield (*place, name), f'draws the column "{key}", which has no steps', hint
        for key, cell in self.begin.items():
            here = (*place, "begin", key)
            if key not in (self.x, self.y):
                hint = did_you_mean(key, (self.x, self.y), "Name the column of x or of y.")
                yield here, "is not an axis of this map", hint
            elif key in columns and cell not in (steps := columns[key].steps()):
                hint = did_you_mean(cell, steps, f"They are: {', '.join(steps)}.")
                yield here, f'begins at "{cell}", which that column does not have', hint


@home
class Table(Question):
    """Rows of answers: `rows` counts blank ones, or lists fixed ones."""

    in_table, single, in_words = False, False, False
    labelled = "legend"
    combines = ("as", "steps")

    type: Literal["table"]
    columns: Annotated[tuple[Column, ...], Setting(min_length=1)]
    rows: Annotated[int, Setting(ge=1, le=60)] | tuple[Row, ...] = 5
    rows_label: Plain | None = None
    """What a row is called, in the singular: "Person or group"."""
    map: Map | None = None

    @property
    def fixed(self) -> tuple[Row, ...]:
        """The rows that are always there; empty where people add their own."""
        return self.rows if isinstance(self.rows, tuple) else ()

    @property
    def open_map(self) -> Map | None:
        """Its map, where others may see all that it shows."""
        drawn = (self.map.label, self.map.x, self.map.y) if self.map else ()
        hidden = any(column.private for column in self.columns if column.key in drawn)
        return None if self.private or hidden else self.map

    def as_map(self) -> Table | None:
        """Return itself where it is drawn as a map that others may see."""
        return self if self.open_map else None

    def controls(self) -> int:
        """Return how many there are in all its rows."""
        rows = self.rows if isinstance(self.rows, int) else len(self.rows)
        return rows * sum(column.controls() for column in self.columns)

    def is_grid(self) -> bool:
        """Tell whether a form draws it as a table and not as a card for each row."""
        few = len(self.columns) < 5
        return bool(self.fixed) and few and all(column.in_grid for column in self.columns)

    def asked_in_rows(self) -> tuple[Question, ...]:
        """Return the columns, and the texts that their options ask for."""
        return (*self.columns, *(one for column in self.columns for one in column.others()))

    def definition(self) -> dict[str, Any]:
        """Return what scripts have to know of it: the rows, too, where they are as by default."""
        columns = [column.definition() for column in self.asked_in_rows()]
        rows = self.model_dump(mode="json")["rows"]
        return super().definition() | {"columns": columns, "rows": rows}

    def figures(self) -> dict[str, bool]:
        """Return its columns: each can be counted, and some be added up."""
        return {f"{self.key}.{column.key}": column.numeric for column in self.columns}

    def mistakes(self, place: Place, figures: dict[str, bool]) -> Iterator[Found]:
        """Yield what does not fit together in columns, rows and map."""
        yield from super().mistakes(place, figures)
        columns = {column.key: column for column in self.columns}
        beside = {key: one.numeric for key, one in columns.items() if not one.recipe()}
        keys, old = [one.key for one in self.columns], [one.was for one in self.columns]
        yield from duplicate_names(keys, (*place, "columns"), "key")
        yield from clashing_old_names(keys, old, (*place, "columns"))
        yield from duplicate_names((row.id for row in self.fixed), (*place, "rows"), "id")
        for index, column in enumerate(self.columns):
            here: Place = (*place, "columns", index)
            yield from column.mistakes(here, beside)
            if column.from_ is not None:
                hint = "Offer earlier answers to a field, not to a column."
                yield (*here, "from"), "stands on a column", hint
        if self.map is not None:
            yield from self.map.mistakes((*place, "map"), columns)

    def misfits(self, answer: object, place: Place) -> Iterator[Found]:
        """Yield what in the rows is no answer to its column."""
        rows: Iterable[tuple[int | str, object]]
        if self.fixed and isinstance(answer, dict):
            ids = [row.id for row in self.fixed]
            rows = answer.items()
            for name in answer:
                if name not in ids:
                    hint = did_you_mean(name, ids, f"Rows are: {', '.join(ids)}.")
                    yield (*place, name), "is not a row", hint
        elif not self.fixed and isinstance(answer, list):
            rows = enumerate(answer)
        else:
            form = "a group of rows by their ids" if self.fixed else "a list of rows"
            yield place, "does not fit the table", f"Write {form}."
            return
        for name, row in rows:
            yield from self._row_misfits(row, (*place, name))

    def _row_misfits(self, row: object, place: Place) -> Iterator[Found]:
        if not isinstance(row, dict):
            yield place, "is not a row", "Write `column: answer` lines."
            return
        columns = {column.key: column for column in self.asked_in_rows()}
        for key, value in row.items():
            if key in columns:
                yield from columns[key].misfits(value, (*place, key))
                continue
            hint = did_you_mean(key, columns, f"Columns are: {', '.join(columns)}.")
            yield (*place, key), f'answers "{key}", which is not a column', hint

    def fit(self, value: object) -> Fitted:
        """Return the rows that are not blank, and what is left over."""
        if self.fixed and isinstance(value, dict):
            known = [row.id for row in self.fixed]
            fitted = {name: self._fit_row(row) for name, row in value.items() if name in known}
            rows = {name: fitted[name][0] for name in known if name in fitted and fitted[name][0]}
            left = {name: row for name, (_, row) in fitted.items() if row}
            left |= {name: tidy(row) for name, row in value.items() if name not in known}
            return rows or None, tidy(left)
        if not self.fixed and isinstance(value, list):
            pairs = [self._fit_row(row) for row in value]
            return [row for row, _ in pairs if row] or None, tidy([left for _, left in pairs])
        return None, tidy(value)

    def _fit_row(self, row: object) -> Fitted:
        if not isinstance(row, dict):
            return None, tidy(row)
        cells, left = fit([row], self.columns)
        return cells or None, left or None

    def public_part(self, answer: Any) -> Any:
        """Return the rows without private columns."""
        if self.private:
            return None
        secret = {column.key for column in self.asked_in_rows() if column.private}

        def slim(row: dict[str, Any]) -> dict[str, Any]:
            return {key: cell for key, cell in row.items() if key not in secret}

        if isinstance(answer, dict):
            return {name: cells for name, row in answer.items() if (cells := slim(row))} or None
        return [cells for row in answer if (cells := slim(row))] or None

    def flat(self, name: str, answer: Any) -> Iterator[tuple[str, Value]]:
        """Yield each cell by its row and column."""
        columns = {column.key: column for column in self.asked_in_rows()}
        for row, cells in answer.items() if isinstance(answer, dict) else enumerate(answer):
            for key, cell in cells.items():
                yield from columns[key].flat(f"{name}.{row}.{key}", cell)

    def grow(self, branch: Any) -> Any:
        """Return the rows; ids of digits are no numbers."""
        if self.fixed and isinstance(branch, dict):
            return grow_rows(branch)
        return super().grow(branch)

    def combine_answers(self, given: Given) -> list[Part]:
        """Return the rows of all: together, on one map, and as next steps."""
        return fixed_parts(self, given) if self.fixed else free_parts(self, given)

    def place(self, planner: Planner, name: str, title: str) -> Rows:
        """Plan a table where the columns fit the paper, else a card for each row."""
        room = planner.measure - (ROW_LABEL if self.fixed else 0)
        stacked = all(len(column.offered()) <= MOST_STACKED for column in self.columns)
        noun = self.rows_label or planner.word("sheet.entry")
        count = planner.count(name, 0 if self.fixed else int(str(self.rows)))
        rows = [(row.id, row.label) for row in self.fixed] or [
            (str(index), f"{noun} {index + 1}") for index in range(count)
        ]
        return Rows(
            cards=not stacked or sum(column.width() for column in self.columns) > room,
            columns=tuple(_column(column, planner) for column in self.columns),
            row_label=ROW_LABEL if self.fixed else None,
            noun=noun,
            room=planner.measure,
            rows=tuple(self._row(planner, name, row, label) for row, label in rows),
        )

    def _row(self, planner: Planner, name: str, row: str, label: str) -> PlannedRow:
        cells = tuple(
            column.place(planner, f"{name}.{row}.{column.key}", f"{column.label}, {label}")
            for column in self.columns
        )
        height = sum(cell.height for cell in cells if isinstance(cell, TextBox))
        return PlannedRow(label, cells, tall=height > TALL_CARD)


def _column(column: Question, planner: Planner) -> PlannedColumn:
    return PlannedColumn(
        kind=column.type,
        label=column.label,
        help=planner.renderer.inline(column.help) if column.help else None,
        marks=planner.marks(column),
        head=column.head(),
        width=column.width(),
        whole=column.whole(),
        grows=column.grows,
    )
