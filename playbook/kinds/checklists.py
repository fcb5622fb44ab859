"""Checklists: things to have done."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field as Setting

from playbook.kinds.item import Item, Place
from playbook.kinds.registry import home
from playbook.parts.checks import Check, ListEntry
from playbook.scalars import Plain, StepRef


@home
class Checklist(Item):
    """Things to have done before, during or after something."""

    kind = "checklists"
    place = Place(
        rank=60,
        menu="do",
        icon="format-list-checks",
        colors=("#4c664a", "#81977e"),
        in_head=True,
        beside="cards",
        is_page=True,
        is_sheet=True,
        asked_weight=2.2,
        headings={"use_when": "facts.use_when", "items": "paper.list"},
    )
    steps: tuple[StepRef, ...] = ()
    use_when: Plain | None = None
    items: Annotated[tuple[ListEntry, ...], Setting(min_length=1)]

    @property
    def checks(self) -> tuple[Check, ...]:
        """What there is to tick, without the words between."""
        return tuple(entry for entry in self.items if isinstance(entry, Check))
