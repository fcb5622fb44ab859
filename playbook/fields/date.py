"""A day."""

from __future__ import annotations

import datetime
from typing import Literal

from playbook.fields.field import Question
from playbook.fields.registry import home


@home
class Date(Question):
    """A day."""

    span, formed = 2, True
    short, grows, narrow = True, False, 25
    mark = "sheet.date"

    type: Literal["date"]

    def wrong(self, text: str) -> tuple[str, str] | None:
        """Return what keeps a text from being a day."""
        try:
            fits = str(datetime.date.fromisoformat(text)) == text
        except ValueError:
            fits = False
        return None if fits else ("is not a date", "Write year, month and day, like 2026-11-22.")
