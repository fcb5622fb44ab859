"""What every item has, and the small parts that several kinds are made of."""

from __future__ import annotations

from typing import ClassVar, Literal

from playbook.model.duration import Time
from playbook.model.manifest import Licence
from playbook.scalars import (
    AnyRef,
    Date,
    Id,
    Inline,
    Markdown,
    Plain,
    Record,
    Ref,
    SourceRef,
)


class Notice(Record):
    """What nobody may miss: it stands at the top, and reaches forks that changed the item."""

    level: Literal["safety", "law", "correction"]
    text: Inline


class Item(Record):
    """What every item has, whatever its kind."""

    kind: ClassVar[str]

    title: Plain
    summary: Inline
    body: Markdown = ""
    tags: tuple[Plain, ...] = ()
    aliases: tuple[Plain, ...] = ()
    """The words that readers would type."""
    related: tuple[AnyRef, ...] = ()
    sources: tuple[SourceRef, ...] = ()
    sources_note: Inline | None = None
    """What the sources do not cover, for example "Use and risk are our own"."""
    audience: tuple[Id, ...] = ()
    """Who may read it; nobody named means everybody."""
    reviewed: Date | None = None
    was: tuple[Ref, ...] = ()
    licence: Licence | None = None
    """Terms of its own, where they are not those of the playbook."""
    time: Time | None = None
    people: Plain | None = None
    bring: Plain | None = None
    leave_with: Plain | None = None
    origin: Literal["seed", "field", "ours"] | None = None
    """Where its substance comes from: the founding documents, the wider field, or ourselves."""
    notice: Notice | None = None


class Line(Record):
    """A line with an id of its own, so that what people tick survives new words."""

    id: Id
    text: Inline
    was: tuple[Id, ...] = ()


class Pitfall(Record):
    """What usually goes wrong, and what to do then."""

    problem: Inline
    instead: Inline
