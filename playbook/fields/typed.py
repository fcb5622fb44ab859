"""The form that every text of an answer has: NFC, LF, nothing that hides."""

from __future__ import annotations

import re
import unicodedata

_BREAKS = re.compile("\r\n?|\u2028|\u2029|\x85|\x0b|\x0c")
# What no one can have typed: controls, byte order marks, surrogates, noncharacters
_GONE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ud800-\udfff\ufdd0-\ufdef"
    + "".join(
        f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(17)
    )
    + "]"
)


def cleaned(text: str, *, one_line: bool = False) -> str:
    """Return `text` in canonical form; on one line where line feeds have no place."""
    if text.isascii() and text.isprintable():
        return text
    text = _BREAKS.sub("\n", text).replace("\t", " ")
    text = unicodedata.normalize("NFC", _GONE.sub("", text))
    return text.replace("\n", " ") if one_line else text


def is_blank(text: str | bytes) -> bool:
    """Tell whether there is nothing but white space in `text`."""
    return not text.strip()
