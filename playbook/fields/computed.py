"""A figure made from other answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field as Setting

from playbook.fields.field import Field, Question
from playbook.fields.registry import home
from playbook.wording import did_you_mean, in_quotes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playbook.fields.combining import Given, Part, Rows
    from playbook.fields.recipe import Recipe
    from playbook.fields.typed import Fitted
    from playbook.findings import Found
    from playbook.source import Place

_VERBS = {"sum": "adds up", "average": "averages", "count": "counts"}


@home
class Computed(Question):
    """A figure made from other answers and never stored.

    `of` names columns of the same row, or on the worksheet itself one `table.column`.
    """

    single, numeric, in_words = False, True, False
    span, in_grid = 2, False
    short, grows, narrow = True, False, 17

    type: Literal["computed"]
    operation: Literal["sum", "average", "count"]
    of: Annotated[tuple[str, ...], Setting(min_length=1)]

    def recipe(self) -> Recipe:
        """Return itself."""
        return self

    def mistakes(self, place: Place, figures: dict[str, bool]) -> Iterator[Found]:
        """Yield what it cannot be made of."""
        verb = _VERBS[self.operation]
        for index, name in enumerate(self.of):
            here = (*place, "of", index)
            if name not in figures:
                otherwise = f"It can take: {', '.join(figures) or 'nothing here'}."
                hint = did_you_mean(name, figures, otherwise)
                yield here, f"{verb} {in_quotes(name)}, which does not exist", hint
            elif self.operation != "count" and not figures[name]:
                hint = "Take a number or a scale, or write `operation: count`."
                yield here, f"{verb} {in_quotes(name)}, which holds no numbers", hint
        yield from super().mistakes(place, figures)

    def misfits(self, answer: object, place: Place) -> Iterator[Found]:
        """Yield any answer: nobody is asked."""
        yield from Field.misfits(self, answer, place)

    def fit(self, value: object) -> Fitted:
        """Return nothing: what is worked out is never stored."""
        return None, None

    def combine_answers(self, given: Given) -> list[Part]:
        """Return nothing."""
        return []

    def combine_rows(self, rows: Rows) -> list[Part]:
        """Return nothing."""
        return []
