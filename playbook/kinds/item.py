"""What every item has, whatever its kind, and what a kind says of itself.

A kind is a subclass of `Item` in a module of its own, named like its folder; the rest of its home
is the folder `templates/kinds/<kind>/`: its words (`words.yml`), and where it wants them its pages
(`index.html`, `item.html`) and its style (`style.css`). Menu, home, search and schema ask the
table of kinds; nothing else has to be told of a new one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, Literal

from playbook.drawing.grammar import Picture
from playbook.parts.duration import Time
from playbook.parts.licence import Licence
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

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from playbook.findings import Found


class Notice(Record):
    """What nobody may miss: it reaches forks that changed the item."""

    level: Literal["safety", "law", "correction"]
    text: Inline


@dataclass(frozen=True)
class Place:
    """Where readers meet a kind, and how they know it again."""

    rank: int
    """Kinds stand in the order of these, in menus and in data."""
    menu: Literal["do", "think", "look_up"]
    """The group of the menu."""
    leads_menu: bool = False
    """Whether it stands before the others of its group."""
    icon: str = "file-outline"
    """A name from the theme's set of Material Design Icons."""
    colors: tuple[str, str] | None = None
    """Its hue on light and on dark pages; a kind without one wears quiet ink."""
    in_head: bool = False
    """Whether the head of every page names it."""
    in_box: bool = True
    """Whether the first page counts it among what is in the box."""
    in_foot: bool = False
    on_one_page: bool = False
    """Whether its items share one page, with an anchor each; where that would be long to load,
    its list has several, and each of them leads from the anchors of the others to them."""
    by_title: bool = False
    """Whether its list stands by title and not along the route."""
    beside: Literal["cards", "rows", "lines", "sources"] = "lines"
    """How a page shows those it is linked with: cards beside the text, rows below it, lines in
    the margin, or as sources."""
    is_page: bool = False
    """Whether a page is what people came for, a form or a talk: tools wait till after it."""
    is_sheet: bool = False
    """Whether it is filled in on paper: what the law has to say stands below its questions."""
    weight: float = 1.0
    """What the search makes of it, other things being equal."""
    asked_weight: float = 1.7
    """What the search makes of it where its name was typed."""
    headings: Mapping[str, str] = field(default_factory=dict)
    """Field of its own -> the key of the words under which its page shows it."""


class Item(Record):
    """What every item has, whatever its kind."""

    kind: ClassVar[str]
    """The folder of its items, for example `tips`."""
    place: ClassVar[Place]

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
    picture: Picture | None = None
    """A drawing of what it is about, or `none` where one would only decorate."""

    def mistakes(self) -> Iterator[Found]:
        """Yield what in it does not fit together, as far as it can tell by itself."""
        yield from ()

    @property
    def named_steps(self) -> tuple[Ref, ...]:
        """The steps that it names; none where its kind has no such field."""
        steps: tuple[Ref, ...] = getattr(self, "steps", ())
        return steps

    @property
    def notice_before(self) -> Notice | None:
        """What one has to know before one begins."""
        return None if self.notice_after else self.notice

    @property
    def notice_after(self) -> Notice | None:
        """What bounds a sheet that is filled in, and would take the room above its questions."""
        is_after = self.place.is_sheet and self.notice and self.notice.level == "law"
        return self.notice if is_after else None

    @property
    def is_late(self) -> bool:
        """Whether it stands behind the others of its kind, wherever the route needs it."""
        return False


class Pitfall(Record):
    """What usually goes wrong, and what to do then."""

    problem: Inline
    instead: Inline
