"""Letters that are drawn and not read.

A viewer that sets the texts of a form anew (Firefox, by pdf.js) shows the text that it finds in a
field's drawing instead of the field's value, and keeps that as the answer as soon as somebody
types there: the beginning of a long answer, a day in words, an answer without the letters that
were drawn as a picture. So what is not the value, letter by letter, is drawn with a font that
calls its letters U+200B and the like. That viewer leaves those out, finds nothing, and shows the
value. Other programs take the text to search and to copy from /ActualText, which stands around
the drawing.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from pikepdf import Dictionary, Stream

from playbook.pdf.letters import letters_map

if TYPE_CHECKING:
    from pikepdf import Object, Pdf

MUTE = "/Mute"
"""What the form calls its own font without the meaning of its letters."""
_SILENT = "\u200b\u200c\u200d\u200e"
"""Signs that nobody sees and pdf.js leaves out; four, so that a map has few ranges."""
_GLYPH = re.compile(rb"^<([0-9A-Fa-f]{4})> <", re.MULTILINE)


@lru_cache(maxsize=32)
def mute_map(letters: bytes) -> bytes:
    """Return a font's map from glyphs to letters (a /ToUnicode) in which no glyph is a letter.

    It has one sign that nothing draws, a space: PDFium takes /ActualText only where the font has
    a sign of it.
    """
    last = max(int(code, 16) for code in _GLYPH.findall(letters))
    # A range of letters is no longer than a byte is large.
    silent = {glyph: _SILENT[glyph % len(_SILENT)] for glyph in range(last + 256)}
    return letters_map(silent | {0xFFFF: " "})


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
