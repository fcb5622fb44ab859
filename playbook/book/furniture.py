"""What is laid over the pages of the book once they stand: heads, feet, numbers behind references.

A line that asks on which page an item stands has to be set twice, with all that is around it, and
so has a page that asks what stands on it. A book is full of both: it would take twice as long.
"""

from __future__ import annotations

import io
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from pikepdf import Array, Dictionary, Name, NameTree, Pdf, String

from playbook.errors import PlaybookError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from pikepdf import Object, Page, Stream

    Numbers = Mapping[tuple[int, int], int]

INSIDE = "playbook:"
"""What the address of a link begins with that leads to an item of the book, by its ref."""
HIGH_NUMBER = 0.1
"""The height of the room for a number, in units of its letters: no letters are so low."""
_HIGH = 65 * 72 / 25.4
"""How far below the upper edge of the uncut page an item may begin that its head names."""
_CORNERS = 8
_NO_ACTION = Dictionary()


class Reference(NamedTuple):
    """A number behind a reference: where its line begins, its room and its size, in points."""

    x: float
    y: float
    width: float
    size: float
    number: int


class Furniture(NamedTuple):
    """What is laid over a page; one that opens a part has no head."""

    number: int
    part: str | None
    item: str | None
    references: tuple[Reference, ...]


def lay_over(pdf: Pdf, titles: Mapping[str, str], draw: Callable[[list[Furniture]], bytes]) -> None:
    """Lead the links of a book to its items, and lay over its pages what they lack.

    `titles` are those of its items by their refs; `draw` makes a PDF of as many pages, on which
    everything is marked as no part of the text. Further pages hold what is the same on all but the
    first: two, where left and right ones are not alike. Raises PlaybookError where an item has no
    place.
    """
    pages = list(pdf.pages)
    numbers = {page.obj.objgen: number for number, page in enumerate(pages, 1)}
    named = NameTree(pdf.Root.Names.Dests).items() if "/Names" in pdf.Root else ()
    goals = {str(name): numbers[goal[0].objgen] for name, goal in named}
    if missing := sorted({ref for page in pages for ref, _ in _links(page)} - set(goals)):
        raise PlaybookError(
            f"templates/kinds/{missing[0].split('/')[0]}/book.typ gives {missing[0]} no place: "
            "write #place-name(ref) behind its heading"
        )
    rows = [
        Furniture(number, *head, tuple(_references(page, titles, goals)))
        for (number, page), head in zip(enumerate(pages, 1), _heads(pdf, numbers), strict=True)
    ]
    with Pdf.open(io.BytesIO(draw(rows))) as drawn:
        _lay_over(pdf, pages, drawn)


def _lay_over(pdf: Pdf, pages: Sequence[Page], drawn: Pdf) -> None:
    """Lay the pages of `drawn` over those of a PDF; what many of these need stands there once."""
    resources: dict[bytes, Object] = {}

    def form_of(page: Page) -> Object:
        form = pdf.copy_foreign(page.as_form_xobject())
        needed = form.Resources.unparse()
        form.Resources = resources.setdefault(needed, pdf.make_indirect(form.Resources))
        return form

    @cache
    def end(count: int) -> Stream:
        return pdf.make_stream(b"Q " + b" ".join(b"q /Over%d Do Q" % at for at in range(count)))

    count = len(pages)
    own, further = drawn.pages[:count], [form_of(page) for page in drawn.pages[count:]]
    begin = pdf.make_stream(b"q")
    for number, (page, over) in enumerate(zip(pages, own, strict=True)):
        _round_places(page)
        on_this_side = [further[(number - count) % len(further)]] if number and further else []
        forms = [form_of(over), *on_this_side]
        for at, form in enumerate(forms):
            page.add_resource(form, Name.XObject, Name(f"/Over{at}"))
        page.contents_add(begin, prepend=True)
        page.contents_add(end(len(forms)))


def _round_places(page: Page) -> None:
    """Tell where the links of a page are in hundredths of a point: the book is smaller by 2 %."""
    for link in page.get("/Annots", ()):
        for place in {"/Rect", "/QuadPoints"} & set(link.keys()):
            link[place] = Array([round(float(edge), 2) for edge in link[place]])


def _references(
    page: Page, titles: Mapping[str, str], goals: Mapping[str, int]
) -> Iterator[Reference]:
    """Lead the links of a page to the items that they name; yield the numbers that they lack."""
    height = float(page.mediabox[3])
    for ref, link in _links(page):
        del link["/A"]
        link.Dest, link.Contents = String(ref), String(titles[ref])
        for left, bottom, right, top in _rooms(link):
            size = (top - bottom) / HIGH_NUMBER
            yield Reference(left, height - bottom, right - left, size, goals[ref])


def _links(page: Page) -> Iterator[tuple[str, Object]]:
    """Yield the links of a page that name an item, with its ref."""
    for link in page.get("/Annots", ()):
        address = str(link.get("/A", _NO_ACTION).get("/URI", ""))
        if address.startswith(INSIDE):
            yield address.removeprefix(INSIDE), link


def _rooms(link: Object) -> Iterator[tuple[float, float, float, float]]:
    """Yield the box that a link has for a number: a low one beside words.

    The first part of a link that goes on with the next page has none.
    """
    edges = list(map(float, link.get("/QuadPoints", ())))
    quads = (edges[start : start + _CORNERS] for start in range(0, len(edges), _CORNERS))
    boxes = [(min(one[::2]), min(one[1::2]), max(one[::2]), max(one[1::2])) for one in quads]
    highest = max((top - bottom for _, bottom, _, top in boxes), default=0)
    return (box for box in boxes if 0 < box[3] - box[1] < highest * 2 * HIGH_NUMBER)


class _Mark(NamedTuple):
    """A bookmark: a part, or an item in one."""

    page: int
    y: float
    """How far below the upper edge of its page it begins."""
    is_part: bool
    title: str


def _heads(pdf: Pdf, numbers: Numbers) -> Iterator[tuple[str | None, str | None]]:
    """Yield the part and the item that the head of each page names.

    The item is one that begins high on the page, else the one that goes on.
    """
    begun = {page: list(marks) for page, marks in groupby(_marks(pdf, numbers), lambda m: m.page)}
    part: str | None = None
    item: str | None = None
    for number in numbers.values():
        marks = begun.get(number, [])
        opens_part = any(mark.is_part for mark in marks)
        if marks and marks[0].y < _HIGH:
            item = marks[0].title
        yield (None, None) if opens_part else (part, item)
        for mark in marks:
            part, item = (mark.title, None) if mark.is_part else (part, mark.title)


def _marks(pdf: Pdf, numbers: Numbers) -> Iterator[_Mark]:
    for part in pdf.open_outline().root:
        for mark in (part, *part.children):
            assert isinstance(mark.destination, Array), "Typst names a page and a place on it"
            page, _, _, y, *_ = mark.destination
            height = float(page.MediaBox[3])
            yield _Mark(numbers[page.objgen], height - float(y), mark is part, str(mark.title))
