"""Appeals: grounds on which to ask for support."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field as Setting

from playbook.findings import duplicate_names
from playbook.kinds.item import Item, Place
from playbook.kinds.registry import home
from playbook.scalars import Id, Inline, Plain, Prose, Record, StepRef

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playbook.findings import Found


class Frame(Record):
    """A line to fill in and say; blanks are written [like this]."""

    id: Id
    title: Plain
    say: Inline
    example: Inline


@home
class Appeal(Item):
    """A ground on which to ask for support."""

    kind = "appeals"
    place = Place(
        rank=30,
        menu="think",
        icon="bullhorn-outline",
        colors=("#612a37", "#f595a9"),
        in_head=True,
        beside="cards",
        headings={
            "works_with": "facts.works_with",
            "how": "appeal.how",
            "frames": "appeal.say",
            "risk": "appeal.risk",
            "risk_note": "appeal.risk",
        },
    )
    steps: tuple[StepRef, ...] = ()
    short: Plain
    works_with: Plain
    when: Prose
    how: Annotated[tuple[Inline, ...], Setting(min_length=1)]
    risk: Plain
    risk_note: Prose
    frames: Annotated[tuple[Frame, ...], Setting(min_length=1)]

    def mistakes(self) -> Iterator[Found]:
        """Yield ids of frames that stand twice."""
        yield from duplicate_names((frame.id for frame in self.frames), ("frames",), "id")
