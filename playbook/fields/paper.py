"""What stands of a field on paper, and what it needs to plan its place there.

A plan is made of frozen records; a template sees each as a group of what the record holds. All
measures are millimetres: guesses that no layout depends on.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

TextKind: TypeAlias = Literal["line", "area"]
"""A place to write on: one line, or several."""

ROW_LABEL = 46
"""The words of a fixed row."""
NARROWEST, ON_CARD = 29, 50
"""A text in a column of a table, and on a card."""
OPTION, STEP = 6, 7
TALL_CARD = 120
"""Boxes of a card that are higher in all: it may go over to the next page."""
LETTER, BOLD_LETTER = 1.75, 2.0
MOST_STACKED = 4
"""Options that a cell of a table may hold, one below the other."""


@dataclass(frozen=True)
class Planned:
    """A part of a PDF to be, as its template sees it."""

    def data(self) -> dict[str, Any]:
        """Return it as a group, with all that is planned in it."""
        return {field.name: _data(getattr(self, field.name)) for field in fields(self)}


def _data(value: Any) -> Any:
    if isinstance(value, Planned):
        return value.data()
    return [_data(one) for one in value] if isinstance(value, list | tuple) else value


@dataclass(frozen=True)
class TextBox(Planned):
    """A box to write in."""

    slot: int
    """The number of its slot, as everywhere here."""
    height: float
    more: bool
    """Whether what is in it goes on behind the fields."""


@dataclass(frozen=True)
class LabelledBox(TextBox):
    """A box to write in, with words of its own."""

    label: str


@dataclass(frozen=True)
class TickBox(Planned):
    """A box to tick."""

    slot: int


@dataclass(frozen=True)
class LabelledTick(TickBox):
    """A box or a ring to tick, and what it stands for."""

    label: str


@dataclass(frozen=True)
class OptionTicks(Planned):
    """The options of a question, and the texts that some of them ask for."""

    options: tuple[LabelledTick, ...]
    texts: tuple[LabelledBox, ...]


@dataclass(frozen=True)
class Steps(Planned):
    """The steps of a scale between the words at its ends."""

    options: tuple[LabelledTick, ...]
    low: str
    high: str
    unknown: LabelledTick | None


@dataclass(frozen=True)
class Lines(Planned):
    """Lines of a list."""

    lines: tuple[TextBox, ...]


@dataclass(frozen=True)
class Ends(Planned):
    """What the head of a column says of a scale; of other types nothing."""

    low: str | None = None
    high: str | None = None
    ends: str | None = None


@dataclass(frozen=True)
class PlannedColumn(Planned):
    """A column of a table: its head, its width there and on a card."""

    kind: str
    label: str
    help: str | None
    marks: tuple[str, ...]
    head: Ends
    width: float
    whole: float
    grows: bool

    def data(self) -> dict[str, Any]:
        """Return it as a group; templates see the ends of a scale beside its label."""
        group = super().data()
        del group["head"]
        return group | self.head.data()


@dataclass(frozen=True)
class PlannedRow(Planned):
    """A row of a table, or a card."""

    label: str
    cells: tuple[Answer, ...]
    tall: bool
    """Whether a card may go over to the next page."""


@dataclass(frozen=True)
class Rows(Planned):
    """The rows of a table."""

    cards: bool
    """Whether each is a card, since its columns do not fit the paper."""
    columns: tuple[PlannedColumn, ...]
    row_label: int | None
    noun: str
    room: float
    rows: tuple[PlannedRow, ...]


Answer: TypeAlias = TextBox | TickBox | OptionTicks | Steps | Lines | Rows
"""The place of one answer."""


@dataclass(frozen=True)
class PlannedQuestion(Planned):
    """A question with the place of its answer."""

    kind: str
    short: bool
    """Whether it takes half a line."""
    label: str
    help: str | None
    marks: tuple[str, ...]
    answer: Answer
    see: str | None = None
    """Where the item is that explains it."""

    def data(self) -> dict[str, Any]:
        """Return it as a group; templates see what is planned of the answer beside its label."""
        group = super().data()
        del group["answer"]
        if self.see is None:
            del group["see"]
        return group | self.answer.data()


@dataclass(frozen=True)
class PlannedNote(Planned):
    """Words between the questions."""

    kind: str
    label: str
    text: str | None
    short: bool = False


PlannedField: TypeAlias = PlannedQuestion | PlannedNote


@dataclass(frozen=True)
class Pair(Planned):
    """Short questions that share a line."""

    fields: tuple[PlannedField, ...]
    kind: str = "pair"


class Labelled(Protocol):
    """What is said of a field, or of an option."""

    @property
    def label(self) -> str: ...  # noqa: D102


class Marked(Labelled, Protocol):
    """What is said of a question beside its label."""

    @property
    def help(self) -> str | None: ...  # noqa: D102

    @property
    def unit(self) -> str | None: ...  # noqa: D102

    @property
    def required(self) -> bool: ...  # noqa: D102

    @property
    def private(self) -> bool: ...  # noqa: D102

    @property
    def calendar(self) -> bool: ...  # noqa: D102

    @property
    def mark(self) -> str | None: ...  # noqa: D102


class TextRenderer(Protocol):
    """What turns texts into content of a sheet."""

    def inline(self, text: str) -> str: ...  # noqa: D102

    def body(self, text: str) -> str: ...  # noqa: D102


class Planner(Protocol):
    """Plans a sheet: takes down the slots that a field needs."""

    @property
    def renderer(self) -> TextRenderer: ...  # noqa: D102

    @property
    def measure(self) -> float:
        """The width of the page inside its margins."""

    def word(self, key: str, **values: int) -> str: ...  # noqa: D102

    def count(self, key: str, asked: int) -> int:
        """Return how many rows to show of what asks for `asked` and may have more of them."""

    def marks(self, field: Marked) -> tuple[str, ...]: ...  # noqa: D102

    def text(
        self,
        name: str,
        kind: TextKind,
        title: str,
        *,
        field: Marked | None = None,
        lines: int = 1,
    ) -> TextBox:
        """Plan a box; its `title` and what is said of its `field` is what a screen reader says."""

    def tick(
        self, name: str, title: str, field: Marked | None, *, required: bool = False
    ) -> TickBox:
        """Plan a box to tick; what is said of `field` is said with it."""

    def rings(
        self, field: Marked, name: str, title: str, options: Iterable[tuple[str, str, str]]
    ) -> tuple[LabelledTick, ...]:
        """Plan a ring for each option: its state, what is seen, and what is said of it."""


def line_width(text: str, *, whole: bool = False) -> float:
    """Return the width of a label, or of its longest word where it may break."""
    longest = len(text) if whole else max(len(word) for word in text.split())
    return longest * BOLD_LETTER + 4


def option_width(options: Iterable[Labelled], *, whole: bool = False) -> float:
    """Return the width of options one below the other, or in one line."""
    widths = [len(option.label) * LETTER + OPTION + 4 for option in options]
    return sum(widths) if whole else max(widths)
