"""Texts as search sees them: the same letters, whoever types them. The browser does likewise."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from itertools import pairwise
from unicodedata import category, normalize

_DIGITS = {
    chr(zero + digit): str(digit)
    for zero in (0x0660, 0x06F0, 0x0966)  # Arabic, Persian, Devanagari
    for digit in range(10)
}
# What Unicode does not take apart: letters that people also type without their strokes and ties,
# the forms of Arabic letters that are one letter to a reader, and figures
LETTERS = {
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "\u0131": "i",  # the Turkish i without a dot
    "\u03c2": "\u03c3",  # sigma at the end of a word
    "\u0649": "\u064a",  # alef maksura, ye
    "\u06cc": "\u064a",  # Persian ye
    "\u0629": "\u0647",  # te marbuta, he
    "\u06d5": "\u0647",  # Kurdish e
    "\u0671": "\u0627",  # alef wasla
    "\u06a9": "\u0643",  # Persian kaf
    "\u0640": "",  # the stroke that only stretches a word
} | _DIGITS
MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u08d3-\u08ff\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a\ufe20-\ufe2f"
)
"""Marks that many leave out: of Latin, Greek, Cyrillic, Hebrew, Arabic, Japanese. Elsewhere, as in
Hindi and Thai, a mark is a vowel, and without it a word is another one."""
UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
"""Letters of scripts that put no space between words: two neighbours count as a word."""
MOST = 40
"""Letters of a word that count."""
_JOINERS = "-\u2010\u2011:/"

_NOT = re.compile(r"n['\u2019]t\b")
"""The end of "won't", which is no winning; many type it without the apostrophe."""
_MARK = re.compile(f"[{MARKS}]")
_RUN = re.compile(f"[{UNSPACED}]+|[^{UNSPACED}]+")
_UNSPACED = re.compile(f"[{UNSPACED}]")


class _Plain(dict[int, str]):
    """Sign -> what search sees of it; each is looked up in Unicode once."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        kind = category(char)
        left_out = kind == "Cf" or (kind[0] == "M" and _MARK.match(char))
        self[code] = "" if left_out else LETTERS.get(char, char)
        return self[code]


class _Apart(dict[int, str]):
    """Sign -> itself in a word, a hyphen between two that are also one, a space elsewhere."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        self[code] = char if category(char)[0] in "LNM" else "-" if char in _JOINERS else " "
        return self[code]


_PLAIN, _APART = _Plain(), _Apart()


def plain(text: str) -> str:
    """Return `text` in small letters without marks: "Café", "cafe\u0301" and "CAFE" are one."""
    return normalize("NFKD", text).lower().translate(_PLAIN)


def words(text: str) -> list[str]:
    """Return the words of `text`."""
    return [word for chunk in _chunks(text) for word in _words(chunk)]


def index_words(text: str) -> list[str]:
    """Return the words of `text`, and those that are often typed as one: "preselling"."""
    return [word for chunk in _chunks(text) for word in _index_words(chunk)]


def count_words(text: str) -> dict[str, int]:
    """Return how often each of the words stands in `text` that `index_words` returns."""
    found: dict[str, int] = {}
    for chunk, times in Counter(_chunks(text)).items():
        for word in _index_words(chunk):
            found[word] = found.get(word, 0) + times
    return found


@lru_cache(maxsize=100_000)
def _index_words(chunk: str) -> tuple[str, ...]:
    """Return the words of what stands between two spaces; a text says few things only once."""
    pairs = pairwise(filter(None, chunk.split("-")))
    return (*_words(chunk), *("".join(pair)[:MOST] for pair in pairs))


def _words(chunk: str) -> list[str]:
    return [one for word in chunk.split("-") for one in _parts(word)]


def _chunks(text: str) -> list[str]:
    return _NOT.sub("nt", plain(text)).translate(_APART).split()


def _parts(word: str) -> list[str]:
    return [
        part[:MOST]
        for run in _RUN.findall(word)
        for part in (_pairs(run) if _UNSPACED.match(run) else [run])
    ]


def _pairs(run: str) -> list[str]:
    return [run[at : at + 2] for at in range(len(run) - 1)] or [run]
