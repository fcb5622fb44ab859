"""Tips: one piece of advice each."""

from __future__ import annotations

from playbook.kinds.item import Item, Place
from playbook.kinds.registry import home
from playbook.scalars import Bool, StepRef


@home
class Tip(Item):
    """One piece of advice, filed under the steps it helps."""

    kind = "tips"
    place = Place(
        rank=20,
        menu="think",
        icon="lightbulb-on-outline",
        colors=("#4b3c17", "#be8a28"),
        in_head=True,
        beside="rows",
    )
    steps: tuple[StepRef, ...] = ()
    principle: Bool = False
    """A belief that the whole playbook rests on, more than a thing to do."""
