"""Letters that are drawn and not read.

A viewer that sets the texts of a form anew (Firefox, by pdf.js) shows the text that it finds in a
field's drawing instead of the field's value, and keeps that as the answer as soon as somebody
types there: the beginning of a long answer, a day in words, an answer without the letters that
were drawn as a picture. So what is not the value, letter by letter, is drawn with a font that
calls each of its letters U+200B. That viewer leaves those out, finds nothing, and shows the value.
Other programs take the text to search and to copy from /ActualText, which stands around the
drawing.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from pikepdf import Dictionary, Stream

if TYPE_CHECKING:
    from pikepdf import Object, Pdf

MUTE = "/Mute"
"""What the form calls its own font without the meaning of its letters."""
_LETTER = re.compile(rb"^(<[0-9A-Fa-f]{4}>) <[0-9A-Fa-f]+>$", re.MULTILINE)
_SPACE = b"1 beginbfchar\n<FFFF> <0020>\nendbfchar\nendcmap"


@lru_cache(maxsize=32)
def mute_map(letters: bytes) -> bytes:
    """Return a font's map from glyphs to letters (a /ToUnicode) in which no glyph is a letter.

    It has one sign that nothing draws, a space: PDFium takes /ActualText only where the font has
    a sign of it.
    """
    return _LETTER.sub(rb"\1 <200B>", letters).replace(b"endcmap", _SPACE, 1)


def muted(font: Object, pdf: Pdf) -> Object:
    """Return a font of `pdf` that draws like `font`, and whose letters are not read."""
    letters = Stream(pdf, mute_map(font.ToUnicode.read_bytes()))
    return pdf.make_indirect(Dictionary({**dict(font.items()), "/ToUnicode": letters}))


def field_drawing(content: bytes, instead: str = "") -> bytes:
    """Return `content` as the drawing of a text field; `instead` is what it reads as."""
    if instead:
        text = f"\ufeff{instead} ".encode("utf-16-be").hex().upper()
        content = f"/Span << /ActualText <{text}> >> BDC ".encode() + content + b" EMC"
    return b"/Tx BMC " + content + b" EMC"
