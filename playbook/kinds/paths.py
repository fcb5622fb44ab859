"""Paths: items in an order that suits a situation or a method."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field as Setting

from playbook.kinds.item import Item, Place
from playbook.kinds.registry import home
from playbook.scalars import AnyRef, Bool, Inline, Plain, Record


class Stop(Record):
    """A stop on a path."""

    item: AnyRef
    note: Inline | None = None


@home
class Path(Item):
    """Items in an order that suits a situation, or that a method teaches."""

    kind = "paths"
    place = Place(
        rank=110,
        menu="look_up",
        leads_menu=True,
        icon="map-marker-path",
        in_box=False,
        is_page=True,
        headings={"stops": "path.along"},
    )
    type: Literal["situation", "method"] = "situation"
    for_whom: Plain
    stops: Annotated[tuple[Stop, ...], Setting(min_length=2)]
    sign_in: Bool = True
    """Whether its packet has a list to sign; a talk of two needs none."""

    @property
    def is_late(self) -> bool:
        """Whether it stands behind the others: methods come after situations."""
        return self.type == "method"
