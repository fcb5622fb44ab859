"""A sheet in Typst's language: what is planned of it, and what stands around its questions."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeAlias

from playbook.fields.paper import Planned, PlannedQuestion, TickBox
from playbook.model import Checklist, Worksheet
from playbook.parts.letter import labels_of
from playbook.sheets.cover import REF as COVER
from playbook.sheets.overflow import NOTHING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from markupsafe import Markup as Code

    from playbook.answers import Sheet
    from playbook.fields.paper import PlannedField
    from playbook.model import Duration, Item, Manifest, Notice, Ref
    from playbook.render.words import Words
    from playbook.sheets.overflow import PlannedOverflow
    from playbook.sheets.plan import Block, Plan
    from playbook.sheets.poster import Poster
    from playbook.typesetting.paper import Paper
    from playbook.typesetting.renderer import SheetRenderer

TEMPLATE = "sheets/sheet.typ"

Fact: TypeAlias = "tuple[str | None, str]"
"""What is told, where that has to be said, and the words."""
Told: TypeAlias = "tuple[str, str]"
"""A notice as it stands on paper: its level in words, and the text."""


@dataclass(frozen=True)
class PlannedLetter(Planned):
    """A letter of a worksheet as a blank: its words, and gaps to write in."""

    label: str
    note: str | None
    text: str
    kind: str = "note"


@dataclass(frozen=True)
class Filled:
    """What only a sheet with answers has beside them."""

    copy: str = ""
    """The name of the copy."""
    overflow: PlannedOverflow = NOTHING
    posters: Sequence[Poster] = ()
    written: Mapping[str, str] = field(default_factory=dict)
    """What letters say of the answers, by the keys of their questions."""


BLANK = Filled()


@dataclass(frozen=True)
class SheetContent(Planned):
    """What the template of a sheet needs."""

    alone: bool
    """Whether it has a page of its own around it; a packet puts one around all its parts."""
    sheet: Sheet
    manifest: Manifest
    words: Words
    accent: str
    title: str
    kind: str
    lede: str
    who: PlannedField | None
    notice: Told | None
    notice_after: Told | None
    letters: tuple[PlannedLetter, ...]
    facts: tuple[Fact, ...]
    copy: str | None
    fields: tuple[Block, ...]
    behind: PlannedOverflow
    maps: Sequence[Poster]
    notes: tuple[str, ...]


def sheet_source(
    sheet: Sheet,
    plan: Plan,
    renderer: SheetRenderer,
    paper: Paper | None,
    filled: Filled = BLANK,
) -> Code:
    """Return the sheet in Typst's language; without a `paper` it is a part of a packet."""
    words = renderer.words
    content = SheetContent(
        alone=paper is not None,
        sheet=sheet,
        manifest=sheet.manifest,
        words=words,
        accent=sheet.manifest.brand.accent,
        title=sheet.title,
        kind=words("packet.kind" if sheet.ref == COVER else f"sheet.{sheet.noun}"),
        lede=renderer.inline(sheet.item.summary),
        who=plan.filled_by,
        notice=told(sheet.item.notice_before, renderer),
        notice_after=told(sheet.item.notice_after, renderer),
        letters=letters_of(sheet.item, renderer, filled.written),
        facts=facts(sheet.item, renderer),
        copy=f"{words('sheet.copy')}: {filled.copy}" if filled.copy else None,
        fields=_with_explanations(plan.blocks, sheet, renderer),
        behind=filled.overflow,
        maps=filled.posters,
        notes=_notes(sheet, renderer),
    )
    frame = [renderer.frame(paper)] if paper else []
    return renderer.render(TEMPLATE, *frame, content)


def told(notice: Notice | None, renderer: SheetRenderer) -> Told | None:
    """Return a notice as it stands on paper."""
    if notice is None:
        return None
    return renderer.words(f"notice.{notice.level}"), renderer.inline(notice.text)


def facts(item: Item, renderer: SheetRenderer) -> tuple[Fact, ...]:
    """Return what a reader wants first: how long, with whom, what to bring and to leave with."""
    time = duration_in_words(item.time, renderer)
    told: list[Fact] = [(None, time)] if time else []
    named = [
        ("people", item.people),
        ("bring", item.bring),
        ("leave_with", item.leave_with),
        ("use_when", item.use_when if isinstance(item, Checklist) else None),
    ]
    return (*told, *((renderer.words(f"sheet.{name}"), text) for name, text in named if text))


def duration_in_words(time: Duration | None, renderer: SheetRenderer) -> str | None:
    """Return how long something takes."""
    if time is None:
        return None
    span = str(time.low) if time.low == time.high else f"{time.low}\u2013{time.high}"
    if time.unit == "minutes":
        return renderer.words("sheet.time", minutes=span)
    return renderer.words(f"sheet.{time.unit}", count=time.high, span=span)


def _with_explanations(
    blocks: tuple[Block, ...], sheet: Sheet, renderer: SheetRenderer
) -> tuple[Block, ...]:
    """Return the boxes of a checklist with the names of the items that explain them."""
    if not sheet.see:
        return blocks
    named = iter(sheet.see.get(field.key) for field in sheet.fields if field.asks)
    return tuple(
        replace(block, see=_see(next(named), renderer))
        if isinstance(block, PlannedQuestion) and isinstance(block.answer, TickBox)
        else block
        for block in blocks
    )


def _see(ref: Ref | None, renderer: SheetRenderer) -> str | None:
    return renderer.words("sheet.see", title=renderer.plain(f"[[{ref}]]")) if ref else None


def letters_of(
    item: Item, renderer: SheetRenderer, written: Mapping[str, str] | None = None
) -> tuple[PlannedLetter, ...]:
    """Return the letters of a worksheet, with blanks for what is not `written`."""
    if not isinstance(item, Worksheet):
        return ()
    labels = labels_of(item.everything(renderer.words("fields.text.filled_by")))
    return tuple(
        PlannedLetter(
            letter.title,
            renderer.inline(letter.note) if letter.note else None,
            renderer.letter(letter.paragraphs(labels, written)),
        )
        for letter in item.texts
    )


def _notes(sheet: Sheet, renderer: SheetRenderer) -> tuple[str, ...]:
    words, item = renderer.words, sheet.item
    notes = []
    if isinstance(item, Worksheet) and item.go_back_when:
        notes.append(f"{words('sheet.go_back_when')}: {item.go_back_when}")
    if any(field.holds_private for field in sheet.fields):
        notes.append(words("sheet.private_note"))
    return tuple(notes)
