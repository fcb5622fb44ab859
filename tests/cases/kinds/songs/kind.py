"""Songs: what people sing together."""

from __future__ import annotations

from playbook.kinds import Item, Place, home
from playbook.scalars import Prose


@home
class Song(Item):
    """Something to sing; all songs share one page."""

    kind = "songs"
    place = Place(
        rank=25,
        menu="think",
        icon="music",
        colors=("#6b1f5c", "#e7a6d8"),
        on_one_page=True,
        beside="rows",
        weight=0.8,
    )
    verse: Prose
