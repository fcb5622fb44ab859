"""Words and numbers as dense texts: an index is read over slow lines.

The browser reads them: `templates/search/33-unpack.js`.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

SIGNS = "".join(chr(code) for code in range(33, 127) if chr(code) not in '"\\')
"""The signs that stand for digits: none that JSON would write as two."""
LAST = 80
"""So many of them end a number; those behind say that more of it follows. Most numbers are one."""
_SHARED = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def pack_words(words: Iterable[str]) -> str:
    """Return sorted `words` as one text, each as what it shares with the one before, and the rest.

    A capital letter says how many letters are the same (A: none); words hold no capitals.
    """
    packed, before = [], ""
    for word in words:
        same = takewhile(lambda pair: pair[0] == pair[1], zip(word, before, strict=False))
        shared = min(sum(1 for _ in same), len(_SHARED) - 1)
        packed.append(_SHARED[shared] + word[shared:])
        before = word
    return "".join(packed)


def pack_numbers(rows: Iterable[Iterable[int]]) -> str:
    """Return rows of numbers from 0 as one text, the rows with spaces between."""
    return " ".join("".join(map(_digits, row)) for row in rows)


@lru_cache(maxsize=10_000)  # few numbers stand in most places
def _digits(number: int) -> str:
    more, found = len(SIGNS) - LAST, ""
    while number >= LAST:
        number, digit = divmod(number - LAST, more)
        found += SIGNS[LAST + digit]
    return found + SIGNS[number]
