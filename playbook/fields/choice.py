"""One of some options."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from playbook.fields.combining import all_agree, is_each, option_counts
from playbook.fields.options import Optioned
from playbook.fields.paper import OptionTicks
from playbook.fields.registry import home

if TYPE_CHECKING:
    from playbook.fields.combining import Given, Part
    from playbook.fields.paper import Planner
    from playbook.fields.typed import Fitted


@home
class Choice(Optioned):
    """One of the options."""

    axis, strict = True, True
    labelled = "legend"
    span = 2

    type: Literal["choice"]

    def choose(self, answer: Any, option: str) -> Any:
        """Return the answer, or the option where there is none."""
        return answer or option

    def fit(self, value: object) -> Fitted:
        """Return the option, under its id of today."""
        return super().fit(self.renew(value))

    def as_read(self, answer: Any) -> Any:
        """Return the label of the option."""
        return next((one.label for one in self.options if one.id == answer), answer)

    def combine_answers(self, given: Given) -> list[Part]:
        """Return who has chosen what; several answers are something to talk about."""
        found = option_counts(self, [(by, [answer]) for by, answer in given])
        if len(given) > 1 and not all_agree(given) and not is_each(self):
            found["talk"].append({"kind": "differ", "label": self.label, "path": self.key})
        return [found]

    def place(self, planner: Planner, name: str, title: str) -> OptionTicks:
        """Plan a ring for each option."""
        said = [(option.id, option.label, option.label) for option in self.options]
        rings = planner.rings(self, name, title, said)
        return OptionTicks(rings, self.place_beside(planner, name, title))
