"""One of some options."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field as Setting

from playbook.fields.combining import agreed, is_each, option_counts
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

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playbook.fields.combining import Given, Part
    from playbook.fields.paper import Planned, Writer
    from playbook.fields.typed import Fitted
    from playbook.findings import Found
    from playbook.source import Place


@home
class Choice(Question):
    """One of the options."""

    axis, strict = True, True
    labelled = "legend"
    span = 2

    type: Literal["choice"]
    options: Annotated[tuple[Option, ...], Setting(min_length=2)]

    def offered(self) -> tuple[Option, ...]:
        """Return the options."""
        return self.options

    def others(self) -> tuple[Question, ...]:
        """Return the texts that options ask for."""
        return texts_beside(self, self.options)

    def choosing(self, answer: Any, option: str) -> Any:
        """Return the answer, or the option where there is none."""
        return answer or option

    def mistakes(self, place: Place, figures: dict[str, bool]) -> Iterator[Found]:
        """Yield options of one id."""
        yield from option_mistakes(self.options, place)
        yield from super().mistakes(place, figures)

    def wrong(self, text: str) -> tuple[str, str] | None:
        """Return what keeps a text from being an option."""
        return unknown_option(text, self.options)

    def fit(self, value: object) -> Fitted:
        """Return the option, under its id of today."""
        return super().fit(renew(value, self.options))

    def shown(self, answer: Any) -> Any:
        """Return the label of the option."""
        return next((one.label for one in self.options if one.id == answer), answer)

    def combined(self, given: Given) -> list[Part]:
        """Return who has chosen what; several answers are something to talk about."""
        found = option_counts(self, [(by, [answer]) for by, answer in given])
        if len(given) > 1 and not agreed(given) and not is_each(self):
            found["talk"].append({"kind": "differ", "label": self.label, "path": self.key})
        return [found]

    def place(self, writer: Writer, name: str, title: str) -> Planned:
        """Plan a ring for each option."""
        said = [(option.id, option.label, option.label) for option in self.options]
        rings = writer.rings(self, name, title, said)
        return {"options": rings, "texts": plan_beside(writer, name, title, self.options)}

    def width(self) -> float:
        """Return the width of the options, one below the other."""
        return max(line_width(self.label), option_width(self.options))

    def whole(self) -> float:
        """Return the width of the options in one line."""
        return max(line_width(self.label, whole=True), option_width(self.options, whole=True))
