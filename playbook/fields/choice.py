"""One of the options."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field as Setting

from playbook.fields.field import Option, Question
from playbook.fields.registry import home


@home
class Choice(Question):
    """One of the options."""

    type: Literal["choice"]
    options: Annotated[tuple[Option, ...], Setting(min_length=2)]
