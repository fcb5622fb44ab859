"""Ground rules that a coalition can adopt."""

from __future__ import annotations

from playbook.kinds.item import Item, Place
from playbook.kinds.registry import home
from playbook.scalars import Inline, StepRef


@home
class Rule(Item):
    """A ground rule that a coalition can adopt."""

    kind = "rules"
    place = Place(rank=80, menu="think", icon="handshake-outline", on_one_page=True)
    steps: tuple[StepRef, ...] = ()
    say: Inline
    """The rule as a group would write it into its own agreement."""
