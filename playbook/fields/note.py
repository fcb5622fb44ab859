"""Words between the questions."""

from __future__ import annotations

from typing import Literal

from playbook.fields.field import Field
from playbook.fields.registry import home
from playbook.scalars import Markdown


@home
class Note(Field):
    """Words between the questions: a heading, with or without a text."""

    in_table = False

    type: Literal["note"]
    text: Markdown | None = None
