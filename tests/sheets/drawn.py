"""What a PDF shows: the words on its pages and in its boxes, and where each box's text lies."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any, NamedTuple

import pikepdf
import pypdfium2
from fontTools.ttLib import TTFont

from playbook.pdf.fill_font import letters_of
from playbook.pdf.widgets import widgets_of

if TYPE_CHECKING:
    from collections.abc import Iterator

FOOT = 40
"""Points from the edge of a page up to which its foot reaches, in smaller letters."""
_SIZE = re.compile(rb"/Fill ([\d.]+) Tf")
_LINE = re.compile(rb"(?:([\d.]+) Tz )?1 0 0 1 ([\d.-]+) ([\d.-]+) Tm <([0-9A-F]*)> Tj")
LEAST = 8.0
"""Points that what somebody typed is drawn in at least."""


class Drawing(NamedTuple):
    """What a box shows: its text, the size, and whether every letter lies inside."""

    text: str
    size: float
    inside: bool


def boxes(raw: bytes) -> Iterator[Drawing]:
    """Yield what each box with a text shows, by the positions of its glyphs."""
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        font = pdf.Root.AcroForm.DR.Font["/Fill"].DescendantFonts[0]
        descriptor, widths = font.FontDescriptor, [int(width) for width in font.W[1]]
        file = descriptor.FontFile2.read_bytes()
        letters = {glyph: sign for sign, glyph in letters_of(file).items()}
        bounds = TTFont(io.BytesIO(file), lazy=True)["glyf"]
        names = TTFont(io.BytesIO(file), lazy=True).getGlyphOrder()
        for widget in widgets_of(pdf):
            stream: Any = widget.get("/AP", {}).get("/N")
            content = stream.read_bytes() if isinstance(stream, pikepdf.Stream) else b""
            if b"Tj" not in content or b"/Fill " not in content:  # one that Typst has set
                continue
            found = _SIZE.search(content)
            assert found is not None
            size, (_, _, wide, high) = float(found[1]), (float(edge) for edge in stream.BBox)
            lines, inside = [], True
            for narrow, x, y, codes in _LINE.findall(content):
                glyphs = [int(codes[at : at + 4], 16) for at in range(0, len(codes), 4)]
                lines.append("".join(letters.get(glyph, "\ufffd") for glyph in glyphs))
                ink = [glyph for glyph in map(bounds.get, (names[g] for g in glyphs)) if glyph]
                tops = [glyph.yMax for glyph in ink if glyph.numberOfContours]
                lows = [glyph.yMin for glyph in ink if glyph.numberOfContours]
                scale = size / 1000
                inside &= float(x) >= 0
                room = sum(widths[glyph] for glyph in glyphs) * scale * float(narrow or 100) / 100
                inside &= float(x) + room <= wide
                inside &= float(y) + max(tops, default=0) * scale <= high
                inside &= float(y) + min(lows, default=0) * scale >= 0
            yield Drawing("\n".join(lines), size, inside)


class Letter(NamedTuple):
    """A letter of a page: its size in points, and whether all of it lies on the page."""

    sign: str
    size: float
    inside: bool
    above: float
    """How far its foot is from the lower edge."""


def placed(raw: bytes, number: int | None = None) -> Iterator[Letter]:
    """Yield each letter that stands on a page itself, or on all, by the positions of glyphs."""
    with pypdfium2.PdfDocument(raw) as pdf:
        for leaf in pdf if number is None else [pdf[number]]:
            wide, high = leaf.get_size()
            text = leaf.get_textpage()
            for at in range(text.count_chars()):
                sign = chr(pypdfium2.raw.FPDFText_GetUnicode(text, at))
                left, bottom, right, top = text.get_charbox(at)
                size = float(pypdfium2.raw.FPDFText_GetFontSize(text, at))
                inside = (
                    left > -EDGE and bottom > -EDGE and right < wide + EDGE and top < high + EDGE
                )
                if sign.strip() and right > left:
                    yield Letter(sign, size, inside, bottom)


LEAST_SIDE = 3
"""Points of a page's side in PDF, at least; no letter fits a box that is smaller."""
EDGE = 0.5
"""Points that the outline of a letter may lie past the space that the font says it takes."""


def lettered(raw: bytes) -> Iterator[Letter]:
    """Yield each letter in boxes that Typst has set, placed in its box."""
    boxed = _lettered_boxes(raw)
    if boxed:
        yield from placed(boxed)


def lettered_texts(raw: bytes) -> list[str]:
    """Return what stands in each box that Typst has set, as PDFium reads it."""
    boxed = _lettered_boxes(raw)
    return pages(boxed) if boxed else []


def _lettered_boxes(raw: bytes) -> bytes | None:
    """Return a PDF with a page for each box that Typst has set and that is not hidden."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(raw)) as pdf, pikepdf.new() as boxed:
        for widget in widgets_of(pdf):
            stream: Any = widget.get("/AP", {}).get("/N")
            if not isinstance(stream, pikepdf.Stream) or "/Fill" in stream.Resources.get(
                "/Font", {}
            ):
                continue
            _, _, wide, high = (float(edge) for edge in stream.BBox)
            if min(wide, high) < LEAST_SIDE:
                continue
            leaf = boxed.add_blank_page(page_size=(wide, high))
            leaf.Resources = pikepdf.Dictionary(XObject={"/X": boxed.copy_foreign(stream)})
            leaf.Contents = boxed.make_stream(b"/X Do")
        if not boxed.pages:
            return None
        boxed.save(out)
    return out.getvalue()


def pages(raw: bytes) -> list[str]:
    """Return the text of each page itself, without its boxes, as PDFium extracts it."""
    with pypdfium2.PdfDocument(raw) as pdf:
        return [leaf.get_textpage().get_text_range() for leaf in pdf]


def words(raw: bytes) -> set[str]:
    """Return all words that a PDF shows, on its pages and in its boxes."""
    in_boxes = (box.text for box in boxes(raw))
    return set(" ".join([*pages(raw), *in_boxes, *lettered_texts(raw)]).split())
