"""The book as files of the site; one that has not changed is not made again."""

from __future__ import annotations

import hashlib
import io
import math
from functools import cached_property, partial
from typing import TYPE_CHECKING

from pikepdf import Pdf

from playbook.book.contents import Contents
from playbook.book.deck import TEMPLATE as DECK
from playbook.book.deck import deck_source, too_long
from playbook.book.source import TEMPLATE, Writer
from playbook.cards import card_entries, place_of_longest
from playbook.errors import ContentError, PlaybookError, Problem
from playbook.model import Ref
from playbook.pdf.saving import pdf_bytes
from playbook.pdf_files import program
from playbook.render.files import Files
from playbook.render.prints import Print
from playbook.typesetting.paper import A4, PAPERS
from playbook.whole import write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from playbook.link import Linked
    from playbook.source import Document
    from playbook.typesetting.paper import Paper

BOOK, CARDS = "book", "cards"


def print_files(playbook: Linked, *, folder: Path, site_url: str = "") -> Files:
    """Return what is handed out whole, by address: `book-a4.pdf`, `cards-letter.pdf` and so on.

    Each is made when somebody asks for it, and kept in `.playbook/cache/book/` of `folder`, the
    playbook's own. `site_url` is where its site stands: with it, blank sheets have QR codes.
    Asking raises ContentError where a template cannot be set.
    """
    bindery = _Bindery(playbook, folder, site_url)
    makers = {BOOK: bindery.book} if Contents(playbook).parts else {}
    makers |= {CARDS: bindery.cards} if card_entries(playbook) else {}
    return Files(
        {
            f"{name}-{paper.name}.pdf": partial(make, paper)
            for name, make in makers.items()
            for paper in PAPERS.values()
        }
    )


def card_problems(
    playbook: Linked, documents: Mapping[str, Document], *, folder: Path
) -> Iterator[Problem]:
    """Yield a warning for each card of `playbook` whose text does not fit on it.

    `documents` are the files of items by their refs. A card that does not fit says where its text
    is instead.
    """
    writer = Writer(playbook, folder=folder)
    for ref, over in too_long(writer, A4).items():
        item = playbook.entries[Ref(ref)].item
        message = f"is {math.ceil(over)} mm too long for its card"
        hint = "Shorten it, or leave it out with `cards.without`: its card says where to read it."
        yield documents[ref].problem(place_of_longest(item), message, hint).as_warning()


def prints_of(files: Mapping[str, bytes]) -> tuple[Print, ...]:
    """Return what a page says of `files`, which are made for it: their pages and their sizes."""
    return tuple(_print(name, pdf) for name, pdf in files.items())


def _print(address: str, pdf: bytes) -> Print:
    with Pdf.open(io.BytesIO(pdf)) as opened:
        return Print(address, len(opened.pages), len(pdf))


class _Bindery:
    """Makes the books of one edition."""

    def __init__(self, playbook: Linked, folder: Path, site_url: str) -> None:
        self._playbook, self._folder, self._site_url = playbook, folder, site_url

    @cached_property
    def _writer(self) -> Writer:
        return Writer(self._playbook, folder=self._folder, site_url=self._site_url)

    def book(self, paper: Paper) -> bytes:
        writer = self._writer
        source = str(writer.source(paper))
        return self._kept(f"{BOOK}-{paper.name}", source, partial(_bind, writer, source, TEMPLATE))

    def cards(self, paper: Paper) -> bytes:
        writer = self._writer
        source = str(deck_source(writer, paper, card_entries(self._playbook)))
        return self._kept(f"{CARDS}-{paper.name}", source, partial(_bind, writer, source, DECK))

    def _kept(self, name: str, source: str, make: Callable[[], bytes]) -> bytes:
        """Return what was made of a source before, or make it now, in the place of the one before.

        An edition has a file of its own.
        """
        home = self._folder / ".playbook" / "cache" / BOOK
        home.mkdir(parents=True, exist_ok=True)
        stem = f"{name}-{self._playbook.manifest.editions[0].id}-"
        recipe = f"{source}\0{program('book')}"
        path = home / f"{stem}{hashlib.sha256(recipe.encode()).hexdigest()[:32]}.pdf"
        if not path.is_file():
            try:
                made = make()
            except PlaybookError as error:
                raise ContentError([_problem(str(error))]) from error
            write_whole(path, made)
            for old in home.glob(f"{stem}*.pdf"):
                if old != path:
                    old.unlink(missing_ok=True)
        return path.read_bytes()


def _bind(writer: Writer, source: str, template: str) -> bytes:
    raw = writer.renderer.compile(source, "playbook", template)
    with Pdf.open(io.BytesIO(raw)) as pdf:
        return pdf_bytes(pdf)


def _problem(why: str) -> Problem:
    return Problem(
        file="content/playbook.yml",
        line=1,
        column=1,
        ref="playbook",
        field="book",
        message=f"cannot be made into a book: {why.rstrip('.')}",
        hint="Mend the template that it names, or take it out of templates/book/.",
    )
