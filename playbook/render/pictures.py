"""The pictures of items: the one that it has, the dates of a case, the stops of a path."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup as Safe

from playbook.drawing import Drawing, dates_of, picture_svg, stops_picture, timeline_svg
from playbook.model import CaseStudy, Move, Path

if TYPE_CHECKING:
    from collections.abc import Mapping

    from playbook.link import Entry
    from playbook.model import Item, Phase, Ref
    from playbook.render.words import Words


def picture_of(record: Item | Phase, *, thumb: bool = False) -> Safe:
    """Return the picture of an item or a phase, or its thumbnail; nothing where it has none."""
    drawing = record.picture
    return picture_svg(drawing, thumb) if isinstance(drawing, Drawing) else Safe("")


def path_picture(entry: Entry, entries: Mapping[Ref, Entry]) -> Safe:
    """Return the picture of a path, drawn from its stops, which are among `entries`."""
    assert isinstance(entry.item, Path), "a path"
    stops = (entries[stop.item] for stop in entry.item.stops)
    return stops_picture([(stop.kind, stop.number) for stop in stops])


def timeline_of(entry: Entry, words: Words) -> Safe:
    """Return the picture of a case's dated moves; nothing where there is too little to see."""
    assert isinstance(entry.item, CaseStudy), "a case"
    whens = [move.when for move in entry.item.moves if isinstance(move, Move)]
    months = words.locale.months["format"]["wide"]
    dates = dates_of(whens, [months[number] for number in range(1, 13)])
    years = {"first": int(min(dates, default=0)), "last": int(max(dates, default=0))}
    return timeline_svg(dates, words("case.timeline", count=len(dates), **years))
