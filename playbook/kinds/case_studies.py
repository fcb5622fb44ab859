"""Case studies: what coalitions did."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Discriminator, Tag
from pydantic import Field as Setting

from playbook.kinds.item import Item, Place
from playbook.kinds.registry import home
from playbook.scalars import Inline, Markdown, Plain, Prose, Record, SourceRef, StepRef, When


class Move(Record):
    """What somebody did, and when: "March 2014", 2014-03-09, 2014-03 or 2014."""

    when: When
    text: Inline
    sources: tuple[SourceRef, ...] = ()


def _form(value: object) -> str:
    return "Move" if isinstance(value, dict | Move) else "sentence"


Told: TypeAlias = Annotated[
    Annotated[Inline, Tag("sentence")] | Annotated[Move, Tag("Move")], Discriminator(_form)
]
"""What somebody did, with a date or without one."""


@home
class CaseStudy(Item):
    """What a coalition did, as far as it is known."""

    kind = "case-studies"
    place = Place(
        rank=40,
        menu="think",
        icon="book-open-page-variant-outline",
        colors=("#9e4907", "#ffc7a8"),
        in_head=True,
        beside="rows",
        weight=0.9,
        headings={
            "where": "facts.where",
            "status": "facts.status",
            "situation": "case.situation",
            "challenge": "case.challenge",
            "moves": "case.moves",
            "decision_rule": "case.decision_rule",
            "result": "case.result",
            "lessons": "case.lessons",
            "not_known": "case.not_known",
        },
    )
    steps: tuple[StepRef, ...] = ()
    status: Literal["documented", "partly-documented", "illustrative"]
    where: Plain | None = None
    when: When | None = None
    situation: Prose
    challenge: Prose
    moves: Annotated[tuple[Told, ...], Setting(min_length=1)]
    decision_rule: Prose | None = None
    """How they decided together: by consensus, by vote, by whom."""
    result: Prose
    lessons: Annotated[tuple[Inline, ...], Setting(min_length=1)]
    not_known: Markdown | None = None
