"""Plan what stands on paper: each question with the places where something can be written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

from playbook.fields.paper import LabelledTick, Pair, TextBox, TickBox
from playbook.pdf.widgets import Slot

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from playbook.answers import Sheet
    from playbook.fields import Field
    from playbook.fields.paper import Marked, PlannedField, TextKind
    from playbook.typesetting.paper import Paper
    from playbook.typesetting.renderer import SheetRenderer

Block: TypeAlias = "PlannedField | Pair"
"""What takes the width of the paper."""

LINE, WRAPPED = 8.6, 9.2
"""Millimetres that a line to write on is high, and one in which what is typed takes two lines."""
TALLEST = 70
"""Millimetres to which a box grows; what is longer stands in full behind the fields."""
MOST_ROWS = 500
"""Rows that have fields; more of them are printed as text."""
_NO_ROWS: Mapping[str, int] = MappingProxyType({})


class Slots:
    """Collects the slots of one PDF; a slot's number is its place in reading order."""

    def __init__(self, heights: Mapping[str, float] | None = None, prefix: str = "") -> None:
        """`heights` are millimetres by name, where an answer needs more than a blank offers.

        `prefix` goes before every name.
        """
        self.heights = heights or {}
        self.prefix = prefix
        self.all: list[Slot] = []

    def under(self, prefix: str) -> Slots:
        """Return a collector for another part of the same PDF."""
        part = Slots(self.heights, prefix)
        part.all = self.all
        return part

    def add(self, slot: Slot) -> int:
        """Take down a slot by its name in its part, and return its number."""
        name, number = f"{self.prefix}{slot.name}", len(self.all)
        minimum = self.heights.get(name, 0.0)
        self.all.append(replace(slot, name=name, minimum=minimum, number=number))
        return number


@dataclass(frozen=True)
class Plan:
    """What is to be typeset of a sheet, and the slots in it in reading order."""

    blocks: tuple[Block, ...]
    filled_by: PlannedField | None
    """The question who filled it in, which stands in the head."""
    slots: tuple[Slot, ...]


def plan_sheet(
    sheet: Sheet,
    renderer: SheetRenderer,
    paper: Paper,
    slots: Slots,
    rows: Mapping[str, int] = _NO_ROWS,
) -> Plan:
    """Return the plan of `sheet`, and take down its slots in `slots`, which may have others.

    `rows` are the entries that answers have, by key; a sheet has at least as many as its
    worksheet asks for.
    """
    planner = _Planner(renderer, slots, paper, rows)
    first = len(slots.all)
    filled_by = sheet.filled_by.on_sheet(planner) if sheet.filled_by else None
    blocks = tuple(_pairs(field.on_sheet(planner) for field in sheet.fields))
    return Plan(blocks, filled_by, tuple(slots.all[first:]))


def plan_fields(
    fields: Iterable[Field],
    renderer: SheetRenderer,
    paper: Paper,
    slots: Slots,
    rows: Mapping[str, int],
) -> tuple[PlannedField, ...]:
    """Return the plans of some fields, and take down their slots in `slots`."""
    planner = _Planner(renderer, slots, paper, rows)
    return tuple(field.on_sheet(planner) for field in fields)


def _pairs(fields: Iterable[PlannedField]) -> Iterator[Block]:
    """Put short fields that follow one another on one line; a short one alone takes half of it."""
    waiting: list[PlannedField] = []
    for field in fields:
        if field.short:
            waiting.append(field)
        if waiting and (len(waiting) == 2 or not field.short):
            yield Pair(tuple(waiting))
            waiting = []
        if not field.short:
            yield field
    if waiting:
        yield Pair(tuple(waiting))


class _Planner:
    """Plans fields, one after the other."""

    def __init__(
        self, renderer: SheetRenderer, slots: Slots, paper: Paper, rows: Mapping[str, int]
    ) -> None:
        self.renderer, self.slots, self.paper, self.rows = renderer, slots, paper, rows

    @property
    def measure(self) -> float:
        return self.paper.measure

    def word(self, key: str, **values: int) -> str:
        return self.renderer.words(key, **values)

    def count(self, key: str, asked: int) -> int:
        return max(asked, min(self.rows.get(key, 0), MOST_ROWS))

    def text(
        self,
        name: str,
        kind: TextKind,
        title: str,
        *,
        field: Marked | None = None,
        lines: int = 1,
    ) -> TextBox:
        """Plan a box for a text of so many lines; it grows with what is in it, to a bound."""
        slot = Slot(name, kind, title, f"{title}{self.notes(field)}")
        if field is not None:
            slot = replace(slot, required=field.required, is_day=field.calendar)
        number = self.slots.add(slot)
        asked = min(lines * LINE, self.paper.height - 90)
        least = max(asked, WRAPPED if kind == "area" else LINE)
        needed = self.slots.all[number].minimum
        height = max(least, min(needed, TALLEST))
        return TextBox(number, round(height, 2), needed > height)

    def tick(
        self, name: str, title: str, field: Marked | None, *, required: bool = False
    ) -> TickBox:
        label = f"{title}{self.notes(field)}"
        return TickBox(self.slots.add(Slot(name, "box", title, label, required=required)))

    def rings(
        self, field: Marked, name: str, title: str, options: Iterable[tuple[str, str, str]]
    ) -> tuple[LabelledTick, ...]:
        group = f"{title}{self.notes(field)}"
        rings = []
        for state, seen, said in options:
            label = f"{said}, {title}"
            ring = Slot(name, "radio", label, label, state, group, field.required)
            rings.append(LabelledTick(self.slots.add(ring), seen))
        return tuple(rings)

    def marks(self, field: Marked) -> tuple[str, ...]:
        """Return the small words behind a label, as one sees them."""
        marks = [field.unit] if field.unit else []
        marks += [self.word("sheet.required")] if field.required else []
        marks += [self.word("sheet.private")] if field.private else []
        return (*marks, *([self.word(field.mark)] if field.mark else []))

    def notes(self, field: Marked | None) -> str:
        """Return what is said of a field behind its name: its marks and its help."""
        if field is None:
            return ""
        marks = "".join(f", {mark}" for mark in self.marks(field))
        return f"{marks}. {self.renderer.plain(field.help)}" if field.help else marks
