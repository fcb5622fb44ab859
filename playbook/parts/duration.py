"""How long something takes: `40`, `30-60` (minutes), `4-12 hours`, `2 days`, `3-6 weeks`."""

from __future__ import annotations

import re
from typing import Annotated, Literal, Self, TypeAlias, get_args

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema, model_validator

from playbook.scalars import Record
from playbook.wording import model_error

Unit: TypeAlias = Literal["minutes", "hours", "days", "weeks"]
_MINUTES: dict[Unit, int] = {"minutes": 1, "hours": 60, "days": 24 * 60, "weeks": 7 * 24 * 60}
_UNITS = "|".join(f"{unit}?" for unit in get_args(Unit))
_WRITTEN = re.compile(rf"(\d{{1,5}})(?:\s*[-\u2013]\s*(\d{{1,5}}))?(?:\s+({_UNITS}))?")
_SCHEMA = rf"^\d{{1,5}}(?:-\d{{1,5}})?(?: (?:{_UNITS}))?$"


class Duration(Record):
    """A length of time, or a range of it, in one unit."""

    low: int
    high: int
    unit: Unit = "minutes"

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        found = _WRITTEN.fullmatch(value.strip())
        if found is None or (found[2] and int(found[2]) <= int(found[1])):
            raise model_error("duration")
        unit = found[3] or "minutes"
        unit = unit if unit.endswith("s") else f"{unit}s"
        return {"low": int(found[1]), "high": int(found[2] or found[1]), "unit": unit}

    @model_validator(mode="after")
    def _positive(self) -> Self:
        if self.low < 1:
            raise model_error("duration")
        return self

    @property
    def minutes(self) -> tuple[int, int]:
        """The shortest and the longest time in minutes, by the clock."""
        return self.low * _MINUTES[self.unit], self.high * _MINUTES[self.unit]

    def __str__(self) -> str:
        span = f"{self.low}" if self.low == self.high else f"{self.low}-{self.high}"
        if self.unit == "minutes":
            return span
        return f"{span} {self.unit if self.high > 1 else self.unit.removesuffix('s')}"


def _no_group(value: object) -> object:
    if isinstance(value, dict):
        raise model_error("duration")
    return value


Time = Annotated[
    Duration,
    BeforeValidator(_no_group),
    PlainSerializer(str),
    WithJsonSchema({"anyOf": [{"type": "integer"}, {"type": "string", "pattern": _SCHEMA}]}),
]
