"""Write the book in Typst's language."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

import segno
from markupsafe import Markup as Code

from playbook.answers import sheet_of
from playbook.book.contents import Contents
from playbook.book.furniture import HIGH_NUMBER, INSIDE, Furniture
from playbook.book.pictures import on_paper
from playbook.fields.paper import Planned
from playbook.language import Language
from playbook.link import url
from playbook.model import KINDS
from playbook.render.brand import legible_on_light
from playbook.render.pictures import path_picture, picture_of, timeline_of
from playbook.render.templates import Templates
from playbook.sheets.plan import Slots, plan_sheet
from playbook.sheets.source import letters_of
from playbook.texts import ROOT
from playbook.typesetting.markup import to_typst
from playbook.typesetting.paper import COMMON, MARGIN, UNCUT, Paper
from playbook.typesetting.renderer import literal, sheet_renderer

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from playbook.link import Entry, Linked
    from playbook.model import Ref
    from playbook.sheets.plan import Block
    from playbook.sheets.source import PlannedLetter
    from playbook.typesetting.renderer import Frame

TEMPLATE = "book/book.typ"
FURNITURE = "book/furniture.typ"
DECK = "book/cards.typ"
MARGINS = 42
"""Millimetres of white at the left and the right of the narrowest page together."""
_LOW = ("Latn", "Cyrl", "Grek", "Hebr")
"""Scripts whose letters leave room for the line above them."""
_FORWARD = {"ltr": "\u2192", "rtl": "\u2190"}


@dataclass(frozen=True)
class BlankSheet(Planned):
    """What a sheet asks, to be read and written on."""

    fields: tuple[Block, ...]
    letters: tuple[PlannedLetter, ...]


class Writer:
    """What the templates of the book ask: its contents, texts, and small facts of items."""

    def __init__(self, playbook: Linked, *, folder: Path, site_url: str = "") -> None:
        """Take an edition; templates in `folder` go first. `site_url` is where its site stands."""
        self.contents = Contents(playbook)
        self.renderer = sheet_renderer(playbook, folder=folder)
        self._site = site_url
        self._markup = self.renderer.markup
        self.words = Templates.of(playbook.manifest, folder).words
        self._codes: dict[Ref, str] = {}
        self._addresses = {ROOT + url(ref): ref for ref in self.contents.refs}
        environment = self.renderer.environment
        environment.filters.update(
            inline=self.inline,
            body=self.body,
            say=self.say,
            plain=self._markup.plain,
            when=self.words.when,
            typst=Code,
        )
        environment.globals.update(
            t=self.words,
            words=self.renderer.words,
            playbook=playbook,
            manifest=playbook.manifest,
            contents=self.contents,
            entries=playbook.entries,
            facts_of=self.facts,
            mark_of=self.mark,
            also=self.also,
            named=self.named,
            address_of=self.address,
            code_of=self.code,
            place_of=lambda kind: KINDS[kind].place,
            picture_of=lambda record: self.on_paper(picture_of(record)),
            timeline_of=lambda entry: self.on_paper(timeline_of(entry, self.words)),
            stops_picture=lambda entry: self.on_paper(path_picture(entry, playbook.entries)),
            rim=((UNCUT.width - COMMON.width) / 2, (UNCUT.height - COMMON.height) / 2),
            accent=playbook.manifest.brand.accent,
            legible=legible_on_light(playbook.manifest.brand.primary),
            has_low_letters=Language(playbook.manifest.language).script in _LOW,
            onward=_FORWARD[self.words("direction")],
            inside=INSIDE,
            high_number=HIGH_NUMBER,
        )

    def inline(self, text: str) -> Code:
        """Return a short Markdown text as content of Typst, its links as references."""
        return to_typst(self._markup.inline(text), self._link)

    def body(self, text: str) -> Code:
        """Return Markdown of any length as content of Typst, its links as references."""
        return to_typst(self._markup.body(text), self._link)

    def say(self, text: str) -> Code:
        """Return a line to fill in as content of Typst, its [blanks] drawn as blanks."""
        return to_typst(self._markup.say(text), self._link)

    def _link(self, address: str) -> str | None:
        if address in self._addresses:
            return f"to({literal(self._addresses[address])})"
        is_outside = address.startswith(("https://", "http://", "mailto:"))
        return f"link({literal(address)})" if is_outside else None

    def on_paper(self, svg: str) -> dict[str, str | None] | None:
        """Return a picture of the pages for paper; None where there is none."""
        brand = self.contents.manifest.brand
        return on_paper(
            svg,
            brand=legible_on_light(brand.primary),
            accent=brand.accent,
            mirrored=self.words.right_to_left,
        )

    def source(self) -> Code:
        """Return the whole book."""
        narrow = replace(COMMON, width=COMMON.width - MARGINS + 2 * MARGIN)
        self.renderer.environment.globals.update(sheet=partial(self._sheet, paper=narrow))
        return self.renderer.render(
            TEMPLATE,
            self._frame,
            site_url=self._site,
            has_site=bool(self._site),
            logo=self.logo,
            index=self.contents.index,
        )

    def furniture(self, pages: list[Furniture]) -> Code:
        """Return what is laid over the pages of the book."""
        return self.renderer.render(FURNITURE, self._frame, pages=pages)

    def deck(self, title: str, cards: list[dict[str, Any]]) -> Code:
        """Return a deck of cards; see `playbook.book.deck`."""
        return self.renderer.render(DECK, self._frame, title=title, cards=cards)

    @cached_property
    def _frame(self) -> Frame:
        return replace(self.renderer.frame(UNCUT), to_fill_in=False)

    @cached_property
    def logo(self) -> str | None:
        """The drawing of the logo, as SVG."""
        logo = self.contents.manifest.brand.logo
        picture = self.contents.playbook.assets.get(logo) if logo else None
        return picture.read_bytes().decode() if picture else None

    def _sheet(self, entry: Entry, *, paper: Paper) -> dict[str, Any]:
        """Return what a blank sheet is made of."""
        playbook = self.contents.playbook
        plain, words = self._markup.plain, self.renderer.words
        item = entry.item
        sheet = sheet_of(playbook.manifest, entry.ref, item, playbook.items, plain, words)
        plan = plan_sheet(sheet, self.renderer, paper, Slots())
        return BlankSheet(plan.blocks, letters_of(item, self.renderer)).data()

    def address(self, entry: Entry) -> str:
        """Return where the page of an item stands, or would."""
        return f"{self._site.rstrip('/')}/{entry.url}" if self._site else f"/{entry.url}"

    def code(self, entry: Entry) -> str | None:
        """Return the QR code of an item's page as SVG; None where no site is known."""
        if not self._site:
            return None
        if entry.ref not in self._codes:
            self._codes[entry.ref] = _code(self.address(entry))
        return self._codes[entry.ref]

    def facts(self, entry: Entry, *first: tuple[str, Any]) -> list[tuple[str, Any]]:
        """Return the facts of an item with their names, `first` those of its own kind."""
        item, t = entry.item, self.words
        pairs = [
            *first,
            (t("facts.time"), t.time(item.time) if item.time else None),
            (t("facts.people"), item.people),
            (t("facts.bring"), item.bring),
            (t("facts.leave_with"), item.leave_with),
        ]
        return [(name, value) for name, value in pairs if value]

    def mark(self, entry: Entry) -> str | None:
        """Return how an item stands to upstream, in a word: ours, or adapted."""
        if not self.contents.playbook.lineage.chain:
            return None
        if entry.upstream is None:
            return self.words("fork.ours")
        return self.words("fork.adapted") if entry.changed else None

    def named(self, refs: Iterable[Ref]) -> list[tuple[Ref, str]]:
        """Return those of `refs` that stand in the book, with their titles."""
        entries = self.contents.playbook.entries
        return [
            (ref, entries[ref].item.title)
            for ref in dict.fromkeys(refs)
            if ref in self.contents.refs
        ]

    def also(self, entry: Entry, *shown: Ref) -> list[tuple[Ref, str]]:
        """Return the items that an item is linked with, whoever wrote the link.

        Without its sources, its steps and those that are `shown` beside it anyway.
        """
        besides = {*shown, *entry.item.named_steps}
        return self.named(
            ref for ref in entry.around if ref.kind != "sources" and ref not in besides
        )


def _code(address: str) -> str:
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        out, kind="svg", border=2, xmldecl=False, svgclass=None, lineclass=None, omitsize=True
    )
    return out.getvalue().decode()
