"""Render words, bold words and links to items, which is most of a playbook, without the engine.

They may be paragraphs, lists of one level, or quotes. What comes out is the same, and ten times
as fast.
"""

from __future__ import annotations

import re
from itertools import chain, groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Literal, NamedTuple

from playbook.texts.engine import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORDS = r"[^\n\r\t\0\xa0\\`*_\[\]<>&|~@]"
_LINK = rf"(?<!!)\[\[[a-z-]+/[a-z0-9-]+(?:\|{_WORDS}++(?:(?<!\s)\n[^\W\d_]{_WORDS}*+)*+)?\]\]"
_GAP = rf"(?<!!)\[(?!\^){_WORDS}{{2,}}+\](?![(\[:])"
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
_ENTANGLED = re.compile(r"[`<\t\r]|~~~|\n *:|(?<![^\\]\])\]:|\[\^")
"""Code, HTML, definitions and notes: one paragraph may depend on another. `[[a link]]:` defines
nothing."""
_APART = re.compile(r"(\n\n+)")


def is_entangled(text: str) -> bool:
    """Tell whether the paragraphs of a text cannot be taken one by one."""
    return bool(_ENTANGLED.search(text))


def paragraphs(text: str) -> Iterator[tuple[str | None, str]]:
    """Yield the parts of a text, first the HTML of one that needs no engine, or None.

    What needs it stays together with the lists beside it: they may be one.
    """
    pieces = _APART.split(text)
    blocks = [(_block(typed), typed) for typed in pieces[::2]]
    gaps = iter([*pieces[1::2], ""])
    for apart, run in groupby(blocks, key=_stands_apart):
        parts = [(block, typed + next(gaps)) for block, typed in run]
        known = [block for block, _ in parts if block]
        html = _apart(known) if apart else _lists(known) if len(known) == len(parts) else None
        yield html, "".join(typed for _, typed in parts)


def is_words(text: str) -> bool:
    """Tell whether a text is one paragraph, of words, bold words and links to items."""
    return bool(_PROSE.fullmatch(text)) and not _ADDRESS.search(text)


class _Block(NamedTuple):
    """What needs no engine, and the HTML of each of its parts."""

    tag: Literal["p", "blockquote", "ul", "ol"]
    parts: list[str]


def _block(typed: str) -> _Block | None:
    if typed.startswith("- "):
        return _known("ul", typed[2:].split("\n- "), "\n  ")
    if typed.startswith("1. "):
        return _known("ol", _NEXT_NUMBER.split(typed[3:]), "\n   ")
    if typed.startswith("> "):
        return _known("blockquote", [typed[2:]], "\n> ")
    return _known("p", [typed], "\n")


def _known(
    tag: Literal["p", "blockquote", "ul", "ol"], parts: list[str], indent: str
) -> _Block | None:
    """Return a block of `parts`, or None; below its first line each has an indent."""
    found = [_prose(part.replace(indent, "\n")) for part in parts]
    return None if None in found else _Block(tag, [words for words in found if words])


def _stands_apart(found: tuple[_Block | None, str]) -> bool:
    """Tell whether what stands above or below cannot be one with a block."""
    return found[0] is not None and found[0].tag in ("p", "blockquote")


def _apart(blocks: list[_Block]) -> str:
    html = ""
    for tag, (words,) in blocks:
        html += f"<p>{words}</p>\n" if tag == "p" else f"<{tag}>\n<p>{words}</p>\n</{tag}>\n"
    return html


def _lists(blocks: list[_Block]) -> str:
    """Return the HTML of lists that follow on one another: those of one kind are one list."""
    html = ""
    for tag, same in groupby(blocks, key=attrgetter("tag")):
        parts = [block.parts for block in same]
        entry = "<li>{}</li>\n" if len(parts) == 1 else "<li>\n<p>{}</p>\n</li>\n"
        html += f"<{tag}>\n{''.join(map(entry.format, chain(*parts)))}</{tag}>\n"
    return html


def _prose(text: str) -> str | None:
    """Return the HTML of words, or None where they are more than that."""
    if not is_words(text):
        return None
    if "[[" in text:
        text = _ITEM.sub(_anchor, text)
    return _STRONG.sub(r"<strong>\1</strong>", text) if "**" in text else text


def _anchor(found: re.Match[str]) -> str:
    return f'<a href="{ROOT}{found[1]}">{found[2] or f"[[{found[1]}]]"}</a>'
