"""Render words, bold words and links to items, which is most of a playbook, without the engine.

They may be paragraphs, lists of one level, or quotes. What comes out is the same, and ten times
as fast.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playbook.texts.engine import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORDS = r"[^\n\r\t\0\xa0\\`*_\[\]<>&|~@]"
_LINK = rf"(?<!!)\[\[[a-z-]+/[a-z0-9-]+(?:\|{_WORDS}++(?:(?<!\s)\n[^\W\d_]{_WORDS}*+)*+)?\]\]"
_GAP = rf"(?<!!)\[{_WORDS}{{2,}}+\](?![(\[:])"
"""`[your name]`, to be filled in by the reader: not a link, and no box to tick."""
_RUN = rf"{_WORDS}++|{_LINK}|{_GAP}"
_BOLD = (
    rf'(?<![^ \n("])\*\*(?=[^\W\d_]|\[\[)(?:{_RUN})++'
    rf'(?:(?<=[^\W_])\*\*(?=[ \n.,:;?!)"]|\Z)|(?<=[.,:;?!)"\]])\*\*(?=[ \n]|\Z))'
)
"""Bold words, where CommonMark can neither open them elsewhere nor go on: of several readings none
is chosen here."""
_FIRST = r"""(?=["(']?[^\W\d_]|[0-9]+(?![0-9.)])|\[|\*\*)"""
"""What no mark of a block begins with."""
_LINE = rf"{_FIRST}(?:{_RUN}|{_BOLD})++(?<!\s)"
_PROSE = re.compile(rf"{_LINE}(?:\n{_LINE})*+")
_ADDRESS = re.compile(r"//|www\.|[\ud800-\udfff]")
_ITEM = re.compile(r"\[\[([a-z-]+/[a-z0-9-]+)(?:\|([^\]]+))?\]\]")
_STRONG = re.compile(r"\*\*([^*]+)\*\*")
_NEXT_NUMBER = re.compile(r"\n[0-9]\. ")
_ENTANGLED = re.compile(r"[`<\t\r]|~~~|\n *:|\]:|\[\^")
"""Code, HTML, definitions and notes: one paragraph may depend on another."""
_APART = re.compile(r"(\n\n+)")


def is_entangled(text: str) -> bool:
    """Tell whether the paragraphs of a text cannot be taken one by one."""
    return bool(_ENTANGLED.search(text))


def paragraphs(text: str) -> Iterator[tuple[str | None, str]]:
    """Yield the parts of a text, first the HTML of one that needs no engine, or None.

    What needs it stays together with the lists beside it, and lists beside lists: these may be one.
    """
    pieces = _APART.split(text)
    made = [_html(block) for block in pieces[::2]]
    open_ended = [html is None or html.startswith(("<ul", "<ol")) for html in made]
    beside = zip([False, *open_ended], [*open_ended[1:], False], strict=False)
    waiting = ""
    for place, (html, around) in enumerate(zip(made, beside, strict=True)):
        if html is None or (open_ended[place] and any(around)):
            waiting += "".join(pieces[2 * place : 2 * place + 2])
            continue
        if waiting:
            yield None, waiting
            waiting = ""
        yield html, pieces[2 * place]
    if waiting:
        yield None, waiting


def is_words(text: str) -> bool:
    """Tell whether a text is one paragraph, of words, bold words and links to items."""
    return bool(_PROSE.fullmatch(text)) and not _ADDRESS.search(text)


def _html(block: str) -> str | None:
    """Return the HTML of a block that needs no engine, or None."""
    if block.startswith("- "):
        return _list("ul", block[2:].split("\n- "), indent="\n  ")
    if block.startswith("1. "):
        return _list("ol", _NEXT_NUMBER.split(block[3:]), indent="\n   ")
    if block.startswith("> "):
        words = _prose(block[2:].replace("\n> ", "\n"))
        return words and f"<blockquote>\n<p>{words}</p>\n</blockquote>\n"
    words = _prose(block)
    return words and f"<p>{words}</p>\n"


def _list(tag: str, entries: list[str], indent: str) -> str | None:
    lines = ""
    for entry in entries:
        words = _prose(entry.replace(indent, "\n"))
        if words is None:
            return None
        lines += f"<li>{words}</li>\n"
    return f"<{tag}>\n{lines}</{tag}>\n"


def _prose(text: str) -> str | None:
    """Return the HTML of words, or None where they are more than that."""
    if not is_words(text):
        return None
    if "[[" in text:
        text = _ITEM.sub(_anchor, text)
    return _STRONG.sub(r"<strong>\1</strong>", text) if "**" in text else text


def _anchor(found: re.Match[str]) -> str:
    return f'<a href="{ROOT}{found[1]}">{found[2] or f"[[{found[1]}]]"}</a>'
