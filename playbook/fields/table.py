"""Rows of answers."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field as Setting

from playbook.fields.field import Question
from playbook.fields.registry import Column, home
from playbook.scalars import Id, Key, Plain, Record


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


@home
class Table(Question):
    """Rows of answers: `rows` counts blank ones, or lists fixed ones."""

    in_table = False

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
