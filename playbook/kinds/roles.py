"""Roles: the parts that people play."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field as Setting

from playbook.kinds.item import Item, Place
from playbook.kinds.registry import home
from playbook.scalars import Inline, StepRef, ToolRef


@home
class Role(Item):
    """A part that somebody plays."""

    kind = "roles"
    place = Place(
        rank=90,
        menu="look_up",
        icon="account-group-outline",
        colors=("#005c61", "#a8e6eb"),
        headings={"does": "role.does", "needs": "role.needs", "watch_out": "role.watch_out"},
    )
    steps: tuple[StepRef, ...] = ()
    does: Annotated[tuple[Inline, ...], Setting(min_length=1)]
    needs: tuple[Inline, ...] = ()
    watch_out: Inline | None = None
    tools: tuple[ToolRef, ...] = ()
