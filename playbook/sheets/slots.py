"""Slots: the places on a sheet where something can be written, in reading order.

Each slot becomes one widget of the PDF. Its label is what a screen reader says: the words that
stand beside it on paper.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from playbook.render.words import Words

Kind = Literal["line", "area", "box", "radio"]
ON = "Yes"
"""The state of a ticked check; a radio button's is its option's id."""


@dataclass(frozen=True)
class Slot:
    """One widget to be: `name` is its field's, `title` what it is called, `label` what is said."""

    name: str
    kind: Kind
    title: str
    label: str
    state: str = ON
    group: str = ""
    """What is said of the whole group of radio buttons."""
    required: bool = False
    is_day: bool = False
    """Whether a day is shown as the language writes it."""
    minimum: float = 0.0
    """The height that its answer needs, in millimetres; more than the sheet would give it."""


class Slots:
    """Collects the slots of one PDF; a slot's number is its place in reading order."""

    def __init__(self, words: Words, heights: Mapping[str, float], prefix: str = "") -> None:
        """`heights` are millimetres by name, where an answer needs more than a blank offers.

        `prefix` goes before every name.
        """
        self.words = words
        self.heights = heights
        self.prefix = prefix
        self.all: list[Slot] = []

    def under(self, prefix: str) -> Slots:
        """Return a collector for another part of the same PDF."""
        part = Slots(self.words, self.heights, prefix)
        part.all = self.all
        return part

    def add(
        self,
        name: str,
        kind: Kind,
        title: str,
        *,
        notes: str = "",
        state: str = ON,
        group: str = "",
        required: bool = False,
        is_day: bool = False,
    ) -> int:
        """Take down one slot, and return its number."""
        name = f"{self.prefix}{name}"
        minimum = self.heights.get(name, 0.0)
        label = f"{title}{notes}"
        self.all.append(Slot(name, kind, title, label, state, group, required, is_day, minimum))
        return len(self.all) - 1
