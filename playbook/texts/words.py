"""Render what is words and links to items alone, which is most of a playbook, without the engine.

What comes out is the same, ten times as fast.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from playbook.texts.engine import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

_SAFE = r"[^\n\r\t\0\xa0\\`*_\[\]<>&|~@]"
_END = r"[^\s\0\xa0\\`*_\[\]<>&|~@]"
_LINK = rf"\[\[[a-z-]+/[a-z0-9-]+(?:\|{_SAFE}+)?\]\]"
_LINE = rf"(?:[^\W\d_]|{_LINK})(?:(?:{_SAFE}|{_LINK})*(?:{_END}|{_LINK}))?"
_WORDS = re.compile(rf"{_LINE}(?:\n{_LINE})*")
"""Lines that begin with a letter and hold no mark of Markdown, of HTML or of an address."""
_ADDRESS = re.compile(r"//|www\.|[\ud800-\udfff]")
_ITEM = re.compile(r"\[\[([a-z-]+/[a-z0-9-]+)(?:\|([^\]]+))?\]\]")
_ENTANGLED = re.compile(r"[`<\t\r]|~~~|\n *:|\]:|\[\^")
"""Code, HTML, definitions and notes: one paragraph may depend on another."""


def is_entangled(text: str) -> bool:
    """Tell whether the paragraphs of a text cannot be taken one by one."""
    return bool(_ENTANGLED.search(text))


def paragraphs(text: str) -> Iterator[tuple[str | None, str]]:
    """Yield the parts of a text, first the HTML of one that is words alone, or None."""
    parts = text.split("\n\n")
    for alone, group in groupby(parts, key=is_words):
        joined = "\n\n".join(group)
        yield (_html(joined) if alone else None), joined


def is_words(part: str) -> bool:
    """Tell whether a paragraph is words and links to items alone."""
    return bool(_WORDS.fullmatch(part)) and not _ADDRESS.search(part)


def _html(text: str) -> str:
    if "[[" in text:
        text = _ITEM.sub(_anchor, text)
    return "".join(f"<p>{words}</p>\n" for words in text.split("\n\n"))


def _anchor(found: re.Match[str]) -> str:
    return f'<a href="{ROOT}{found[1]}">{found[2] or f"[[{found[1]}]]"}</a>'
