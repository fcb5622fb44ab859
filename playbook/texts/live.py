"""Tell what of a text is read as Markdown: in code, and in addresses, nothing is."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from playbook.texts.engine import LINK, engine, flat

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from markdown_it.token import Token

WORD = re.compile(r"\{word:([a-z][a-z0-9_]*)(?:\\?\|(\w+))?\}")
"""`{word:unit}`, `{word:unit|other}` or `{word:unit|article}`."""

_SUSPECT = re.compile(r"`|<|~~~|\]\(|\]:|:\S")
"""Without one of these, and without an indent, nothing is doubtful; quicker to look for."""
_BEGINS = re.compile(r"\[\[|\{word:")
_DOUBTFUL = re.compile(
    r"[`<]|~~~"
    r"|^(?: {4}|[ ]*\t)[^\n]*(?:\[\[|\{word:)"
    r"|(?:\]\(|\]: *|[a-zA-Z]:)[^\s]{0,500}?(?:\[\[|\{word:)",
    re.MULTILINE,
)
"""Signs of code, HTML or addresses where links or words may be; else everything is read."""
_MARK = re.compile("\ufdd0([0-9]+)\ufdd1")
"""Unicode keeps these two for such uses: no text holds them."""


def live(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Yield the matches of LINK, of WORD, or of what they begin with, that are read as such."""
    places = _live_places(text)
    for match in pattern.finditer(text):
        if places is None or match.start() in places:
            yield match


def replace_live(
    pattern: re.Pattern[str], replace: Callable[[re.Match[str]], str], text: str
) -> str:
    """Return `text` with each live match replaced."""
    parts: list[str] = []
    end = 0
    for match in live(pattern, text):
        parts += text[end : match.start()], replace(match)
        end = match.end()
    return "".join((*parts, text[end:])) if parts else text


@lru_cache(maxsize=8192)
def _live_places(text: str) -> frozenset[int] | None:
    """Return where links and words begin that are neither in code nor in an address; None is all.

    Markdown itself is asked: each beginning gets a mark, and where that mark arrives is told.
    """
    may_be = "    " in text or "\t" in text or _SUSPECT.search(text)
    if not may_be or not _DOUBTFUL.search(text):
        return None
    places = [match.start() for match in _BEGINS.finditer(text)]
    if not places:
        return frozenset()
    cuts = zip([0, *places], [*places, None], strict=True)
    pieces = [text[low:high] for low, high in cuts]
    marked = pieces[0] + "".join(
        f"\ufdd0{number}\ufdd1{piece}" for number, piece in enumerate(pieces[1:])
    )
    read = "".join(_read(engine().parse(marked)))
    return frozenset(places[int(number)] for number in _MARK.findall(read))


def _read(tokens: list[Token]) -> Iterator[str]:
    """Yield what is read of tokens; of HTML only the words count, since no link is made there."""
    typed = True
    for token in flat(tokens):
        if token.type == "link_open" and token.info == "auto":
            typed = False
        elif token.type == "link_close":
            typed = True
        elif token.type == "text" and typed:
            yield token.content
        elif token.type in ("html_block", "html_inline"):
            yield LINK.sub("", token.content)
