"""The book and the cards of one edition: their sources, and the PDFs that are made of these."""

from __future__ import annotations

import io
import math
from functools import partial
from typing import TYPE_CHECKING

from pikepdf import Array, Pdf

from playbook.book.deck import deck_source, too_long
from playbook.book.furniture import lay_over
from playbook.book.source import DECK, FURNITURE, TEMPLATE, Writer
from playbook.cards import card_entries, place_of_longest
from playbook.model import Ref
from playbook.pdf.saving import name_rows, saved, without_divisions
from playbook.typesetting.paper import PAPERS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from playbook.book.furniture import Furniture
    from playbook.errors import Problem
    from playbook.link import Linked
    from playbook.source import Document


def book(writer: Writer) -> tuple[str, Callable[[], list[bytes]]]:
    """Return the source of the book, and what makes a PDF of it for each of PAPERS."""
    source = str(writer.source())
    return source, partial(_bound, writer, source)


def _bound(writer: Writer, source: str) -> list[bytes]:
    contents = writer.contents
    titles = {str(ref): contents.playbook.entries[ref].item.title for ref in contents.refs}

    def draw(pages: list[Furniture]) -> bytes:
        return writer.renderer.compile(str(writer.furniture(pages)), "playbook", FURNITURE)

    with Pdf.open(io.BytesIO(writer.renderer.compile(source, "playbook", TEMPLATE))) as pdf:
        lay_over(pdf, titles, draw)
        return _cut(without_divisions(pdf))


def cards(writer: Writer) -> tuple[str, Callable[[], list[bytes]]]:
    """Return the source of the deck, and what makes a PDF of it for each of PAPERS."""
    source = str(deck_source(writer, card_entries(writer.contents.playbook)))
    return source, partial(_deck, writer, source)


def _deck(writer: Writer, source: str) -> list[bytes]:
    with Pdf.open(io.BytesIO(writer.renderer.compile(source, "playbook", DECK))) as pdf:
        return _cut(pdf)


def _cut(pdf: Pdf) -> list[bytes]:
    """Cut the pages of a PDF to each paper: only the edge of the page is another."""
    name_rows(pdf)
    pages = list(pdf.pages)
    found = []
    for paper in PAPERS.values():
        edge = pdf.make_indirect(Array(paper.cut))
        for page in pages:
            page.obj.MediaBox = edge
        found.append(saved(pdf))
    return found


def card_problems(
    playbook: Linked, documents: Mapping[str, Document], *, folder: Path
) -> Iterator[Problem]:
    """Yield a warning for each card of `playbook` whose text does not fit on it.

    `documents` are the files of items by their refs. A card that does not fit says where its text
    is instead.
    """
    writer = Writer(playbook, folder=folder)
    for ref, over in too_long(writer).items():
        item = playbook.entries[Ref(ref)].item
        message = f"is {math.ceil(over)} mm too long for its card"
        hint = "Shorten it, or leave it out with `cards.without`: its card says where to read it."
        yield documents[ref].problem(place_of_longest(item), message, hint).as_warning()
