"""What holds for all types that offer options."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field as Setting

from playbook.fields.field import Option, Question
from playbook.fields.fitting import BESIDE
from playbook.fields.paper import LabelledBox, line_width, option_width
from playbook.fields.text import Beside
from playbook.findings import clashing_old_names, duplicate_names
from playbook.wording import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playbook.fields.paper import Planner
    from playbook.findings import Found
    from playbook.source import Place


class Optioned(Question):
    """A question that is answered from options."""

    type: str
    options: Annotated[tuple[Option, ...], Setting(min_length=2)]

    def offered(self) -> tuple[Option, ...]:
        """Return the options."""
        return self.options

    def others(self) -> tuple[Question, ...]:
        """Return the texts that options ask for."""
        return tuple(
            Beside.make_unchecked(
                key=f"{self.key}{BESIDE}{option.id}",
                label=f"{self.label}: {option.label}",
                option=option.id,
                private=self.private,
                was=tuple(
                    f"{key}{BESIDE}{name}"
                    for key in (self.key, *self.was)
                    for name in (option.id, *option.was)
                    if (key, name) != (self.key, option.id)
                ),
            )
            for option in self.options
            if option.other
        )

    def mistakes(self, place: Place, figures: dict[str, bool]) -> Iterator[Found]:
        """Yield ids that stand twice among the options."""
        ids = [option.id for option in self.options]
        yield from duplicate_names(ids, (*place, "options"), "id")
        was = [option.was for option in self.options]
        yield from clashing_old_names(ids, was, (*place, "options"))
        yield from super().mistakes(place, figures)

    def wrong(self, text: str) -> tuple[str, str] | None:
        """Return what keeps a text from being an option."""
        ids = [option.id for option in self.options]
        if text in ids:
            return None
        hint = did_you_mean(text, ids, f"Options are: {', '.join(ids)}.")
        return f'chooses "{text}", which is not an option', hint

    def renew(self, value: Any) -> Any:
        """Return an answer, or some, with the ids of today for those that options had before."""
        if isinstance(value, list):
            return [self.renew(one) for one in value]
        if not isinstance(value, str):
            return value
        return next((option.id for option in self.options if value in option.was), value)

    def place_beside(self, planner: Planner, name: str, title: str) -> tuple[LabelledBox, ...]:
        """Plan a line for each text that options ask for."""
        asking = [option for option in self.options if option.other]
        boxes = [
            planner.text(f"{name}.{option.id}.text", "area", f"{option.label}, {title}")
            for option in asking
        ]
        return tuple(
            LabelledBox(box.slot, box.height, box.more, option.label)
            for box, option in zip(boxes, asking, strict=True)
        )

    def width(self) -> float:
        """Return the width of the options, one below the other."""
        return max(line_width(self.label), option_width(self.options))

    def whole(self) -> float:
        """Return the width of the options in one line."""
        return max(line_width(self.label, whole=True), option_width(self.options, whole=True))
