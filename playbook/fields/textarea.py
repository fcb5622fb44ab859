"""Several lines of text."""

from __future__ import annotations

from typing import Literal

from playbook.fields.field import Question, Rows
from playbook.fields.registry import home


@home
class TextArea(Question):
    """Several lines; `rows` is how many a blank sheet offers."""

    type: Literal["textarea"]
    rows: Rows = 4
