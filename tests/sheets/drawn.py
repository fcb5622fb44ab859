"""What a PDF shows: the words on its pages and in its boxes, and where each box's text lies."""

from __future__ import annotations

import io
import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import pikepdf
import pypdfium2
from fontTools.ttLib import TTFont

from playbook.pdf.fill_font import letters_of
from tests.sheets.widgets import widgets_of

if TYPE_CHECKING:
    from collections.abc import Iterator

FOOT = 40
"""Points from the edge of a page up to which its foot reaches, in smaller letters."""
_SIZE = re.compile(rb"/(?:Fill|Mute) ([\d.]+) Tf")
_CODE = rb"<([0-9A-Fa-f]{4})>"
_MAPPED = re.compile(rb"^%b(?: %b)? <([0-9A-Fa-f]+)>$" % (_CODE, _CODE), re.MULTILINE)
_OPERATORS = (
    "b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EI EMC ET EX f F f* G g gs h i ID j J K k "
    "l m M MP n q Q re RG rg ri s S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W "
    "W* y ' \" INLINE IMAGE"
)
"""ISO 32000-2, table A.1."""
_READ = re.compile(rb"/ActualText <([0-9A-F]+)>")
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
            if b"Tj" not in content or _of_typst(stream):
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
            yield Drawing(_text_read(content) or "\n".join(lines), size, inside)


def _text_read(content: bytes) -> str:
    """Return what a drawing says that it reads as, where it says so."""
    found = _READ.search(content)
    return bytes.fromhex(found[1].decode()).decode("utf-16").strip() if found else ""


def _of_typst(drawing: Any) -> bool:
    """Tell whether a drawing is set in Typst's fonts, not in the form's own."""
    return not {"/Fill", "/Mute"} & set(drawing.Resources.get("/Font", {}))


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
    boxed = _lettered_boxes(raw, read=False)
    if boxed:
        yield from placed(boxed)


def lettered_texts(raw: bytes) -> list[str]:
    """Return what stands in each box that Typst has set, as PDFium reads it."""
    boxed = _lettered_boxes(raw, read=True)
    return pages(boxed) if boxed else []


def _lettered_boxes(raw: bytes, *, read: bool) -> bytes | None:
    """Return a PDF with a page for each box that Typst has set and that is not hidden.

    Where it is not to be `read` as the text that it says, each of its letters has its own place.
    """
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(raw)) as pdf, pikepdf.new() as boxed:
        for widget in widgets_of(pdf):
            stream: Any = widget.get("/AP", {}).get("/N")
            if not isinstance(stream, pikepdf.Stream) or not _of_typst(stream):
                continue
            _, _, wide, high = (float(edge) for edge in stream.BBox)
            if min(wide, high) < LEAST_SIDE:
                continue
            leaf = boxed.add_blank_page(page_size=(wide, high))
            copy = boxed.copy_foreign(stream)
            if not read:
                copy.write(_READ.sub(b"/Unread <>", copy.read_bytes()))
            leaf.Resources = pikepdf.Dictionary(XObject={"/X": copy})
            leaf.Contents = boxed.make_stream(b"/X Do")
        if not boxed.pages:
            return None
        boxed.save(out)
    return out.getvalue()


def taken_for_answers(raw: bytes) -> Iterator[str]:
    """Yield what a viewer that sets texts anew reads in a box, where it is not what the box holds.

    As pdf.js does: it leaves out signs that nobody sees, and minds no space (5.6).
    """
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        for widget in widgets_of(pdf):
            if "/V" in widget and isinstance(stream := widget.AP.N, pikepdf.Stream):
                shown = (
                    sign for sign in _letters_read(stream) if unicodedata.category(sign) != "Cf"
                )
                read = "".join("".join(shown).split())
                if read and read != "".join(str(widget.V).split()):
                    yield read


def unknown_operators(raw: bytes) -> set[str]:
    """Return what stands for operators in what a PDF draws, on pages and in boxes, and is none."""
    found: set[str] = set()
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        for drawing in [*pdf.pages, *(widget.AP.N for widget in widgets_of(pdf) if "/V" in widget)]:
            if isinstance(drawing, pikepdf.Page | pikepdf.Stream):
                found |= {str(one.operator) for one in pikepdf.parse_content_stream(drawing)}
    return found - set(_OPERATORS.split())


def _letters_read(drawing: Any) -> str:
    """Return the letters of a drawing, as its fonts say what they are."""
    read: list[str] = []
    letters: dict[bytes, str] = {}
    for one in pikepdf.parse_content_stream(drawing):
        operands, operator = list(one.operands), str(one.operator)
        if operator == "Tf":
            letters = _letters_of_font(drawing.Resources.Font[operands[0]].ToUnicode.read_bytes())
        elif operator in ("Tj", "TJ"):
            parts: Any = operands[0] if operator == "TJ" else operands
            codes = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
            read += [letters.get(codes[at : at + 2], "") for at in range(0, len(codes), 2)]
    return "".join(read)


@lru_cache(maxsize=64)
def _letters_of_font(map_: bytes) -> dict[bytes, str]:
    found = {}
    for first, last, letters in _MAPPED.findall(map_):
        begin, text = int(first, 16), bytes.fromhex(letters.decode()).decode("utf-16-be")
        for glyph in range(begin, int(last or first, 16) + 1):
            found[glyph.to_bytes(2)] = text[:-1] + chr(ord(text[-1]) + glyph - begin)
    return found


def pages(raw: bytes) -> list[str]:
    """Return the text of each page itself, without its boxes, as PDFium extracts it."""
    with pypdfium2.PdfDocument(raw) as pdf:
        return [leaf.get_textpage().get_text_range() for leaf in pdf]


def words(raw: bytes) -> set[str]:
    """Return all words that a PDF shows, on its pages and in its boxes."""
    in_boxes = (box.text for box in boxes(raw))
    return set(" ".join([*pages(raw), *in_boxes, *lettered_texts(raw)]).split())
