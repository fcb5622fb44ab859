"""What a script needs to fill in a sheet by one incremental update, without reading the PDF.

`sidecar(pdf)` returns, ready for JSON:

    format      "playbook-sidecar/1"
    length      the PDF's size in bytes, where the update is added
    startxref   where its cross-reference stream begins (the update's /Prev)
    size        its number of objects (the update's first new number; /Size grows from it)
    root, info  the numbers of these objects
    id          both parts of /ID in hex; the update keeps the first
    rtl         whether the sheet runs from right to left
    pad, sizes, leading, ink
                how text is set: the padding in points, [largest of a line, largest of an area,
                smallest, step], the factor from size to line, and the colour's operator. A text
                takes the largest size at which its lines fit: size * (leading * (lines - 1) +
                (ascent - descent) / 1000) is at most the height - pad - 1. An area begins `pad`
                below its top; anything else stands in the middle
    font        {name, object, mute, ascent, descent, glyphs}: `mute` is the {name, object} of the
                font whose letters are not read (playbook/pdf/mute.py); `glyphs` is a list of runs
                [first code point, first glyph, [widths]], neighbours in both; measures are
                thousandths of the size. A glyph is written as four hex digits in a Tj.
    resources   the number of the object to name as /Resources of a text's appearance
    pages       {object, head, kids, count, box}: the flat list of pages, and the size of one
    document    {object, head, kids}: the one element of the structure that holds all others
    tree        {object, head, nums, next}: the structure's root; `nums` are the entries of its
                parent tree, `next` is its first free key
    outline     {object, head, count, last: {object, head}}: the bookmarks, and the last of the
                first level
    language, words
                what a script says on added pages and of them
    hidden      {object, head, about}: the field that nobody sees; `about` is its JSON
    fields      by name, in reading order:
        {kind: "text", object, head, rect: [width, height], area: bool, page}
        {kind: "box", object, head, on: "Yes"}
        {kind: "radio", object, head, options: [{object, head, on}]}

A `head` is the object's dictionary as it stands in the file, without its closing `>>` and without
/V, /AS and a text's /DA and /AP: a script writes `N 0 obj`, the head, what it adds, `>>` and
`endobj`. A check gets /V and /AS, a radio group /V and each of its options /AS; their appearances
for both states stay. A text gets /V, a /DA with its size, and an /AP whose /N is a new stream: a
form with /BBox [0 0 width height]. All objects have generation 0. The cross-reference of the
update has to be a stream.
"""

from __future__ import annotations

import io
import json
import re
from copy import copy
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pikepdf

from playbook.pdf.appearance import INK, LEADING, PAD, SIZES, SMALLEST, STEP
from playbook.pdf.fill_font import NAME, letters_of
from playbook.pdf.mute import MUTE
from playbook.pdf.widgets import HIDDEN, MULTILINE, RADIO
from playbook.sheets.words import script_words

if TYPE_CHECKING:
    from playbook.render.words import Words

FORMAT = "playbook-sidecar/1"
_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")


def sidecar(raw: bytes, words: Words) -> dict[str, Any]:
    """Return what a script must know of the sheet `raw`, a PDF that `blank` has made.

    `words` are those of the sheet.
    """
    start = _START.search(raw)
    assert start is not None, "a sheet of ours ends as PDF says"
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        fields = {str(field["/T"]).replace(":", "."): field for field in pdf.Root.AcroForm.Fields}
        hidden = fields.pop(HIDDEN)
        numbers: dict[Any, int] = {leaf.objgen: number for number, leaf in enumerate(pdf.pages, 1)}
        fonts = pdf.Root.AcroForm.DR.Font
        viewer = pdf.Root.get("/ViewerPreferences", pikepdf.Dictionary())
        return {
            "format": FORMAT,
            "length": len(raw),
            "startxref": int(start[1]),
            "size": int(pdf.trailer.Size),
            "root": pdf.Root.objgen[0],
            "info": pdf.docinfo.objgen[0],
            "id": [bytes(part).hex() for part in pdf.trailer.ID],
            "rtl": str(viewer.get("/Direction", "/L2R")) == "/R2L",
            "pad": PAD,
            "sizes": [SIZES["line"], SIZES["area"], SMALLEST, STEP],
            "leading": LEADING,
            "ink": INK,
            "font": _font(fonts[NAME], fonts[MUTE]),
            **_structure(pdf),
            "language": words.language,
            "words": script_words(words),
            "resources": pdf.Root.AcroForm.DR.objgen[0],
            "hidden": {
                "object": hidden.objgen[0],
                "head": _head(hidden, "/V"),
                "about": json.loads(str(hidden.V)),
            },
            "fields": {name: _field(field, numbers) for name, field in fields.items()},
        }


def _structure(pdf: pikepdf.Pdf) -> dict[str, Any]:
    """Return what a script needs to add pages: the heads of what it has to write anew."""
    root, pages, outline = pdf.Root.StructTreeRoot, pdf.Root.Pages, pdf.Root.Outlines
    (document,) = root.K  # as Typst writes them: one document, flat lists
    assert len(pages.Kids) == pages.Count, "a flat list of pages"
    box = pdf.pages[0].mediabox
    return {
        "pages": {
            **_part(pages, "/Kids", "/Count"),
            "kids": _inside(pages.Kids),
            "count": int(pages.Count),
            "box": [float(box[2]), float(box[3])],
        },
        "document": {**_part(document, "/K"), "kids": _inside(document.K)},
        "tree": {
            **_part(root, "/ParentTree", "/ParentTreeNextKey"),
            "nums": _inside(root.ParentTree.Nums),
            "next": int(root.ParentTreeNextKey),
        },
        "outline": {
            **_part(outline, "/Last", "/Count"),
            "count": int(outline.Count),
            "last": _part(outline.Last, "/Next"),
        },
    }


def _part(value: Any, *without: str) -> dict[str, Any]:
    return {"object": value.objgen[0], "head": _head(value, *without)}


def _inside(values: Any) -> str:
    return _pdf_text(values).removeprefix("[").removesuffix("]").strip()


def _field(field: Any, numbers: dict[Any, int]) -> dict[str, Any]:
    number, flags = field.objgen[0], int(field.get("/Ff", 0))
    if field.FT == "/Tx":
        left, bottom, right, top = (float(edge) for edge in field.Rect)
        return {
            "kind": "text",
            "object": number,
            "head": _head(field, "/V", "/DA", "/AP"),
            "rect": [round(right - left, 2), round(top - bottom, 2)],
            "area": bool(flags & MULTILINE),
            "page": numbers[field.P.objgen],
        }
    if flags & RADIO:
        options = [
            {"object": kid.objgen[0], "head": _head(kid, "/AS"), "on": _on(kid)}
            for kid in field.Kids
        ]
        return {"kind": "radio", "object": number, "head": _head(field, "/V"), "options": options}
    return {"kind": "box", "object": number, "head": _head(field, "/V", "/AS"), "on": _on(field)}


def _on(widget: Any) -> str:
    return next(str(state)[1:] for state in widget.AP.N if state != "/Off")


def _head(value: Any, *without: str) -> str:
    """Return a dictionary as the file holds it, references and all, up to its end."""
    kept = copy(value)
    for key in without:
        if key in kept:
            del kept[key]
    return _pdf_text(kept).removesuffix(" >>")


def _pdf_text(value: Any) -> str:
    text: bytes = value.unparse()
    return text.decode("ascii")


def _font(font: Any, mute: Any) -> dict[str, Any]:
    descendant = font.DescendantFonts[0]
    return {
        "name": NAME[1:],
        "object": font.objgen[0],
        "mute": {"name": MUTE[1:], "object": mute.objgen[0]},
        "ascent": int(descendant.FontDescriptor.Ascent),
        "descent": int(descendant.FontDescriptor.Descent),
        "glyphs": _runs(descendant.FontDescriptor.FontFile2.read_bytes(), _inside(descendant.W[1])),
    }


@lru_cache(maxsize=8)  # most sheets have the same
def _runs(file: bytes, widths: str) -> list[list[Any]]:
    """Return the letters of a TrueType file in runs; `widths` are those of its glyphs."""
    wide = list(map(int, widths.split()))
    runs: list[list[Any]] = []
    for char, glyph in sorted(letters_of(file).items()):
        last = runs[-1] if runs else None
        if last and ord(char) - last[0] == glyph - last[1] == len(last[2]):
            last[2].append(wide[glyph])
        else:
            runs.append([ord(char), glyph, [wide[glyph]]])
    return runs
