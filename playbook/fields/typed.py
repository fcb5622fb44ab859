"""The form that every answer has: texts in NFC, LF, nothing that hides; nothing that is blank."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Any, TypeAlias

_BREAKS = re.compile("\r\n?|\u2028|\u2029|\x85|\x0b|\x0c")
# What no one can have typed: controls, byte order marks, surrogates, noncharacters
_GONE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ud800-\udfff\ufdd0-\ufdef"
    + "".join(
        f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(17)
    )
    + "]"
)


_MOST_MARKS = 30
"""Marks on one letter that count (UAX #15, Stream-Safe Text Format): sorting more takes long."""


def canonical_text(text: str, *, one_line: bool = False) -> str:
    """Return `text` in canonical form; on one line where line feeds have no place."""
    if text.isascii() and text.isprintable():
        return text
    text = _BREAKS.sub("\n", text).replace("\t", " ")
    text = _slim(unicodedata.normalize("NFC", _slim(_GONE.sub("", text))))
    return text.replace("\n", " ") if one_line else text


def _slim(text: str) -> str:
    """Return `text` without marks that nobody can read any more, one above the other."""
    return _marks().sub(r"\1", text) if len(text) > _MOST_MARKS else text


@cache
def _marks() -> re.Pattern[str]:
    ranges, first = "", 0
    for code in range(0x300, 0x1F000):
        is_mark = unicodedata.category(chr(code))[0] == "M"
        if is_mark and not first:
            first = code
        elif first and not is_mark:
            ranges += f"{chr(first)}-{chr(code - 1)}"
            first = 0
    return re.compile(
        f"([{ranges}\U000e0100-\U000e01ef]{{{_MOST_MARKS}}})[{ranges}\U000e0100-\U000e01ef]+"
    )


def is_blank(text: str | bytes) -> bool:
    """Tell whether there is nothing but white space in `text`."""
    return not text.strip()


MAX_DEPTH = 8
Fitted: TypeAlias = tuple[Any, Any]
"""What fits a question, and what is left over; None where there is nothing."""


def tidy(value: object, depth: int = 0) -> Any:
    """Return any value in canonical form without knowing the question; None where it is blank."""
    if value is True:
        return True
    if isinstance(value, str):
        text = canonical_text(value)
        return None if is_blank(text) else text
    if depth >= MAX_DEPTH:
        return None
    if isinstance(value, list):
        return [inner for one in value if (inner := tidy(one, depth + 1))] or None
    if isinstance(value, dict):
        pairs = (
            (canonical_text(str(key), one_line=True), tidy(one, depth + 1))
            for key, one in value.items()
        )
        return {key: inner for key, inner in pairs if inner} or None
    return None
