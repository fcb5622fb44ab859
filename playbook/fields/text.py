"""One line of text."""

from __future__ import annotations

from typing import Literal

from playbook.fields.field import Question
from playbook.fields.registry import home


@home
class Text(Question):
    """One line."""

    titles = True

    type: Literal["text"]
