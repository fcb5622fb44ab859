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
_FIRST = rf"""(?:["(']?[^\W\d_]|[0-9]+(?![0-9.)])|(?=\*\*){_BOLD}|{_LINK}|{_GAP})"""
"""What no mark of a block begins with."""
_LINE = rf"{_FIRST}(?:{_RUN}|{_BOLD})*+(?<!\s)"
_PROSE = re.compile(rf"{_LINE}(?:\n{_LINE})*+")
_QUOTE = re.compile(rf"> {_LINE}(?:\n> {_LINE})*+")
_BULLETS = re.compile(rf"- {_LINE}(?:\n(?:- |  ){_LINE})*+")
_NUMBERS = re.compile(rf"1\. {_LINE}(?:\n(?:[0-9]\. |   ){_LINE})*+")
_ADDRESS = re.compile(r"//|www\.|[\ud800-\udfff]")
_ITEM = re.compile(r"\[\[([a-z-]+/[a-z0-9-]+)(?:\|([^\]]+))?\]\]")
_STRONG = re.compile(r"\*\*([^*]+)\*\*")
_BEGINS = re.compile(r"\n(?:(?P<entry>- |[0-9]\. )|> |   ?)")
"""How a line goes on with what is more than a paragraph."""
_PARAGRAPH = _PROSE, "<p>{}</p>\n"
_FORMS = {
    "> ": (_QUOTE, "<blockquote>\n<p>{}</p>\n</blockquote>\n"),
    "- ": (_BULLETS, "<ul>\n<li>{}</li>\n</ul>\n"),
    "1.": (_NUMBERS, "<ol>\n<li>{}</li>\n</ol>\n"),
}
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
    pattern, form = _FORMS.get(block[:2], _PARAGRAPH)
    if not pattern.fullmatch(block) or _ADDRESS.search(block):
        return None
    words = block if pattern is _PROSE else _BEGINS.sub(_begin, block.partition(" ")[2])
    html = form.format(words)
    if "[[" in html:
        html = _ITEM.sub(_anchor, html)
    return _STRONG.sub(r"<strong>\1</strong>", html) if "**" in html else html


def _begin(line: re.Match[str]) -> str:
    return "</li>\n<li>" if line["entry"] else "\n"


def _anchor(found: re.Match[str]) -> str:
    return f'<a href="{ROOT}{found[1]}">{found[2] or f"[[{found[1]}]]"}</a>'
