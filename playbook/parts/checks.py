"""Things to tick: lines and boxes with an id of their own, and what stands between boxes."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from pydantic import Discriminator, Tag

from playbook.scalars import AnyRef, CheckRef, Id, Inline, Plain, Prose, Record


class Line(Record):
    """A line with an id of its own, so that what people tick survives new words."""

    id: Id
    text: Inline
    was: tuple[Id, ...] = ()


class Check(Record):
    """One thing to tick."""

    id: Id
    text: Inline
    help: Inline | None = None
    see: AnyRef | None = None
    """The item that explains it."""
    section: Plain | None = None
    """The heading it stands under; neighbours with the same words stand together."""
    was: tuple[Id, ...] = ()


class Passage(Record):
    """Words between the boxes; without a section of their own they stand in the one before."""

    prose: Prose
    section: Plain | None = None


class SharedCheck(Record):
    """A box of another checklist that stands here, too: one tick, seen in both."""

    item: CheckRef
    section: Plain | None = None


def _form(value: object) -> str:
    """Return which of the three an entry is, by the name of its model."""
    keys = value if isinstance(value, dict) else getattr(value, "__dict__", {})
    return "Passage" if "prose" in keys else "SharedCheck" if "item" in keys else "Check"


ListEntry: TypeAlias = Annotated[
    Annotated[Check, Tag("Check")]
    | Annotated[Passage, Tag("Passage")]
    | Annotated[SharedCheck, Tag("SharedCheck")],
    Discriminator(_form),
]
"""An entry of a checklist."""
