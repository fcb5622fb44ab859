"""A day."""

from __future__ import annotations

from typing import Literal

from playbook.fields.field import Question
from playbook.fields.registry import home


@home
class Date(Question):
    """A day."""

    type: Literal["date"]
