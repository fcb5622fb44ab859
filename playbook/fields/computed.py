"""A figure made from other answers."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field as Setting

from playbook.fields.field import Question
from playbook.fields.registry import home


@home
class Computed(Question):
    """A figure made from other answers and never stored.

    `of` names columns of the same row, or on the worksheet itself one `table.column`.
    """

    type: Literal["computed"]
    operation: Literal["sum", "average", "count"]
    of: Annotated[tuple[str, ...], Setting(min_length=1)]
