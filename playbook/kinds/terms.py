"""Terms: what words mean here."""

from __future__ import annotations

from playbook.kinds.item import Item, Place
from playbook.kinds.registry import home


@home
class Term(Item):
    """A word and what it means here; `title` is the word, `summary` the meaning."""

    kind = "terms"
    place = Place(
        rank=100,
        menu="look_up",
        icon="book-alphabet",
        in_foot=True,
        on_one_page=True,
        by_title=True,
        weight=0.95,
    )
