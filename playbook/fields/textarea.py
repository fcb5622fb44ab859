"""Several lines of text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field as Setting

from playbook.fields.field import Question
from playbook.fields.registry import home

if TYPE_CHECKING:
    from playbook.fields.paper import Planner, TextBox


@home
class TextArea(Question):
    """Several lines; `rows` is how many a blank sheet offers."""

    one_line = False
    span, narrow = 6, 46

    type: Literal["textarea"]
    rows: Annotated[int, Setting(ge=1, le=40)] = 4

    def place(self, planner: Planner, name: str, title: str) -> TextBox:
        """Plan a box of so many lines."""
        return planner.text(name, "area", title, field=self, lines=self.rows)
