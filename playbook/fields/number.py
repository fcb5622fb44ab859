"""A number."""

from __future__ import annotations

from typing import Literal

from playbook.fields.field import Question
from playbook.fields.registry import home


@home
class Number(Question):
    """A number, stored as it was typed; `unit` says of what."""

    type: Literal["number"]
