"""Any of some options."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from playbook.fields.combining import option_counts
from playbook.fields.options import Optioned
from playbook.fields.paper import LabelledTick, OptionTicks
from playbook.fields.registry import home
from playbook.fields.typed import tidy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playbook.fields.combining import Given, Part
    from playbook.fields.paper import Planner
    from playbook.fields.typed import Fitted
    from playbook.findings import Found
    from playbook.source import Place


@home
class Choices(Optioned):
    """Any of the options."""

    labelled = labelled_in_row = "legend"
    span, in_grid = 6, False
    combines = ("as", "match", "say")

    type: Literal["choices"]

    def choose(self, answer: Any, option: str) -> Any:
        """Return what is chosen, and the option."""
        return [one.id for one in self.options if one.id == option or one.id in (answer or ())]

    def figures(self) -> dict[str, bool]:
        """Return itself: what is chosen can be counted."""
        return {self.key: False}

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
        given = self.renew(value)
        chosen = [option.id for option in self.options if option.id in given]
        return chosen or None, tidy([one for one in given if one not in chosen])

    def as_read(self, answer: Any) -> Any:
        """Return the labels of the options."""
        return [one.label for one in self.options if one.id in answer]

    def combine_answers(self, given: Given) -> list[Part]:
        """Return who has chosen what."""
        return [option_counts(self, given)]

    def place(self, planner: Planner, name: str, title: str) -> OptionTicks:
        """Plan a box for each option; what is said of the question is said with the first."""
        ticks: list[LabelledTick] = []
        for option in self.options:
            label = f"{option.label}, {title}"
            box = planner.tick(f"{name}.{option.id}", label, None if ticks else self)
            ticks.append(LabelledTick(box.slot, option.label))
        return OptionTicks(tuple(ticks), self.place_beside(planner, name, title))
