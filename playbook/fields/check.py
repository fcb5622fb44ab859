"""A box to tick."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from playbook.fields.combining import part
from playbook.fields.field import Question
from playbook.fields.paper import OPTION, line_width
from playbook.fields.registry import home
from playbook.fields.typed import tidy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playbook.fields.combining import Given, Part, Rows
    from playbook.fields.paper import Planner, TickBox
    from playbook.fields.typed import Fitted
    from playbook.findings import Found
    from playbook.source import Place


@home
class Check(Question):
    """A box to tick."""

    labelled = labelled_in_row = "itself"
    in_words, span = False, 2
    grows, narrow = False, 17

    type: Literal["check"]

    def wrong(self, text: str) -> tuple[str, str] | None:
        """Return what keeps a text from being a tick."""
        return None if text == "true" else ("does not fit a box", "Write true, or leave it out.")

    def misfits(self, answer: object, place: Place) -> Iterator[Found]:
        """Yield what is no tick."""
        if answer is not True:
            yield from super().misfits(answer, place)

    def fit(self, value: object) -> Fitted:
        """Return a tick, or what is none."""
        return (True, None) if value in (True, "true") else (None, tidy(value))

    def combine_answers(self, given: Given) -> list[Part]:
        """Return who has ticked it; boxes that stand together become one grid."""
        return self.combine_rows([(self.key, self.label, given)])

    def combine_rows(self, rows: Rows) -> list[Part]:
        """Return who has ticked what, row by row."""
        ticked = [{"label": label, "by": [by for by, _ in given]} for _, label, given in rows]
        return [part("ticks", self, rows=ticked)]

    def place(self, planner: Planner, name: str, title: str) -> TickBox:
        """Plan a box."""
        return planner.tick(name, title, self, required=self.required)

    def whole(self) -> float:
        """Return the width of the box with its label."""
        return line_width(self.label, whole=True) + OPTION
