"""The list of a kind: on one page, or on several where it is long to load."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import accumulate, groupby
from typing import TYPE_CHECKING

from playbook.model import KINDS, Step

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from playbook.link import Entry
    from playbook.model import Phase

MOST = 60_000
"""Bytes of text on a page, as `weight` counts them: they become 0.4 of that, compressed as hosts
do, which keeps a first visit below 90 KB with fonts, styles and the names of a few hundred more."""
ROW = 150
"""What the frame of a row and the steps it names come to."""
LINK = 60
"""What a link comes to."""
_UNSEEN = {"aliases", "audience", "picture", "related", "reviewed", "sources", "tags", "was"}


@dataclass(frozen=True)
class ListPage:
    """One page of a list."""

    number: int
    name: str
    """Its address without the slash at its end: `tips`, `tips/page/2`."""
    entries: tuple[Entry, ...]
    begins: tuple[Phase, ...]
    """Phases whose first row stands here."""


def is_long(kind: str, entries: Iterable[Entry]) -> bool:
    """Whether a kind's list stands on several pages; the route is one picture and stays whole."""
    return _is_long(kind, map(weight, entries))


def _is_long(kind: str, weights: Iterable[int]) -> bool:
    return kind != Step.kind and sum(weights) > MOST


def weight(entry: Entry) -> int:
    """Return about how many bytes of text an entry adds to the list of its kind."""
    item = entry.item
    if not item.place.on_one_page:
        return len(f"{item.title}{item.summary}".encode()) + ROW
    shown = item.model_dump_json(exclude_defaults=True, exclude=_UNSEEN)
    return len(shown.encode()) + LINK * len(entry.around)


def list_pages(
    kind: str, entries: tuple[Entry, ...], phases: Sequence[Phase]
) -> tuple[ListPage, ...]:
    """Return the pages of a kind's list, of like weight; each shows its entries in their order."""
    if KINDS[kind].place.by_title:
        entries = tuple(sorted(entries, key=lambda entry: entry.item.title.casefold()))
    rows = [(entry, weight(entry)) for entry in entries]
    if not _is_long(kind, (weight for _, weight in rows)):
        return (ListPage(1, kind, entries, ()),)
    if not KINDS[kind].place.on_one_page:
        places = {phase.id: at for at, phase in enumerate(phases)}
        rows.sort(key=lambda row: places[row[0].phase.id] if row[0].phase else len(places))
    seen: set[str] = set()
    pages = []
    for number, part in enumerate(_parts(rows), 1):
        met = {entry.phase.id for entry in part if entry.phase}
        name = kind if number == 1 else f"{kind}/page/{number}"
        begins = tuple(phase for phase in phases if phase.id in met - seen)
        pages.append(ListPage(number, name, part, begins))
        seen |= met
    return tuple(pages)


def _parts(rows: Sequence[tuple[Entry, int]]) -> list[tuple[Entry, ...]]:
    """Cut a list of entries with their weights where equal shares of its weight end."""
    ends = list(accumulate(weight for _, weight in rows))
    count = -(-ends[-1] // MOST)
    cuts = [ends[-1] * at // count for at in range(1, count)]
    parts = groupby(zip(rows, ends, strict=True), key=lambda pair: bisect_left(cuts, pair[1]))
    return [tuple(entry for (entry, _), _ in part) for _, part in parts]
