"""The manifest, `content/playbook.yml`: what the playbook is called and how it hangs together."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, WithJsonSchema
from pydantic import Field as Setting

from playbook.drawing.grammar import Picture
from playbook.kinds.guides import Block
from playbook.language import PATTERN, wrong_tag
from playbook.parts.licence import Licence
from playbook.scalars import (
    AnyRef,
    Date,
    GuideRef,
    Id,
    Inline,
    Key,
    Markdown,
    PathRef,
    Plain,
    Record,
    RoleRef,
    StepRef,
)
from playbook.wording import model_error

MODEL = 1
"""The content model that this program knows: what may stand in a playbook's files."""
PLAYBOOK_ID = r"^[a-z0-9]+(?:[.-][a-z0-9]+)+$"
COLOR = r"^#[0-9a-fA-F]{6}$"


def _require_known(tag: str) -> str:
    if (hint := wrong_tag(tag)) is not None:
        raise model_error("language", given=tag, hint=hint)
    return tag


LanguageTag = Annotated[
    str, AfterValidator(_require_known), WithJsonSchema({"type": "string", "pattern": PATTERN})
]
"""A language by its tag (BCP 47), such as `de`, `pt-BR` or `zh-Hant`."""


class Phase(Record):
    """A stretch of the route: a few steps that belong together."""

    id: Id
    title: Plain
    gist: Plain
    summary: Inline
    steps: Annotated[tuple[StepRef, ...], Setting(min_length=1)]
    picture: Picture | None = None


class Edition(Record):
    """A cut of the playbook: what is public, and what the named audiences may read besides."""

    id: Id
    title: Plain
    audiences: tuple[Id, ...] = ()


class Word(Record):
    """An organisation's own word, with the forms a sentence needs."""

    one: Plain
    other: Plain
    article: Plain | None = None


class Brand(Record):
    """Two colours and a logo."""

    primary: Annotated[str, Setting(pattern=COLOR)] = "#0c5449"
    accent: Annotated[str, Setting(pattern=COLOR)] = "#e9a91c"
    logo: Annotated[str, Setting(pattern=r"^assets/[a-z0-9/._-]+\.svg$")] | None = None


class KindName(Record):
    """What a playbook calls a kind of its items; folders and addresses stay."""

    one: Plain
    other: Plain
    lede: Plain | None = None
    """The sentence above their list."""
    icon: Annotated[str, Setting(pattern=r"^[a-z0-9-]+$")] | None = None
    """A name from the set of Material Design Icons."""
    colour: Annotated[str, Setting(pattern=COLOR)] | None = None


class Extends(Record):
    """The playbook that a fork builds on, and where it was taken from."""

    id: Annotated[str, Setting(pattern=PLAYBOOK_ID, max_length=120)]
    source: Plain


class Policy(Record):
    """What a fork does where upstream's news wait for a decision."""

    stale: Literal["warn", "fail"] = "warn"
    """Whether `check` and `build` refuse while something waits."""
    new_items: Literal["show", "hide", "review"] = "show"
    """Whether readers see what upstream brings in before somebody has looked at it."""


class Home(Record):
    """The words of the first page."""

    headline: Plain
    lede: Inline
    picture: Picture | None = None
    """What the page begins with."""
    about: Markdown = ""
    paths: tuple[PathRef, ...] = ()
    """Ways in by situation, in the order in which the first page lists them."""
    roles: tuple[RoleRef, ...] = ()
    """Ways in by role."""


class Purpose(Record):
    """What people meet for: the page "Tonight" makes an agenda of it."""

    id: Id
    title: Plain
    """In two or three words, for example "First meeting"."""
    guide: GuideRef | None = None
    """The guide whose blocks are the points of the agenda."""
    points: tuple[Block, ...] = ()
    """Points of its own, where no guide has them."""


INDEX = "index"
"""The part of a book that holds no kind of item."""


class Selection(Record):
    """What of the playbook goes into something made of it, and in which order."""

    parts: tuple[str, ...] = ()
    """Kinds by their folders; none means the usual ones."""
    without: tuple[AnyRef, ...] = ()
    """Items that stay out."""


class Book(Selection):
    """The playbook as a book: `parts` may name the index, too."""

    foreword: Markdown = ""


class Manifest(Record):
    """Everything about a playbook that is not an item."""

    id: Annotated[str, Setting(pattern=PLAYBOOK_ID, max_length=120)]
    title: Plain
    tagline: Plain
    version: Plain
    date: Date
    """The day of this version; it is the only date that the site carries."""
    language: LanguageTag = "en"
    licence: Licence
    contact: Plain | None = None
    """Where readers tell the publisher about a page: a mail address or a web address."""
    home: Home
    phases: tuple[Phase, ...] = ()
    """The route; a library has none."""
    purposes: tuple[Purpose, ...] = ()
    """What people meet for; where none is named, each guide with blocks is one."""
    audiences: tuple[Id, ...] = ()
    editions: Annotated[tuple[Edition, ...], Setting(min_length=1)]
    words: dict[Key, Word] = Setting(default_factory=dict)
    brand: Brand = Brand()
    model: Annotated[int, Setting(ge=1)] = 1
    """The content model that the files are written in; a program may be too old for it."""
    kinds: dict[str, KindName] = Setting(default_factory=dict)
    """What this playbook calls its kinds, by their folders."""
    book: Book | None = None
    """What the book of the playbook holds; where it is not named, there is none."""
    cards: Selection | None = None
    """What the deck of cards holds, likewise."""
    extends: Extends | None = None
    """The upstream of a fork."""
    prefix: Id | None = None
    """What the ids of a fork's own items begin with, before a hyphen."""
    policy: Policy = Policy()
    use: Literal["private", "public", "commercial"] = "public"
    """What a fork is for; upstream's licences must allow it."""
