"""Worksheets: questions to answer on screen or on paper."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field as Setting

from playbook.fields import AnyField
from playbook.kinds.item import Item, Place
from playbook.kinds.registry import home
from playbook.parts.letter import Letter
from playbook.scalars import Inline, Plain, Record, StepRef


class Example(Record):
    """A worksheet filled in with invented answers, so that people see how it looks when done."""

    about: Inline
    answers: dict[str, object]
    """Answers by field key, in the form of an answers file."""


@home
class Worksheet(Item):
    """Questions to answer on screen or on paper."""

    kind = "worksheets"
    place = Place(
        rank=50,
        menu="do",
        icon="file-document-edit-outline",
        colors=("#105ed5", "#bdbcff"),
        in_head=True,
        beside="cards",
        is_page=True,
        asked_weight=2.5,
        headings={
            "go_back_when": "facts.go_back_when",
            "fields": "worksheet.sheet",
            "texts": "worksheet.letters",
            "example": "appeal.example",
        },
    )
    steps: tuple[StepRef, ...] = ()
    go_back_when: Plain | None = None
    fields: Annotated[tuple[AnyField, ...], Setting(min_length=1)]
    texts: tuple[Letter, ...] = ()
    """Letters that write themselves from the answers."""
    example: Example | None = None
