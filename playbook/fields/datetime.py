"""A day and a time."""

from __future__ import annotations

import datetime
from typing import Literal

from playbook.fields.date import Moment
from playbook.fields.registry import home


@home
class DateTime(Moment):
    """A day and a time."""

    narrow = 34
    mark = "sheet.datetime"
    wanted = ("is not a day with a time", "Write it like 2026-11-22T18:30.")

    type: Literal["datetime"]

    def in_full(self, text: str) -> str:
        """Return the minute of the day."""
        return datetime.datetime.fromisoformat(text).isoformat("T", "minutes")
