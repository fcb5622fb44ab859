"""Plan a sheet: for each field what its template needs, and the slots to be filled in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from playbook.sheets.slots import Slot, Slots

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from playbook.answers import Sheet
    from playbook.fields import Field
    from playbook.fields.paper import Marked, Planned
    from playbook.sheets.paper import Paper
    from playbook.sheets.press import Press

LINE, WRAPPED = 8.6, 9.2
"""Millimetres that a line to write on is high, and one in which what is typed takes two lines."""
TALLEST = 70
"""Millimetres to which a box grows; what is longer stands in full behind the fields."""
MOST_ROWS = 500
"""Rows that have fields; more of them are printed as text."""


@dataclass(frozen=True)
class Plan:
    """What is to be typeset, and the slots in it by their number."""

    fields: tuple[dict[str, Any], ...]
    who: dict[str, Any] | None
    """The question who filled it in."""
    slots: tuple[Slot, ...]


def plan(
    sheet: Sheet,
    press: Press,
    paper: Paper,
    *,
    rows: Mapping[str, int],
    heights: Mapping[str, float],
) -> Plan:
    """Return the plan of `sheet`.

    `rows` are the entries that answers have, by key; a sheet has at least as many as its
    worksheet asks for. `heights` are the millimetres that an answer needs, by name.
    """
    slots = Slots(press.words, heights)
    who = plan_who(sheet, press, paper, slots)
    fields = plan_fields(sheet.fields, press, paper, slots, rows)
    return Plan(fields, who, tuple(slots.all))


def plan_who(sheet: Sheet, press: Press, paper: Paper, slots: Slots) -> dict[str, Any] | None:
    """Return what the head of a sheet needs to ask who filled it in, and take down its slot."""
    if sheet.filled_by is None:
        return None
    (who,) = plan_fields([sheet.filled_by], press, paper, slots, {})
    return who


def plan_fields(
    fields: Iterable[Field], press: Press, paper: Paper, slots: Slots, rows: Mapping[str, int]
) -> tuple[dict[str, Any], ...]:
    """Return what the templates of `fields` need, and take down their slots in `slots`."""
    writer = _Writer(press, slots, paper, rows)
    return tuple(_paired(field.on_sheet(writer) for field in fields))


def _paired(fields: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Put short fields that follow one another on one line; a short one alone takes half of it."""
    waiting: list[dict[str, Any]] = []
    for field in fields:
        if field["short"]:
            waiting.append(field)
        if waiting and (len(waiting) == 2 or not field["short"]):
            yield {"kind": "pair", "fields": waiting}
            waiting = []
        if not field["short"]:
            yield field
    if waiting:
        yield {"kind": "pair", "fields": waiting}


class _Writer:
    """Plans the fields of one sheet, one after the other."""

    def __init__(self, press: Press, slots: Slots, paper: Paper, rows: Mapping[str, int]) -> None:
        self.press, self.slots, self.paper, self.rows = press, slots, paper, rows

    @property
    def measure(self) -> float:
        return self.paper.measure

    def word(self, key: str, **values: int) -> str:
        return self.press.words(key, **values)

    def count(self, key: str, asked: int) -> int:
        return max(asked, min(self.rows.get(key, 0), MOST_ROWS))

    def text(
        self,
        name: str,
        kind: Any,
        title: str,
        *,
        field: Marked | None = None,
        lines: int = 1,
    ) -> dict[str, Any]:
        """Plan a box for a text of so many lines; it grows with what is in it, to a bound."""
        required = field is not None and field.required
        notes = self.notes(field) if field else ""
        is_day = field is not None and field.calendar
        slot = self.slots.add(name, kind, title, notes=notes, required=required, is_day=is_day)
        asked = min(lines * LINE, self.paper.height - 90)
        least = max(asked, WRAPPED if kind == "area" else LINE)
        needed = self.slots.all[slot].minimum
        height = max(least, min(needed, TALLEST))
        return {"slot": slot, "height": round(height, 2), "more": needed > height}

    def box(self, name: str, title: str, field: Marked | None, *, required: bool = False) -> int:
        """Plan a box to tick; what is said of `field` is said with it."""
        notes = self.notes(field) if field else ""
        return self.slots.add(name, "box", title, notes=notes, required=required)

    def rings(
        self, field: Marked, name: str, title: str, options: Iterable[tuple[str, str, str]]
    ) -> list[Planned]:
        """Plan a ring for each option: its state, what is seen, and what is said of it."""
        group = f"{title}{self.notes(field)}"
        return [
            {
                "slot": self.slots.add(
                    name,
                    "radio",
                    f"{said}, {title}",
                    state=state,
                    group=group,
                    required=field.required,
                ),
                "label": seen,
            }
            for state, seen, said in options
        ]

    def marks(self, field: Marked) -> list[str]:
        """Return the small words behind a label, as one sees them."""
        marks = [field.unit] if field.unit else []
        marks += [self.word("sheet.required")] if field.required else []
        marks += [self.word("sheet.private")] if field.private else []
        return marks + ([self.press.words(field.mark)] if field.mark else [])

    def notes(self, field: Marked) -> str:
        """Return what is said of a field behind its name: its marks and its help."""
        marks = "".join(f", {mark}" for mark in self.marks(field))
        return f"{marks}. {self.press.plain(field.help)}" if field.help else marks
