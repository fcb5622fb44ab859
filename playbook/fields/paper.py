"""What a field needs to plan its place on a sheet, and how wide things are there, about.

All measures are millimetres: guesses that no layout depends on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


Planned: TypeAlias = dict[str, Any]
"""What a template needs of a part of a sheet."""

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


class Press(Protocol):
    """What turns texts into content of a sheet."""

    @property
    def inline(self) -> Callable[[str], str]: ...  # noqa: D102

    @property
    def body(self) -> Callable[[str], str]: ...  # noqa: D102


class Writer(Protocol):
    """Plans a sheet: takes down the slots that a field needs."""

    @property
    def press(self) -> Press: ...  # noqa: D102

    @property
    def measure(self) -> float:
        """The width of the page inside its margins."""

    def word(self, key: str, **values: int) -> str: ...  # noqa: D102

    def count(self, key: str, asked: int) -> int:
        """Return how many rows to show of what asks for `asked` and may have more of them."""

    def marks(self, field: Marked) -> list[str]: ...  # noqa: D102

    def text(
        self,
        name: str,
        kind: Any,
        title: str,
        *,
        field: Marked | None = None,
        lines: int = 1,
    ) -> Planned:
        """Plan a box; its `title` and what is said of its `field` is what a screen reader says."""

    def box(  # noqa: D102
        self, name: str, title: str, field: Marked | None, *, required: bool = False
    ) -> int: ...

    def rings(  # noqa: D102
        self, field: Marked, name: str, title: str, options: Iterable[tuple[str, str, str]]
    ) -> list[Planned]: ...


def line_width(text: str, *, whole: bool = False) -> float:
    """Return the width of a label, or of its longest word where it may break."""
    longest = len(text) if whole else max(len(word) for word in text.split())
    return longest * BOLD_LETTER + 4


def option_width(options: Iterable[Labelled], *, whole: bool = False) -> float:
    """Return the width of options one below the other, or in one line."""
    widths = [len(option.label) * LETTER + OPTION + 4 for option in options]
    return sum(widths) if whole else max(widths)
