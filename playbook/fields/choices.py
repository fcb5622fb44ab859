"""Any of some options."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field as Setting

from playbook.fields.combining import option_counts
from playbook.fields.field import Option, Question
from playbook.fields.options import (
    option_mistakes,
    plan_beside,
    renew,
    texts_beside,
    unknown_option,
)
from playbook.fields.paper import line_width, option_width
from playbook.fields.registry import home
from playbook.fields.typed import tidy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playbook.fields.combining import Given, Part
    from playbook.fields.paper import Planned, Writer
    from playbook.fields.typed import Fitted
    from playbook.findings import Found
    from playbook.source import Place


@home
class Choices(Question):
    """Any of the options."""

    labelled = labelled_in_row = "legend"
    span, in_grid = 6, False
    combines = ("as", "match", "say")

    type: Literal["choices"]
    options: Annotated[tuple[Option, ...], Setting(min_length=2)]

    def offered(self) -> tuple[Option, ...]:
        """Return the options."""
        return self.options

    def others(self) -> tuple[Question, ...]:
        """Return the texts that options ask for."""
        return texts_beside(self, self.options)

    def choosing(self, answer: Any, option: str) -> Any:
        """Return what is chosen, and the option."""
        return [one.id for one in self.options if one.id == option or one.id in (answer or ())]

    def figures(self) -> dict[str, bool]:
        """Return itself: what is chosen can be counted."""
        return {self.key: False}

    def mistakes(self, place: Place, figures: dict[str, bool]) -> Iterator[Found]:
        """Yield options of one id."""
        yield from option_mistakes(self.options, place)
        yield from super().mistakes(place, figures)

    def wrong(self, text: str) -> tuple[str, str] | None:
        """Return what keeps a text from being an option."""
        return unknown_option(text, self.options)

    def misfits(self, answer: object, place: Place) -> Iterator[Found]:
        """Yield each text that is no option."""
        if not isinstance(answer, list) or not all(isinstance(one, str) for one in answer):
            yield place, "does not fit the question", "Write a list of texts."
            return
        for index, one in enumerate(answer):
            yield from super().misfits(one, (*place, index))

    def fit(self, value: object) -> Fitted:
        """Return the options that are chosen in the worksheet's order, and what is none."""
        if not isinstance(value, list):
            return None, tidy(value)
        given = renew(value, self.options)
        chosen = [option.id for option in self.options if option.id in given]
        return chosen or None, tidy([one for one in given if one not in chosen])

    def shown(self, answer: Any) -> Any:
        """Return the labels of the options."""
        return [one.label for one in self.options if one.id in answer]

    def combined(self, given: Given) -> list[Part]:
        """Return who has chosen what."""
        return [option_counts(self, given)]

    def place(self, writer: Writer, name: str, title: str) -> Planned:
        """Plan a box for each option."""
        boxes = [
            writer.box(f"{name}.{option.id}", f"{option.label}, {title}", None if number else self)
            for number, option in enumerate(self.options)
        ]
        pairs = zip(boxes, self.options, strict=True)
        options = [{"slot": slot, "label": option.label} for slot, option in pairs]
        return {"options": options, "texts": plan_beside(writer, name, title, self.options)}

    def width(self) -> float:
        """Return the width of the options, one below the other."""
        return max(line_width(self.label), option_width(self.options))

    def whole(self) -> float:
        """Return the width of the options in one line."""
        return max(line_width(self.label, whole=True), option_width(self.options, whole=True))
