"""The book as files of the site; one that has not changed is not made again."""

from __future__ import annotations

import hashlib
import io
from contextlib import suppress
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from playbook.book.contents import Contents
from playbook.cache import disk
from playbook.cards import card_entries
from playbook.errors import ContentError, PlaybookError, Problem
from playbook.keys import TEMPLATES, Keys, hash_files, hash_of
from playbook.reads import ALL
from playbook.render.files import Files
from playbook.render.prints import Print
from playbook.typesetting.paper import PAPERS
from playbook.typesetting.version import program
from playbook.whole import write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from playbook.book.source import Writer
    from playbook.link import Linked
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
    names = [BOOK] if manifest.book and Contents(playbook).parts else []
    names += [CARDS] if card_entries(playbook) else []
    return Files(
        {
            f"{name}-{paper.name}.pdf": partial(bindery.kept, name, paper)
            for name in names
            for paper in PAPERS.values()
        }
    )


def prints_of(files: Mapping[str, bytes]) -> tuple[Print, ...]:
    """Return what a page says of `files`, which are made for it: their pages and their sizes."""
    return tuple(_print(name, pdf) for name, pdf in files.items())


def _print(address: str, pdf: bytes) -> Print:
    recipe = b"pages " + hashlib.sha256(pdf).digest()
    return Print(address, int(disk.cached(recipe, partial(_count_pages, pdf))), len(pdf))


def _count_pages(pdf: bytes) -> bytes:
    """Return the number of its pages; to open a book takes longer than all else that is asked."""
    from pikepdf import Pdf  # not every playbook has a book

    with Pdf.open(io.BytesIO(pdf)) as opened:
        return str(len(opened.pages)).encode()


class _Bindery:
    """Makes the books of one edition, and keeps them."""

    def __init__(self, playbook: Linked, folder: Path, site_url: str) -> None:
        self._playbook, self._folder, self._site_url = playbook, folder, site_url
        self._home = folder / ".playbook" / "cache" / BOOK

    @cached_property
    def _writer(self) -> Writer:
        from playbook.book.source import Writer  # what is kept needs no typesetting

        return Writer(self._playbook, folder=self._folder, site_url=self._site_url)

    @cached_property
    def _key(self) -> str:
        """Stands for all that a book may say: the same key, and it is the same."""
        logo = self._playbook.manifest.brand.logo
        picture = self._playbook.assets.get(logo) if logo else None
        drawn = hash_of(picture.read_bytes()) if picture else ""
        templates = hash_files(self._folder, TEMPLATES)
        return Keys(self._playbook, templates, self._site_url, drawn).of([ALL])

    def kept(self, name: str, paper: Paper) -> bytes:
        """Return a PDF as it was made before, or make it now, in the place of the one before.

        It is known by a key of all that it may say, else by its source. An edition has its own.
        """
        record = self._home / f"{name}-{self._edition}-made.txt"
        known, _, version = _text_of(record).partition(" ")
        paths = self._paths(name, Path(version).name)
        if known != self._key or not _are_there(paths):
            source, make = self._written(name)
            recipe_of_source = f"{source}\0{program('book')}".encode()
            version = hashlib.sha256(recipe_of_source).hexdigest()[:_LONG]
            paths = self._paths(name, version)
            if not _are_there(paths):
                self._make(paths.values(), make)
                self._forget(name, set(paths.values()))
            with suppress(OSError):  # what cannot be kept is made anew
                write_whole(record, f"{self._key} {version}".encode())
        return paths[paper.name].read_bytes()

    @property
    def _edition(self) -> str:
        return self._playbook.manifest.editions[0].id

    def _paths(self, name: str, version: str) -> dict[str, Path]:
        """Return where a version is kept, by the names of papers."""
        return {
            paper: self._home / f"{name}-{paper}-{self._edition}-{version}.pdf" for paper in PAPERS
        }

    def _written(self, name: str) -> tuple[str, Callable[[], list[bytes]]]:
        from playbook.book.binding import book, cards

        return {BOOK: book, CARDS: cards}[name](self._writer)

    def _make(self, paths: Iterable[Path], make: Callable[[], list[bytes]]) -> None:
        try:
            made = make()
        except PlaybookError as error:
            raise ContentError([_problem(str(error))]) from error
        self._home.mkdir(parents=True, exist_ok=True)
        for path, pdf in zip(paths, made, strict=True):
            write_whole(path, pdf)

    def _forget(self, name: str, used: set[Path]) -> None:
        """Clear away the versions before."""
        for any_version in self._paths(name, "?" * _LONG).values():
            for path in self._home.glob(any_version.name):
                if path not in used:
                    path.unlink(missing_ok=True)


def _are_there(paths: Mapping[str, Path]) -> bool:
    return all(path.is_file() for path in paths.values())


def _text_of(record: Path) -> str:
    """Return what was written down, or nothing."""
    with suppress(OSError, ValueError):
        return record.read_text(encoding="utf-8")
    return ""


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
