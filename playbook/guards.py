"""What a text may not hold: code, more than can be rendered soon, or nothing to see."""

from __future__ import annotations

import html
import re
import unicodedata

from pydantic_core import PydanticCustomError

from playbook.wording import model_error

_TAG = re.compile(r"<[a-zA-Z/!?]")
_ACTIVE = re.compile(
    r"<\s*(?:/\s*)?(?:script|iframe|object|embed|style|form|svg|math|link|meta|base)\b"
    r"|\bjavascript\s*:|<[^<>]*[\s/\"']on\w+\s*=",
    re.IGNORECASE,
)
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
BODY_BYTES = 100_000
MOST_OPEN = 200
"""Brackets in a paragraph that nothing closes: Markdown looks for the end of each."""
_BRACKETS = re.compile(r"\\.|[\[\]]|\n[ \t]*\n", re.DOTALL)
_UNSEEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<[a-zA-Z/!?][^>]*>"  # comments and tags
    r"|^ {0,3}\[[^\[\]]+\]: *\S+ *$|(?<=\])\([^()]*\)"  # where links lead
    r"|[\[\]!>*_`~=-]|(?<!&)#",
    re.DOTALL | re.MULTILINE,
)
"""What of a Markdown text nobody sees."""


class MarkdownText(str):
    """A text that is Markdown, as the model has it; other texts are shown as they are."""

    __slots__ = ()


def plain_words(text: str) -> str:
    """Return a plain text as it is; refuse HTML, links, and what hides or shows nothing."""
    if text.isalpha():  # most tags and aliases
        return text
    if "<" in text and (tag := _TAG.search(text)):
        raise model_error("plain_html", found=tag.group())
    if "[[" in text:
        raise model_error("plain_link", found="[[")
    if not text.isascii() and (hidden := _BIDI.search(text)):
        raise model_error("plain_bidi", found=hidden.group())
    return text if text[:1].isalnum() else _refuse_unseen(text, text)


def plain(text: str) -> str:
    """Return a text of one line without markup; raise where it has some."""
    return " ".join(plain_words(text).split())


def markdown(text: str) -> MarkdownText:
    """Return a text that can be rendered at little cost and does no harm; raise otherwise."""
    # First the size: the patterns below take their time over a long text
    if len(text) > BODY_BYTES // 4 and len(text.encode()) > BODY_BYTES:
        raise model_error("body_size", kilobytes=BODY_BYTES // 1000)
    if ("<" in text or "script" in text.lower()) and (active := _ACTIVE.search(text)):
        raise model_error("active_html", found=active.group().strip())
    if text.count("[") > MOST_OPEN and (count := _most_open(text)) > MOST_OPEN:
        raise model_error("open_brackets", count=count, most=MOST_OPEN)
    return MarkdownText(text.strip())


def _refuse_unseen(text: str, shown: str) -> str:
    """Return `text`, or refuse it where nothing of what is `shown` can be seen or read aloud."""
    if all(char.isspace() or unicodedata.category(char) in ("Cc", "Cf") for char in shown):
        raise PydanticCustomError("unseen", "shows nothing")
    return text


def is_readable(text: str) -> bool:
    """Tell whether `markdown` would take a text."""
    try:
        markdown(text)
    except PydanticCustomError:
        return False
    return True


def _most_open(text: str) -> int:
    """Return how many brackets of one paragraph are open at once, at most."""
    most = depth = 0
    for found in _BRACKETS.finditer(text):
        if found[0] == "[":
            depth += 1
            most = max(most, depth)
        elif found[0] == "]":
            depth = max(depth - 1, 0)
        elif not found[0].startswith("\\"):
            depth = 0
    return most


def visible_markdown(text: str) -> str:
    """Return a Markdown text of which something can be seen; raise otherwise."""
    if text[:1].isalnum():  # nearly every text, and quickly told
        return text
    return _refuse_unseen(text, html.unescape(_UNSEEN.sub("", text)))
