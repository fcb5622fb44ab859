"""A number from one end to the other."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field as Setting
from pydantic import model_validator
from pydantic_core import PydanticCustomError

from playbook.fields.field import Question
from playbook.fields.registry import home
from playbook.scalars import Plain


@home
class Scale(Question):
    """A number from `min` to `max`, with words at both ends."""

    type: Literal["scale"]
    min: Annotated[int, Setting(ge=0, le=10)] = 1
    max: Annotated[int, Setting(ge=1, le=10)] = 5
    low: Plain
    high: Plain

    @model_validator(mode="after")
    def _rising(self) -> Self:
        if self.min >= self.max:
            raise PydanticCustomError("scale_order", "ends where it begins")
        return self
