"""A number from one end to the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from pydantic import Field as Setting
from pydantic import model_validator

from playbook.fields.combining import is_each, median, part
from playbook.fields.field import Question
from playbook.fields.paper import LETTER, STEP, Ends, Steps, line_width
from playbook.fields.registry import home
from playbook.scalars import Bool, Plain
from playbook.wording import model_error

if TYPE_CHECKING:
    from playbook.fields.combining import Given, Part, Rows
    from playbook.fields.paper import Planner


UNKNOWN = "unknown"
"""What is stored where people do not know."""
_WORDS = 26
"""Millimetres that the words for it take, about."""


@home
class Scale(Question):
    """A number from `min` to `max`, with words at both ends."""

    numeric, axis, strict, formed = True, True, True, True
    labelled = labelled_in_row = "legend"
    span, grows = 6, False

    type: Literal["scale"]
    min: Annotated[int, Setting(ge=0, le=10)] = 1
    max: Annotated[int, Setting(ge=1, le=10)] = 5
    low: Plain
    high: Plain
    unknown: Bool = False
    """Whether people may say that they do not know; averages leave that out."""

    @model_validator(mode="after")
    def _rising(self) -> Self:
        if self.min >= self.max:
            raise model_error("scale_order")
        return self

    def steps(self) -> tuple[str, ...]:
        """Return the numbers."""
        return tuple(str(step) for step in range(self.min, self.max + 1))

    def controls(self) -> int:
        """Return the number of its steps."""
        return self.max - self.min + 1

    def figures(self) -> dict[str, bool]:
        """Return itself: it can be added up."""
        return {self.key: True}

    def wrong(self, text: str) -> tuple[str, str] | None:
        """Return what keeps a text from being a step."""
        if text in self.steps() or (self.unknown and text == UNKNOWN):
            return None
        return "lies outside the scale", f"Write {self.min} to {self.max}."

    def as_read(self, answer: Any) -> Any:
        """Return the number; None for who does not know."""
        return None if answer == UNKNOWN else answer

    def combine_answers(self, given: Given) -> list[Part]:
        """Return how the answers spread."""
        return self.combine_rows([(self.key, self.label, given)])

    def combine_rows(self, rows: Rows) -> list[Part]:
        """Return how the answers to each row spread, the widest first.

        Who does not know is left out of the figures. Rows whose ends are three quarters of the
        scale apart are something to talk about.
        """
        found = [self._spread(path, label, given) for path, label, given in rows]
        found.sort(key=lambda row: -int(row["spread"]))  # as they stand where that is the same
        far = [row for row in found if row["spread"] * 4 >= (self.max - self.min) * 3]
        ends = {"low": self.low, "high": self.high, "steps": list(self.steps())}
        scores = part("scores", self, rows=found, **ends)
        if not is_each(self):
            keys = ("label", "path", "least", "most")
            scores["talk"] = [{"kind": "far", **{key: row[key] for key in keys}} for row in far]
        return [scores]

    def _spread(self, path: str, label: str, given: Given) -> dict[str, Any]:
        known = [(by, int(answer)) for by, answer in given if answer != UNKNOWN]
        scores = [score for _, score in known]
        steps = range(self.min, self.max + 1)
        return {
            "label": label,
            "path": path,
            "by": [[by for by, score in known if score == step] for step in steps],
            "unknown": [by for by, answer in given if answer == UNKNOWN],
            "median": median(scores) if scores else "",
            "least": str(min(scores)) if scores else "",
            "most": str(max(scores)) if scores else "",
            "spread": max(scores) - min(scores) if scores else 0,
        }

    def place(self, planner: Planner, name: str, title: str) -> Steps:
        """Plan a ring for each step."""
        ends = {str(self.min): self.low, str(self.max): self.high}
        said = [
            (step, step, f"{step}, {ends[step]}" if step in ends else step) for step in self.steps()
        ]
        rings = planner.rings(self, name, title, said)
        unknown = None
        if self.unknown:
            words = planner.word("fields.scale.unknown")
            (unknown,) = planner.rings(self, name, title, [(UNKNOWN, words, words)])
        return Steps(rings, self.low, self.high, unknown)

    def head(self) -> Ends:
        """Return the words at both ends."""
        return Ends(self.low, self.high, f"{self.min}-{self.max}")

    def width(self) -> float:
        """Return the width of the steps side by side."""
        words = _WORDS if self.unknown else 0
        return max(line_width(self.label), len(self.steps()) * STEP + 3, words)

    def whole(self) -> float:
        """Return the width of the steps between the words at both ends."""
        ends = (len(self.low) + len(self.high)) * LETTER
        steps = len(self.steps()) * (STEP + 4) + ends + 8 + (_WORDS if self.unknown else 0)
        return max(line_width(self.label, whole=True), steps)
