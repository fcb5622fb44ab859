"""The fields of a worksheet: one definition that becomes form, PDF, paper and data."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field as Setting
from pydantic import model_validator
from pydantic_core import PydanticCustomError

from playbook.model.text import FieldRef, Id, Inline, Key, Markdown, Plain, Record, Truth


class Option(Record):
    """One answer of a choice; its id is what is stored, its label what is read."""

    id: Id
    label: Plain


class From(Record):
    """Offer an answer that was given elsewhere: `worksheets/<id>#<key>`."""

    field: FieldRef
    options: dict[Id, Id] = Setting(default_factory=dict)
    """Their option id -> ours, where the two differ."""


class _Question(Record):
    key: Key
    label: Plain
    help: Inline | None = None
    required: Truth = False
    private: Truth = False
    default: Plain | None = None
    unit: Plain | None = None
    was: tuple[Key, ...] = ()
    from_: From | None = Setting(default=None, alias="from")


class Text(_Question):
    """One line."""

    type: Literal["text"]


class TextArea(_Question):
    """Several lines; `rows` is how many a blank sheet offers."""

    type: Literal["textarea"]
    rows: Annotated[int, Setting(ge=1, le=40)] = 4


class Number(_Question):
    """A number, stored as it was typed; `unit` says of what."""

    type: Literal["number"]


class Date(_Question):
    """A day."""

    type: Literal["date"]


class DateTime(_Question):
    """A day and a time."""

    type: Literal["datetime"]


class Check(_Question):
    """A box to tick."""

    type: Literal["check"]


class Scale(_Question):
    """A number from `min` to `max`, with words at both ends."""

    type: Literal["scale"]
    min: Annotated[int, Setting(ge=0, le=10)] = 1
    max: Annotated[int, Setting(ge=1, le=10)] = 5
    low: Plain
    high: Plain

    @model_validator(mode="after")
    def _rising(self) -> Self:
        if self.min >= self.max:
            raise PydanticCustomError("scale_order", "ends where it begins")
        return self


class Choice(_Question):
    """One of the options."""

    type: Literal["choice"]
    options: Annotated[tuple[Option, ...], Setting(min_length=2)]


class Choices(_Question):
    """Any of the options."""

    type: Literal["choices"]
    options: Annotated[tuple[Option, ...], Setting(min_length=2)]


class List(_Question):
    """A list of lines; `rows` is how many a blank sheet offers."""

    type: Literal["list"]
    rows: Annotated[int, Setting(ge=1, le=40)] = 5


class Computed(_Question):
    """A figure made from other answers and never stored.

    `of` names columns of the same row, or on the worksheet itself one `table.column`.
    """

    type: Literal["computed"]
    operation: Literal["sum", "average", "count"]
    of: Annotated[tuple[str, ...], Setting(min_length=1)]


class Note(Record):
    """Words between the questions: a heading, with or without a text."""

    type: Literal["note"]
    key: Key
    label: Plain
    text: Markdown | None = None


Column = Annotated[
    Text | TextArea | Number | Date | DateTime | Check | Scale | Choice | Choices | Computed,
    Setting(discriminator="type"),
]


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


class Table(_Question):
    """Rows of answers: `rows` counts blank ones, or lists fixed ones."""

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


Field = Annotated[
    Text
    | TextArea
    | Number
    | Date
    | DateTime
    | Check
    | Scale
    | Choice
    | Choices
    | List
    | Table
    | Computed
    | Note,
    Setting(discriminator="type"),
]
