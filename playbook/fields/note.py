"""Words between the questions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from playbook.fields.field import Field
from playbook.fields.paper import PlannedNote
from playbook.fields.registry import home
from playbook.scalars import Markdown

if TYPE_CHECKING:
    from playbook.fields.paper import Planner


@home
class Note(Field):
    """Words between the questions: a heading, with or without a text."""

    asks, in_table, single = False, False, False
    labelled = "itself"

    type: Literal["note"]
    text: Markdown | None = None

    def on_sheet(self, planner: Planner) -> PlannedNote:
        """Return the words."""
        text = planner.renderer.body(self.text) if self.text else None
        return PlannedNote(self.type, self.label, text)
