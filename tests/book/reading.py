"""What stands on the pages of a PDF, and where its links lead."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby

import pikepdf
import pypdfium2

Box = tuple[float, float, float, float]
"""Left, bottom, right and top, in points."""
_NUMBER = re.compile(r"(?:[→←]\s*|^|[\r\n]\s*)(\d+)\s*[→←]?\s*$")
"""A number behind its arrow; beside letters that run the other way the reader turns the two."""


@dataclass(frozen=True)
class Link:
    """A link inside a book: its page, where it leads, and what stands on it."""

    page: int
    target: int
    words: str

    @property
    def number(self) -> int | None:
        """The page number that stands at its end."""
        found = _NUMBER.search(self.words)
        return int(found[1]) if found else None


def internal_links(raw: bytes) -> Iterator[Link]:
    """The links of a PDF that lead to a page of its own, each once however many lines it takes."""
    for (page, target), lines in groupby(_lines(raw), key=lambda link: (link.page, link.target)):
        yield Link(page, target, " ".join(line.words for line in lines))


def _lines(raw: bytes) -> Iterator[Link]:
    """The same, line by line; pages are counted from 1."""
    text = pypdfium2.PdfDocument(raw)
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
        named = _named(pdf)
        for number, page in enumerate(pdf.pages, 1):
            letters = text[number - 1].get_textpage()
            for link in page.get("/Annots", []):
                goal = link.get("/Dest", link.get("/A", pikepdf.Dictionary()).get("/D"))
                if isinstance(goal, pikepdf.String | pikepdf.Name):
                    goal = named[str(goal)]
                if goal is None:
                    continue
                goal = goal.D if isinstance(goal, pikepdf.Dictionary) else goal
                quads = [float(edge) for edge in link.get("/QuadPoints", [])]
                last = quads[-8:] or [float(edge) for edge in link.Rect]
                across, up = last[0::2], last[1::2]
                words = letters.get_text_bounded(min(across), min(up), max(across), max(up))
                yield Link(number, pages[goal[0].objgen], words.strip())


def _named(pdf: pikepdf.Pdf) -> dict[str, pikepdf.Object]:
    empty = pikepdf.Dictionary()
    tree = pdf.Root.get("/Names", empty).get("/Dests")
    found = dict(pikepdf.NameTree(tree).items()) if tree is not None else {}
    old = {str(name): goal for name, goal in pdf.Root.get("/Dests", empty).items()}
    return old | {str(name): goal for name, goal in found.items()}


@dataclass(frozen=True)
class Used:
    """The box around everything that is drawn on a page, in points from its lower left corner."""

    left: float
    bottom: float
    right: float
    top: float
    width: float
    height: float


@cache
def used(raw: bytes, foot: float) -> tuple[Used, ...]:
    """What each page uses above a foot of so many points: letters, lines and pictures."""
    return tuple(_used(page, foot) for page in pypdfium2.PdfDocument(raw))


def _used(page: pypdfium2.PdfPage, foot: float) -> Used:
    width, height = page.get_size()
    x, y, *_ = page.get_mediabox()
    bounds = (piece.get_bounds() for piece in page.get_objects())
    boxes = [box for box in bounds if box[3] - y > foot] or [(x + width, y + height, x, y + height)]
    left, bottom, right, top = zip(*boxes, strict=True)
    return Used(min(left) - x, min(bottom) - y, max(right) - x, max(top) - y, width, height)


def part_pages(raw: bytes) -> set[int]:
    """The pages on which a part begins: those of the outermost bookmarks."""
    document = pypdfium2.PdfDocument(raw)
    marks = document.get_toc()
    goals = (mark.get_dest() for mark in marks if mark.level == 0)
    return {goal.get_index() + 1 for goal in goals}


@dataclass(frozen=True)
class Room:
    """Where the number of a reference stands, and how much of its place is empty around it."""

    page: int
    before: float
    after: float


def rooms(raw: bytes, high: float = 2) -> Iterator[Room]:
    """The places for numbers behind references: the boxes of links that are lower than letters."""
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        for lines, (number, page) in zip(_text_boxes(raw), enumerate(pdf.pages, 1), strict=True):
            quads = [quad for link in page.get("/Annots", []) for quad in _quads(link)]
            low = [(min(q[::2]), min(q[1::2]), max(q[::2])) for q in quads if _height(q) < high]
            for left, base, right in low:
                inside = [
                    (x0, x1)
                    for x0, y0, x1, y1 in lines
                    if y0 - 3 < base < y1 and left < (x0 + x1) / 2 < right
                ]
                firsts, lasts = zip(*inside, strict=True) if inside else ([right], [left])
                yield Room(number, min(firsts) - left, right - max(lasts))


def _quads(link: pikepdf.Object) -> list[list[float]]:
    edges = [float(edge) for edge in link.get("/QuadPoints", [])]
    return [edges[start : start + 8] for start in range(0, len(edges), 8)]


def _height(quad: list[float]) -> float:
    return max(quad[1::2]) - min(quad[1::2])


@cache
def _text_boxes(raw: bytes) -> tuple[tuple[Box, ...], ...]:
    """The boxes of the lines of text on each page: a large book takes seconds."""
    texts = (page.get_textpage() for page in pypdfium2.PdfDocument(raw))
    return tuple(tuple(map(text.get_rect, range(text.count_rects()))) for text in texts)


def overlapping(raw: bytes) -> Iterator[tuple[int, Box, Box]]:
    """Lines of text that lie over one another: their page, and both boxes."""
    for number, lines in enumerate(_text_boxes(raw), 1):
        boxes = sorted(lines, key=lambda box: -box[3])
        for place, one in enumerate(boxes):
            for other in boxes[place + 1 :]:
                if other[3] < one[1]:
                    break
                across = min(one[2], other[2]) - max(one[0], other[0])
                if across > 2 and other[3] > one[1]:
                    yield number, one, other
