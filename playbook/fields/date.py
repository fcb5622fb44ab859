"""A day, and what holds for all that a calendar has."""

from __future__ import annotations

import datetime
from typing import Literal

from playbook.fields.field import Question
from playbook.fields.registry import home


class Moment(Question):
    """A moment, as ISO 8601 writes it."""

    span, formed = 2, True
    short, grows, calendar = True, False, True

    def wrong(self, text: str) -> tuple[str, str] | None:
        """Return what keeps a text from being such a moment."""
        try:
            fits = self.in_full(text) == text
        except ValueError:
            fits = False
        return None if fits else self.wanted

    def in_full(self, text: str) -> str:
        """Return the moment in `text` in full; raises ValueError where it is none."""
        raise NotImplementedError


@home
class Date(Moment):
    """A day."""

    narrow = 25
    mark = "sheet.date"
    wanted = ("is not a date", "Write year, month and day, like 2026-11-22.")

    type: Literal["date"]

    def in_full(self, text: str) -> str:
        """Return the day."""
        return str(datetime.date.fromisoformat(text))
