"""The fill font inside a PDF: what typed text is measured and drawn with."""

from __future__ import annotations

import io
import unicodedata
import zlib
from dataclasses import dataclass
from functools import cache as remembered
from functools import lru_cache
from typing import TYPE_CHECKING

from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from playbook.pdf.letters import letters_map
from playbook.typesetting.fonts import fill_font_file

if TYPE_CHECKING:
    from pathlib import Path

    from pikepdf import Object

NAME = "/Fill"
"""What the form calls the font."""
_PLAIN, _TALL = (960, -260), (1000, -420)
"""How far letters reach above and below their line; Arabic ones reach further."""
_WIDE = 1300
"""What a letter of another font is wide at most, about, in thousandths of the size."""
_NO_WIDTH = ("Cf", "Mn", "Me")
_TURNED_OR_PLACED = {"R", "AL", "AN", "NSM", "RLE", "RLO", "RLI"}
"""Unicode's bidirectional classes of what runs from the right, and of marks on other letters."""
_STAND_IN = ("\ufffd", "?")


@dataclass(frozen=True)
class FillFont:
    """A font's glyphs by letter, and its measures in thousandths of the size."""

    glyphs: dict[str, int]
    widths: dict[int, int]
    ascent: int
    descent: int
    box: tuple[int, int, int, int]
    file: bytes
    """The TrueType file, deflated."""
    length: int
    unicode: bytes
    """The map from glyphs back to letters, deflated."""

    def codes(self, text: str) -> list[int]:
        """Return the glyphs of `text`; what the font cannot draw gets one that says so."""
        stand_in = next(self.glyphs[char] for char in _STAND_IN if char in self.glyphs)
        return [
            self.glyphs.get(char, stand_in)
            for char in text
            if char in self.glyphs or unicodedata.category(char) not in _NO_WIDTH
        ]

    def width(self, text: str) -> int:
        """Return the width of `text` in thousandths of the size; what it lacks counts as wide."""
        return sum(
            self.widths[self.glyphs[char]] if char in self.glyphs else _WIDE
            for char in text
            if char in self.glyphs or unicodedata.category(char) not in _NO_WIDTH
        )

    def draws(self, text: str) -> bool:
        """Tell whether `text` is drawn right glyph after glyph, from the left.

        Then the font has its letters; none of them runs from the right, or stands on another.
        """
        return text.isascii() or not any(
            unicodedata.bidirectional(char) in _TURNED_OR_PLACED
            or (char not in self.glyphs and char != "\n" and unicodedata.category(char) != "Cf")
            for char in text
        )


def runs_right_to_left(text: str, *, otherwise: bool) -> bool:
    """Tell whether a paragraph runs from right to left: its first strong letter decides."""
    for char in text:
        kind = unicodedata.bidirectional(char)
        if kind in ("L", "R", "AL"):
            return kind != "L"
    return otherwise


@remembered
def fill_font(scripts: tuple[str, ...], cache: Path) -> FillFont:
    """Return the fill font for some alphabets."""
    raw = fill_font_file(scripts, cache)
    font = TTFont(io.BytesIO(raw), lazy=True)
    assert font["head"].unitsPerEm == 1000, "measures are taken as thousandths"
    order = {name: index for index, name in enumerate(font.getGlyphOrder())}
    glyphs = letters_of(raw)
    metrics, head = font["hmtx"].metrics, font["head"]
    ascent, descent = _TALL if "arabic" in scripts else _PLAIN
    return FillFont(
        glyphs=glyphs,
        widths={order[name]: width for name, (width, _) in metrics.items()},
        ascent=ascent,
        descent=descent,
        box=(head.xMin, head.yMin, head.xMax, head.yMax),
        file=zlib.compress(raw, 9),
        length=len(raw),
        unicode=zlib.compress(_to_unicode(glyphs), 9),
    )


@lru_cache(maxsize=8)
def letters_of(file: bytes) -> dict[str, int]:
    """Return the glyphs of a TrueType file by letter."""
    font = TTFont(io.BytesIO(file), lazy=True)
    order = {name: index for index, name in enumerate(font.getGlyphOrder())}
    return {chr(code): order[name] for code, name in sorted(font.getBestCmap().items())}


def embed(font: FillFont, pdf: Pdf) -> Object:
    """Put the font into `pdf`, whole: a viewer needs letters that nobody has typed yet."""
    name = Name("/PlaybookFill")
    file = Stream(pdf, b"", Length1=font.length)
    file.write(font.file, filter=Name.FlateDecode)
    unicode = Stream(pdf, b"")
    unicode.write(font.unicode, filter=Name.FlateDecode)
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=name,
        Flags=32,
        FontBBox=Array(font.box),
        ItalicAngle=0,
        Ascent=font.ascent,
        Descent=font.descent,
        CapHeight=714,
        StemV=80,
        FontFile2=pdf.make_indirect(file),
    )
    widths = [font.widths[glyph] for glyph in range(max(font.widths) + 1)]
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=name,
        CIDSystemInfo=Dictionary(
            Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0
        ),
        FontDescriptor=pdf.make_indirect(descriptor),
        DW=600,
        W=Array([0, Array(widths)]),
        CIDToGIDMap=Name.Identity,
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=name,
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(descendant)]),
            ToUnicode=pdf.make_indirect(unicode),
        )
    )


def _to_unicode(glyphs: dict[str, int]) -> bytes:
    letters: dict[int, str] = {}
    for char, glyph in glyphs.items():
        letters.setdefault(glyph, char)
    return letters_map({glyph: _base(char) for glyph, char in letters.items()})


def _base(char: str) -> str:
    """Return the letter that a shape stands for, so that copied text is text."""
    is_shape = 0xFB50 <= ord(char) <= 0xFEFC
    return (unicodedata.normalize("NFKC", char).strip() or char) if is_shape else char
