"""The book as files of the site; one that has not changed is not made again."""

from __future__ import annotations

import hashlib
import io
import json
import math
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from pikepdf import Pdf

from playbook.book.contents import Contents
from playbook.book.deck import deck_source, too_long
from playbook.book.furniture import lay_over
from playbook.book.source import DECK, FURNITURE, TEMPLATE, Writer
from playbook.cache import disk
from playbook.cards import card_entries, place_of_longest
from playbook.errors import ContentError, PlaybookError, Problem
from playbook.keys import Keys, hash_files
from playbook.model import Ref
from playbook.pdf.saving import pdf_bytes
from playbook.pdf_files import TEMPLATES, program
from playbook.reads import ALL
from playbook.render.files import Files
from playbook.render.prints import Print
from playbook.typesetting.paper import A4, PAPERS
from playbook.whole import write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from playbook.book.furniture import Furniture
    from playbook.link import Linked
    from playbook.source import Document
    from playbook.typesetting.paper import Paper

BOOK, CARDS = "book", "cards"
_LONG = 32
"""Signs of a hash in the name of a file."""


def print_files(playbook: Linked, *, folder: Path, site_url: str = "") -> Files:
    """Return what is handed out whole, by address: `book-a4.pdf`, `cards-letter.pdf` and so on.

    That is what the manifest asks for. Each is made when somebody asks for it, and kept in
    `.playbook/cache/book/` of `folder`, the playbook's own. `site_url` is where its site stands:
    with it, blank sheets have QR codes. Asking raises ContentError where a template cannot be set.
    """
    bindery = _Bindery(playbook, folder, site_url)
    manifest = playbook.manifest
    makers = {BOOK: bindery.book} if manifest.book and Contents(playbook).parts else {}
    makers |= {CARDS: bindery.cards} if card_entries(playbook) else {}
    return Files(
        {
            f"{name}-{paper.name}.pdf": partial(bindery.kept, f"{name}-{paper.name}", make, paper)
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
    """Makes the books of one edition, and keeps them."""

    def __init__(self, playbook: Linked, folder: Path, site_url: str) -> None:
        self._playbook, self._folder, self._site_url = playbook, folder, site_url
        self._home = folder / ".playbook" / "cache" / BOOK

    @cached_property
    def _writer(self) -> Writer:
        return Writer(self._playbook, folder=self._folder, site_url=self._site_url)

    @cached_property
    def _key(self) -> str:
        """Stands for all that a book may say: the same key, and it is the same."""
        logo = self._writer.logo or ""
        return Keys(self._playbook, hash_files(self._folder, TEMPLATES), self._site_url, logo).of(
            [ALL]
        )

    def book(self, paper: Paper) -> tuple[str, Callable[[], bytes]]:
        """Return the source of the book, and what makes a PDF of it."""
        source = str(self._writer.source(paper))
        return source, partial(self._bound, source, paper)

    def _bound(self, source: str, paper: Paper) -> bytes:
        writer = self._writer
        titles = {str(ref): self._playbook.entries[ref].item.title for ref in writer.contents.refs}

        def draw(pages: list[Furniture]) -> bytes:
            over = str(writer.furniture(paper, pages))
            return writer.renderer.compile(over, "playbook", FURNITURE)

        with Pdf.open(io.BytesIO(writer.renderer.compile(source, "playbook", TEMPLATE))) as pdf:
            lay_over(pdf, titles, draw)
            return pdf_bytes(pdf)

    def cards(self, paper: Paper) -> tuple[str, Callable[[], bytes]]:
        """Return the source of the deck, and what makes a PDF of it."""
        writer = self._writer
        source = str(deck_source(writer, paper, card_entries(self._playbook)))
        return source, partial(_deck, writer, source)

    def kept(
        self, name: str, write: Callable[[Paper], tuple[str, Callable[[], bytes]]], paper: Paper
    ) -> bytes:
        """Return a PDF as it was made before, or make it now, in the place of the one before.

        It is known by a key of all that it may say, else by its source. An edition has its own.
        """
        stem = f"{name}-{self._playbook.manifest.editions[0].id}-"
        recipe = json.dumps([BOOK, str(self._home.resolve()), stem]).encode()
        known, _, file = (disk.recall(recipe) or b"").decode(errors="replace").partition(" ")
        path = self._home / Path(file).name
        if known != self._key or not path.is_file():
            source, make = write(paper)
            recipe_of_source = f"{source}\0{program('book')}".encode()
            path = self._home / f"{stem}{hashlib.sha256(recipe_of_source).hexdigest()[:_LONG]}.pdf"
            self._make(path, stem, make)
            disk.keep(recipe, f"{self._key} {path.name}".encode())
        return path.read_bytes()

    def _make(self, path: Path, stem: str, make: Callable[[], bytes]) -> None:
        if path.is_file():
            return
        try:
            made = make()
        except PlaybookError as error:
            raise ContentError([_problem(str(error))]) from error
        self._home.mkdir(parents=True, exist_ok=True)
        write_whole(path, made)
        for old in self._home.glob(f"{stem}{'?' * _LONG}.pdf"):
            if old != path:
                old.unlink(missing_ok=True)


def _deck(writer: Writer, source: str) -> bytes:
    with Pdf.open(io.BytesIO(writer.renderer.compile(source, "playbook", DECK))) as pdf:
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
