"""A number."""

from __future__ import annotations

from typing import Literal

from playbook.fields.field import Question
from playbook.fields.numbers import read_number
from playbook.fields.registry import home


@home
class Number(Question):
    """A number, stored as it was typed; `unit` says of what."""

    numeric, told = True, "not_a_number"
    span, formed = 2, True
    short, grows, narrow = True, False, 21

    type: Literal["number"]

    def figures(self) -> dict[str, bool]:
        """Return itself: it can be added up."""
        return {self.key: True}

    def wrong(self, text: str) -> tuple[str, str] | None:
        """Return what keeps a text from being a number."""
        if read_number(text) is not None:
            return None
        return "is not a number", "Write it with digits."
