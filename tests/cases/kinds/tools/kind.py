"""Tools: things to borrow."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field as Setting

from playbook.kinds import Item, Place, home
from playbook.scalars import Inline, Plain


@home
class Tool(Item):
    """Something to borrow."""

    kind = "tools"
    place = Place(rank=65, menu="do", icon="hammer-wrench", beside="cards", in_head=True)
    kept_at: Plain
    handle: Annotated[tuple[Inline, ...], Setting(min_length=1)]
    """What to mind."""
