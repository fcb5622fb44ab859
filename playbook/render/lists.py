"""The list of a kind: on one page, or on several where it is long."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from playbook.model import KINDS, Step

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playbook.link import Entry
    from playbook.model import Phase

MOST = 200
"""Rows on a page: with summaries like ours it stays below 90 KB, fonts and styles included."""


@dataclass(frozen=True)
class ListPage:
    """One page of a list."""

    number: int
    name: str
    """Its address without the slash at its end: `tips`, `tips/page/2`."""
    entries: tuple[Entry, ...]
    begins: tuple[Phase, ...]
    """Phases whose first row stands here."""


def is_long(kind: str, entries: tuple[Entry, ...]) -> bool:
    """Whether a kind's list stands on several pages.

    The route is one picture, and what shares a page is linked by its place there: both stay whole.
    """
    return len(entries) > MOST and kind != Step.kind and not KINDS[kind].place.on_one_page


def list_pages(
    kind: str, entries: tuple[Entry, ...], phases: Sequence[Phase]
) -> tuple[ListPage, ...]:
    """Return the pages of a kind's list, of even length; the rows of a phase stand together."""
    if not is_long(kind, entries):
        return (ListPage(1, kind, entries, ()),)
    order = [phase.id for phase in phases]
    ranked = sorted(entries, key=lambda one: order.index(one.phase.id) if one.phase else len(order))
    count = -(-len(ranked) // MOST)
    cuts = [len(ranked) * at // count for at in range(count + 1)]
    first = {one.phase.id: at for at, one in reversed(list(enumerate(ranked))) if one.phase}
    return tuple(
        ListPage(
            at + 1,
            f"{kind}/page/{at + 1}" if at else kind,
            tuple(ranked[start:end]),
            tuple(phase for phase in phases if start <= first.get(phase.id, -1) < end),
        )
        for at, (start, end) in enumerate(pairwise(cuts))
    )
