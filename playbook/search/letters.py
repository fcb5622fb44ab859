"""Texts as search sees them: the same letters, whoever types them. The browser does likewise."""

from __future__ import annotations

import re
from unicodedata import category, normalize

# What Unicode does not take apart: letters that people also type without their strokes and ties,
# and the forms of Arabic letters that are one letter to a reader
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
}
UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
"""Letters of scripts that put no space between words: two neighbours count as a word."""
MOST = 40
"""Letters of a word that count."""

_WORD = re.compile(r"[^\W_]+")
_RUN = re.compile(f"[{UNSPACED}]+|[^{UNSPACED}]+")
_JOINED = re.compile(r"([^\W_]+)[-\u2010\u2011:/](?=([^\W_]+))")


def plain(text: str) -> str:
    """Return `text` in small letters without marks: "Café", "cafe\u0301" and "CAFE" are one."""
    apart = normalize("NFKD", text).lower()
    bare = (LETTERS.get(sign, sign) for sign in apart if not category(sign).startswith("M"))
    return "".join(bare)


def words(text: str) -> list[str]:
    """Return the words of `text`; "pre-selling" is also the word "preselling"."""
    bare = plain(text)
    found = [
        part[:MOST]
        for word in _WORD.findall(bare)
        for run in _RUN.findall(word)
        for part in _parts(run)
    ]
    return found + [(one + other)[:MOST] for one, other in _JOINED.findall(bare)]


def _parts(run: str) -> list[str]:
    if len(run) < 2 or not re.match(f"[{UNSPACED}]", run):
        return [run]
    return [run[index : index + 2] for index in range(len(run) - 1)]
