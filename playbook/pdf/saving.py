"""Save a PDF: its rows have headers, and the same PDF has the same bytes.

Typst makes headers of columns alone. A header cell says of what it is the header (ISO 32000-1,
14.8.5.7): the first cell of a row is one where it has no field and another cell has one, and in a
map, whose pages lie on their side.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Pdf

if TYPE_CHECKING:
    from collections.abc import Iterator

_LEAVES = frozenset(("/P", "/Span", "/Strong", "/Em", "/Form", "/Link", "/H1", "/H2", "/H3", "/TH"))
"""Elements that no table is in."""
_NO_MORE = frozenset(("/Type", "/S", "/P", "/K", "/Pg"))
"""What a division has that says nothing: no language, no words in its place, no attribute."""


def pdf_bytes(pdf: Pdf) -> bytes:
    """Return a PDF as a file, the rows of its tables with their headers."""
    name_rows(pdf)
    return saved(pdf)


def saved(pdf: Pdf) -> bytes:
    """Return a PDF as a file, as it is."""
    out = io.BytesIO()
    pdf.save(
        out, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate, linearize=False
    )
    return out.getvalue()


def without_divisions(pdf: Pdf) -> Pdf:
    """Take out of the tree of a PDF what only says where its parts stand; return the PDF.

    Typst makes a division of each grid and each of its cells. None says anything to a reader of
    the tree, and in a book they are ten thousand.
    """
    _lift(pdf.Root.StructTreeRoot)
    return pdf


def _lift(element: Any) -> list[Any]:
    """Put what is in the divisions below an element in their place; return what it holds then."""
    kids = element.get("/K", [])
    held: list[Any] = []
    lifted = False
    for kid in list(kids) if isinstance(kids, Array) else [kids]:
        below = _lift(kid) if _is_element(kid) else []
        if _says_nothing(kid) and all(map(_is_element, below)):
            for one in below:
                one.P = element
            held += below
            lifted = True
        else:
            held.append(kid)
    if lifted:
        element.K = Array(held)
    return held


def _says_nothing(kid: Any) -> bool:
    return bool(_is_element(kid) and Name.Div == kid.S and set(kid.keys()) <= _NO_MORE)


def _is_element(kid: Any) -> bool:
    return isinstance(kid, Dictionary) and "/S" in kid


def name_rows(pdf: Pdf) -> None:
    """Make the first cells of rows in `pdf` headers where they say what the row is."""
    for body in list(_topmost(pdf.Root.StructTreeRoot, "/TBody")):
        for row in _kids(body):
            first, *others = _kids(row) or [None]
            if first is None or first.S != Name.TD or _holds_form(first):
                continue
            if any(map(_holds_form, others)) or _on_its_side(first):
                first.S = Name.TH
                scope = Dictionary(O=Name.Table, Scope=Name.Row)
                given = first.get("/A")
                before = list(given) if isinstance(given, Array) else [given] if given else []
                first.A = Array([*before, scope])


def _topmost(element: Any, kind: str) -> Iterator[Any]:
    for kid in _kids(element):
        if kind == kid.S:
            yield kid
        elif str(kid.S) not in _LEAVES:
            yield from _topmost(kid, kind)


def _holds_form(element: Any) -> bool:
    return next(_all_below(element, "/Form"), None) is not None


def _all_below(element: Any, kind: str) -> Iterator[Any]:
    for kid in _kids(element):
        if kind == kid.S:
            yield kid
        yield from _all_below(kid, kind)


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K", [])
    kids = list(kids) if isinstance(kids, Array) else [kids]
    return [kid for kid in kids if _is_element(kid)]


def _on_its_side(element: Any) -> bool:
    page = element.get("/Pg") or next((kid["/Pg"] for kid in _kids(element) if "/Pg" in kid), None)
    if page is None:
        return False
    _, _, width, height = (float(edge) for edge in page.MediaBox)
    return width > height
