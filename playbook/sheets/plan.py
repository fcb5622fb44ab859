"""Plan a sheet: for each field what its template needs, and the slots to be filled in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from playbook.fields import Question
from playbook.fields.check import Check
from playbook.fields.choice import Choice
from playbook.fields.choices import Choices
from playbook.fields.computed import Computed
from playbook.fields.date import Date
from playbook.fields.datetime import DateTime
from playbook.fields.list import List
from playbook.fields.note import Note
from playbook.fields.number import Number
from playbook.fields.scale import Scale
from playbook.fields.table import Table
from playbook.fields.textarea import TextArea
from playbook.sheets.slots import Slot, Slots
from playbook.sheets.tables import plan_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from playbook.answers import Sheet
    from playbook.model import Column, Field, Option
    from playbook.sheets.paper import Paper
    from playbook.sheets.press import Press

SHORT = (Date, DateTime, Number, Computed)
"""Fields whose answer takes half a line."""
LINE = 8.6
"""Millimetres that a line to write on is high."""
MOST_ROWS = 200
"""Rows that a sheet shows; more of them travel unseen."""


@dataclass(frozen=True)
class Plan:
    """What is to be typeset, and the slots in it by their number."""

    fields: tuple[dict[str, Any], ...]
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
    fields = plan_fields(sheet.fields, press, paper, slots, rows)
    return Plan(fields, tuple(slots.all))


def plan_fields(
    fields: Iterable[Field], press: Press, paper: Paper, slots: Slots, rows: Mapping[str, int]
) -> tuple[dict[str, Any], ...]:
    """Return what the templates of `fields` need, and take down their slots in `slots`."""
    writer = _Writer(press, slots, paper, rows)
    return tuple(_paired(writer.field(field) for field in fields))


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
        self.words = press.words

    def field(self, field: Field) -> dict[str, Any]:
        if isinstance(field, Note):
            text = self.press.body(field.text) if field.text else None
            return {"kind": "note", "short": False, "label": field.label, "text": text}
        assert isinstance(field, Question), "there is nothing else yet"
        planned: dict[str, Any] = {
            "kind": field.type,
            "short": isinstance(field, SHORT),
            "label": field.label,
            "help": self.press.inline(field.help) if field.help else None,
            "marks": self.marks(field),
        }
        if isinstance(field, Table):
            asked = field.rows if isinstance(field.rows, int) else 0
            count = max(asked, min(self.rows.get(field.key, 0), MOST_ROWS))
            return planned | plan_table(self, field, count)
        if isinstance(field, List):
            count = max(field.rows, min(self.rows.get(field.key, 0), MOST_ROWS))
            label = self.label(field)
            planned["lines"] = [
                self.text(f"{field.key}.{index}", "line", self.row_label(label, index))
                for index in range(count)
            ]
            return planned
        return planned | self.answer(field, field.key, self.label(field))

    def answer(self, field: Field | Column, name: str, label: str) -> dict[str, Any]:
        """Plan the place for one answer; `label` is what is said of it."""
        if isinstance(field, Choice):
            return {
                "options": self.radios(field, name, label, [(o.id, o.label) for o in field.options])
            }
        if isinstance(field, Scale):
            steps = [(str(step), str(step)) for step in range(field.min, field.max + 1)]
            ends = {steps[0][0]: field.low, steps[-1][0]: field.high}
            said = [(step, f"{step}, {ends[step]}" if step in ends else step) for step, _ in steps]
            radios = self.radios(field, name, label, said)
            for radio, (step, _) in zip(radios, steps, strict=True):
                radio["label"] = step
            return {"options": radios, "low": field.low, "high": field.high}
        if isinstance(field, Choices):
            return {"options": [self.tick(name, label, option) for option in field.options]}
        if isinstance(field, Check):
            return {"slot": self.slots.add(name, "check", label, required=field.required)}
        if isinstance(field, TextArea):
            return self.text(name, "area", label, lines=field.rows, required=field.required)
        required = getattr(field, "required", False)
        return self.text(name, "line", label, required=required)

    def text(
        self, name: str, kind: Any, label: str, *, lines: int = 1, required: bool = False
    ) -> dict[str, Any]:
        """Plan a box for a text of so many lines; never more than a page can hold."""
        slot = self.slots.add(name, kind, label, required=required)
        tallest = self.paper.height - 90
        height = max(lines * LINE, self.slots.all[slot].minimum)
        return {"slot": slot, "height": round(min(height, tallest), 2)}

    def tick(self, name: str, label: str, option: Option) -> dict[str, Any]:
        slot = self.slots.add(f"{name}.{option.id}", "check", f"{label}: {option.label}")
        return {"slot": slot, "label": option.label}

    def radios(
        self, field: Choice | Scale, name: str, label: str, options: list[tuple[str, str]]
    ) -> list[dict[str, Any]]:
        planned = []
        for state, said in options:
            slot = self.slots.add(
                name,
                "radio",
                f"{label}: {said}",
                state=state,
                group=label,
                required=field.required,
            )
            planned.append({"slot": slot, "label": said})
        return planned

    def marks(self, field: Field | Column) -> list[str]:
        """Return the small words behind a label, as one sees them."""
        marks = [unit] if (unit := getattr(field, "unit", None)) else []
        marks += [self.words("sheet.required")] if getattr(field, "required", False) else []
        marks += [self.words("sheet.private")] if getattr(field, "private", False) else []
        if isinstance(field, Date | DateTime):
            marks.append(self.words(f"sheet.{field.type}"))
        return marks

    def label(self, field: Field | Column) -> str:
        """Return what is said of a field: its label, its marks and its help."""
        assert isinstance(field, Question), "a note has no label of its own"
        label = ", ".join([field.label, *self.marks(field)])
        return f"{label}. {self.press.plain(field.help)}" if field.help else label

    def row_label(self, label: str, index: int) -> str:
        """Return what is said of a row of a list."""
        return f"{label}, {self.words('sheet.row', number=index + 1)}"
