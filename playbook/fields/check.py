"""A box to tick."""

from __future__ import annotations

from typing import Literal

from playbook.fields.field import Question
from playbook.fields.registry import home


@home
class Check(Question):
    """A box to tick."""

    type: Literal["check"]
