"""A list of lines."""

from __future__ import annotations

from typing import Literal

from playbook.fields.field import Question, Rows
from playbook.fields.registry import home


@home
class List(Question):
    """A list of lines; `rows` is how many a blank sheet offers."""

    in_table = False

    type: Literal["list"]
    rows: Rows = 5
