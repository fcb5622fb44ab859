"""What the page "Tonight" knows: what people meet for, with the points and sheets of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from playbook.answers import WITH_PDF
from playbook.model import Guide, Ref

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playbook.link import Entry, Linked
    from playbook.model import Block


@dataclass(frozen=True)
class Meeting:
    """What people meet for, and its points with their minutes."""

    id: str
    title: str
    guide: Entry | None
    points: tuple[Block, ...]

    @property
    def minutes(self) -> int:
        """How long its points take together."""
        return sum(point.minutes for point in self.points)

    @property
    def sheets(self) -> tuple[Ref, ...]:
        """What lies on the table, each once."""
        return tuple(dict.fromkeys(point.sheet for point in self.points if point.sheet))


def meetings(playbook: Linked) -> tuple[Meeting, ...]:
    """Return what people meet for: what the manifest names, or else every guide with blocks."""
    named = playbook.manifest.purposes
    if not named:
        return tuple(
            Meeting(entry.ref.id, entry.item.title, entry, entry.item.blocks)
            for entry in playbook.of_kind(Guide.kind)
            if isinstance(entry.item, Guide) and entry.item.blocks
        )
    found = []
    for purpose in named:
        guide = playbook.entries[purpose.guide] if purpose.guide else None
        points = guide.item.blocks if guide and isinstance(guide.item, Guide) else purpose.points
        found.append(Meeting(purpose.id, purpose.title, guide, points))
    return tuple(found)


def agenda_data(playbook: Linked, plain: Callable[[str], str]) -> dict[str, Any]:
    """Return what the page's script needs of the playbook, ready for JSON."""
    return {
        "playbook": playbook.manifest.id,
        "upstream": list(playbook.lineage.ids),
        "language": playbook.manifest.language,
        "purposes": [
            {
                "id": meeting.id,
                "title": meeting.title,
                "guide": meeting.guide.ref if meeting.guide else "",
                "points": [_point(point, plain) for point in meeting.points],
            }
            for meeting in meetings(playbook)
        ],
        "sheets": {entry.ref: [entry.item.title, *entry.item.was] for entry in _sheets(playbook)},
    }


def _point(point: Block, plain: Callable[[str], str]) -> dict[str, Any]:
    return {
        "id": point.id,
        "title": point.title,
        "minutes": point.minutes,
        "least": point.least or -(-point.minutes // 2),
        "note": plain(point.who or point.say or point.note or ""),
        "sheet": point.sheet or "",
    }


def _sheets(playbook: Linked) -> Iterator[Entry]:
    for kind in WITH_PDF:
        yield from playbook.of_kind(kind)
