"""Does anything of what an edition cuts stand in its site? Every file is read as readers get it.

What gives an item away is its ref, its id, its title, a picture of its own, and any run of six of
its words that stands in no text which the edition may show.
"""

from __future__ import annotations

import gzip
import html
import io
import re
import tempfile
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pikepdf
import pypdfium2

from playbook.edition import cut
from playbook.keys import TEMPLATES
from playbook.model.walk import leaves
from playbook.pipeline import draft, judge
from playbook.publish.mark import MARKS
from playbook.publish.stage import build
from playbook.render.templates import Templates

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from playbook.errors import Problem
    from playbook.model import Item, Ref
    from playbook.source import Document, Place
    from playbook.validate import Playbook

RUN = 6
"""Words in a row that are nobody else's."""
_PREFIX = 10
_WORD = re.compile(r"[^\W_]+")
_TAG = re.compile(r"<[^<>]*>")
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_PAGE = re.compile(r"[\u2190\u2192]\s*\d+")
"""The page number that a reference of the book bears in the middle of a sentence."""
_BINARY = (".woff2", ".png", ".ico", ".jpg")


class Clue(NamedTuple):
    """What gives an item away, and where it stands in its file."""

    ref: Ref
    place: Place
    words: str
    """As people read it."""


class Text:
    """The words of a file without what stands between them, so that a line break hides nothing."""

    def __init__(self, text: str) -> None:
        self.words = _WORD.findall(_PAGE.sub("", text).casefold())
        self.letters = "".join(self.words)

    def runs(self, length: int) -> Iterator[str]:
        """Yield every run of so many words, joined."""
        for start in range(len(self.words) - length + 1):
            yield "".join(self.words[start : start + length])


@dataclass(frozen=True)
class Clues:
    """What gives away the items that one edition cuts."""

    runs: Mapping[str, Clue]
    """Titles and runs of words by their letters."""
    names: Mapping[str, Clue]
    """Refs, ids and pictures, as they are written."""

    def found_in(self, text: str) -> Iterator[Clue]:
        """Yield what of it stands in a text."""
        for name in _NAME.findall(text):
            if name in self.names:
                yield self.names[name]
        read = Text(text)
        place = 0
        for word in read.words:
            for run in self._starts.get(read.letters[place : place + _PREFIX], ()):
                if read.letters.startswith(run, place):
                    yield self.runs[run]
            place += len(word)

    @cached_property
    def _starts(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {}
        for run in self.runs:
            found.setdefault(run[:_PREFIX], []).append(run)
        return found


_NAME = re.compile(r"[a-z0-9-]+(?:/[a-z0-9-]+)*(?:\.[a-z]+)?")


def edition_problems(folder: Path) -> Iterator[Problem]:
    """Yield what of the items that an edition cuts stands in its site, and empty editions.

    Each edition is built, in a folder of its own. Raises what `build` raises.
    """
    playbook = judge(folder)
    read = draft(folder).draft
    documents = {document.ref: document for document in read.items}
    for number, edition in enumerate(playbook.manifest.editions):
        shown = cut(playbook, edition.id)
        if not shown.items:
            message = f'holds no item: nobody may see anything in "{edition.id}"'
            hint = "Name its audiences, or take it out."
            yield read.manifest.problem(("editions", number), message, hint)
            continue
        clues = clues_of(playbook, shown, folder)
        if clues.runs or clues.names:
            with tempfile.TemporaryDirectory() as home:
                site = build(folder, edition=edition.id, site_dir=Path(home) / "site").site_dir
                yield from _told(clues, site, edition.id, documents)


def _told(
    clues: Clues, site: Path, edition: str, documents: Mapping[str, Document]
) -> Iterator[Problem]:
    told = set()
    for name, clue in leaks_in(clues, site):
        if (name, clue.ref) in told:
            continue
        told.add((name, clue.ref))
        message = f'is cut from the edition "{edition}", whose {name} says "{clue.words}"'
        hint = "Take it out of what the edition shows, or let the edition have the item."
        yield documents[clue.ref].problem(clue.place, message, hint, field="")


def leaks_in(clues: Clues, site: Path) -> Iterator[tuple[str, Clue]]:
    """Yield the clues that stand in the files of `site`, or in their names."""
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if path.is_file() and name not in MARKS:
            for text in (name, *texts_of(name, path.read_bytes())):
                for clue in clues.found_in(text):
                    yield name, clue


def clues_of(playbook: Playbook, shown: Playbook, folder: Path) -> Clues:
    """Return what would give away the items that are in `playbook`, but not in `shown`."""
    own = Text("\n".join(_own_texts(shown, folder)))
    own_runs = frozenset(own.runs(RUN))
    own_names = frozenset(_NAME.findall("\n".join(_own_texts(shown, folder))))
    runs: dict[str, Clue] = {}
    names: dict[str, Clue] = {}
    for ref, item in playbook.items.items():
        if ref in shown.items or ref in playbook.hidden:
            continue
        for place, words, run in _runs_of(item):
            if run not in own_runs and not (place == ("title",) and run in own.letters):
                runs.setdefault(run, Clue(ref, place, words))
        for name in (ref, *([ref.id] if "-" in ref.id else ())):
            if name not in own_names:
                names.setdefault(str(name), Clue(ref, ("title",), str(name)))
        for place, text in leaves(item):
            for asset in playbook.assets.keys() - shown.assets.keys():
                if asset in text:
                    names.setdefault(asset, Clue(ref, place, asset))
    return Clues(runs, names)


def _runs_of(item: Item) -> Iterator[tuple[Place, str, str]]:
    """Yield the title and each run of words of an item: its place, its words, its letters."""
    yield ("title",), item.title, Text(item.title).letters
    for place, text in leaves(item):
        spans = [found.span() for found in _WORD.finditer(text)]
        for first, last in zip(spans, spans[RUN - 1 :], strict=False):
            words = text[first[0] : last[1]]
            yield place, " ".join(words.split()), Text(words).letters


def _own_texts(shown: Playbook, folder: Path) -> Iterator[str]:
    """Yield every text that an edition may show: its own, and what the interface says."""
    records = (shown.manifest, *shown.items.values(), *shown.lineage.changed.values())
    for record in records:
        yield from (text for _, text in leaves(record))
    yield from map(str, shown.items)
    templates = Templates(shown.manifest.language, own=folder / TEMPLATES)
    for words in (templates.words, templates.sheet_words):
        yield from words.every_text()


def texts_of(name: str, content: bytes) -> Iterable[str]:
    """Return what a file says: its text, and what a program finds in it besides."""
    if name.endswith(_BINARY):
        return ()
    if name.endswith(".pdf"):
        return _texts_of_pdf(content)
    if name.endswith(".gz"):
        content = gzip.decompress(content)
    text = content.decode("utf-8", errors="replace")
    if name.endswith((".json", ".js")):
        text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text).replace("\\n", "\n")
    plain = html.unescape(_TAG.sub(" ", text) if "<" in text else text)
    return (text, plain, html.unescape(_TAG.sub("", text))) if "<" in text else (text,)


def _texts_of_pdf(content: bytes) -> Iterator[str]:
    document = pypdfium2.PdfDocument(content)
    pages = [page.get_textpage().get_text_bounded() for page in document]
    yield "\n".join(pages)
    for before, after in pairwise(pages):
        yield f"{before[-400:]} {after[:400]}"
    with pikepdf.open(io.BytesIO(content)) as pdf:
        said = [str(value) for thing in pdf.objects for value in _strings(thing)]
        if "/Metadata" in pdf.Root:
            said.append(pdf.Root.Metadata.read_bytes().decode("utf-8", errors="replace"))
        yield "\n".join(said)


def _strings(thing: pikepdf.Object, depth: int = 0) -> Iterator[pikepdf.Object]:
    """Yield the strings right in an object of a PDF; what it refers to comes by itself."""
    if isinstance(thing, pikepdf.String):
        yield thing
    elif isinstance(thing, pikepdf.Array) and depth < 9:
        for inner in thing:
            if isinstance(inner, pikepdf.Object) and not inner.is_indirect:
                yield from _strings(inner, depth + 1)
    elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream) and depth < 9:
        for inner in thing.values():
            if isinstance(inner, pikepdf.Object) and not inner.is_indirect:
                yield from _strings(inner, depth + 1)
