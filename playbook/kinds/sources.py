"""Sources: where ideas came from."""

from __future__ import annotations

from playbook.kinds.item import Item, Place
from playbook.kinds.registry import home
from playbook.scalars import Address, Bool, Inline, Plain, When


@home
class Source(Item):
    """Where ideas came from; `title` names the work, `summary` says what it gives."""

    kind = "sources"
    place = Place(
        rank=120,
        menu="look_up",
        icon="bookshelf",
        in_box=False,
        in_foot=True,
        on_one_page=True,
        beside="sources",
        weight=0.75,
    )
    by: Plain
    urls: tuple[Address, ...] = ()
    published: When | None = None
    founding: Bool = False
    """One of the documents that this playbook began with."""
    note: Inline | None = None

    @property
    def is_late(self) -> bool:
        """Whether it stands behind the others: the wider field comes after founding documents."""
        return not self.founding
