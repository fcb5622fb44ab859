"""A day and a time."""

from __future__ import annotations

import datetime
from typing import Literal

from playbook.fields.field import Question
from playbook.fields.registry import home


@home
class DateTime(Question):
    """A day and a time."""

    span, formed = 2, True
    short, grows, narrow = True, False, 34
    mark = "sheet.datetime"

    type: Literal["datetime"]

    def wrong(self, text: str) -> tuple[str, str] | None:
        """Return what keeps a text from being a day with a time."""
        try:
            fits = datetime.datetime.fromisoformat(text).isoformat("T", "minutes") == text
        except ValueError:
            fits = False
        return None if fits else ("is not a day with a time", "Write it like 2026-11-22T18:30.")
