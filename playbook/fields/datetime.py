"""A day and a time."""

from __future__ import annotations

from typing import Literal

from playbook.fields.field import Question
from playbook.fields.registry import home


@home
class DateTime(Question):
    """A day and a time."""

    type: Literal["datetime"]
