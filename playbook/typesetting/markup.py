"""Rendered Markdown -> content of Typst: paragraphs, lists, tables; links become their words."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from markupsafe import Markup as Code

if TYPE_CHECKING:
    from collections.abc import Callable

BLANK = "#underline(stroke: 0.5pt, offset: 2pt)["
"""A word to put one's own in the place of."""
_MARKS = {
    **dict.fromkeys(("strong", "b"), ("#strong[", "]")),
    **dict.fromkeys(("em", "i", "cite"), ("#emph[", "]")),
    **dict.fromkeys(("s", "del"), ("#strike[", "]")),
    **dict.fromkeys(("u", "ins"), ("#underline[", "]")),
    "sup": ("#super[", "]"),
    "sub": ("#sub[", "]"),
    "span": ("#[", "]"),
}
_BLOCKS = {
    "p": ("#par[", "]"),
    "pre": ("#par[", "]"),
    "blockquote": ("#pad(left: 4mm)[", "]"),
    "dd": ("#pad(left: 4mm)[", "]"),
    "div": ("#block[", "]"),
    "details": ("#block[", "]"),
    **dict.fromkeys(("h2", "h3", "h4", "h5", "h6", "dt", "summary"), ("#par[#strong[", "]]")),
    "caption": ("#par[#emph[", "]]"),
}
_AROUND = _MARKS | _BLOCKS
_APART = frozenset((*_BLOCKS, "dl", "hr", "li", "ol", "table", "ul"))
"""What stands in lines of its own."""
_VOID = frozenset(("br", "col", "hr", "img"))
_DEEPEST = 20
"""What is nested more deeply has no markup of its own: Typst allows about 60 levels."""


def no_link(_address: str) -> None:
    """Leave a link out: its words stay."""


def to_typst(html: str, link: Callable[[str], str | None] = no_link) -> Code:
    """Return sanitised HTML as content of Typst, in brackets.

    `link` tells by the address of a link which call of Typst takes its words, if any does.
    """
    reader = _Reader(link)
    reader.feed(html.strip())
    reader.close()
    return Code(f"[{_inside(reader.root)}]")


@dataclass
class _Node:
    tag: str
    attributes: dict[str, str | None] = field(default_factory=dict)
    inside: list[_Node | str] = field(default_factory=list)
    call: str | None = None
    """The call of Typst that takes what is inside a link."""


class _Reader(HTMLParser):
    """Reads HTML whose tags are closed, as the sanitiser leaves it."""

    def __init__(self, link: Callable[[str], str | None]) -> None:
        super().__init__(convert_charrefs=True)
        self._link = link
        self.root = _Node("")
        self._open = [self.root]
        self._deeper = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a node, or leave the tag out where too many are open."""
        if len(self._open) > _DEEPEST and tag not in _VOID:
            self._deeper += 1
            return
        node = _Node(tag, dict(attrs))
        if tag == "a":
            node.call = self._link(node.attributes.get("href") or "")
        self._open[-1].inside.append(node)
        if tag not in _VOID:
            self._open.append(node)

    def handle_endtag(self, tag: str) -> None:
        """End the node that was begun last."""
        if tag in _VOID:
            return
        if self._deeper:
            self._deeper -= 1
        else:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        """Take a text."""
        self._open[-1].inside.append(data)


def _inside(node: _Node, *, lines: bool = False) -> str:
    return "".join(
        _text(part, lines=lines) if isinstance(part, str) else _write(part, lines=lines)
        for part in _parts(node)
    )


def _parts(node: _Node) -> list[_Node | str]:
    """Return what is inside a node; white space between blocks would be a paragraph of its own."""
    if not any(isinstance(part, _Node) and part.tag in _APART for part in node.inside):
        return node.inside
    return [part for part in node.inside if not isinstance(part, str) or part.strip()]


def _text(text: str, *, lines: bool) -> str:
    """Return a text as strings of Typst, so that no letter in it can be code."""
    if lines:
        return "#linebreak()".join(
            _text(line, lines=False) for line in text.strip("\n").split("\n")
        )
    text = " ".join(text.split("\n")).replace("\\", "\\\\").replace('"', '\\"')
    return f'#"{text}";' if text else ""


def _write(node: _Node, *, lines: bool) -> str:
    tag, attributes = node.tag, node.attributes
    if tag == "br":
        return "#linebreak()"
    if tag == "hr":
        return "#line(length: 20%, stroke: 0.5pt)"
    if tag == "img":
        return f"#emph[{_text(attributes.get('alt') or '', lines=False)}]"
    if tag in ("ul", "ol", "li"):
        return _list(node)
    if tag == "table":
        return _table(node)
    if tag == "a" and attributes.get("class") == "footnote-backref":
        return ""  # one cannot go back on paper
    before, after = _AROUND.get(tag, ("", ""))
    if tag in _MARKS and _holds_apart(node):
        before, after = "", ""  # a mark is for words in a line; Typst 0.15 panics where blocks are
    elif tag == "span" and attributes.get("class") == "pb-blank":
        before = BLANK
    elif node.call and not _holds_apart(node):
        before, after = f"#{node.call}[", "]"
    return f"{before}{_inside(node, lines=lines or tag == 'pre')}{after}"


def _holds_apart(node: _Node) -> bool:
    return any(
        isinstance(part, _Node) and (part.tag in _APART or _holds_apart(part))
        for part in node.inside
    )


def _list(node: _Node) -> str:
    """Return a list; what is no entry of one becomes one, and an entry alone a list."""
    parts = [node] if node.tag == "li" else node.inside
    entries = [
        _inside(part)
        if isinstance(part, _Node) and part.tag == "li"
        else _inside(_Node("", {}, [part]))
        for part in parts
        if isinstance(part, _Node) or part.strip()
    ]
    start = str(node.attributes.get("start") or "")
    first = f"start: {int(start)}, " if start.isdecimal() else ""
    kind = f"#enum(tight: true, {first}" if node.tag == "ol" else "#list(tight: true, "
    return f"{kind}{''.join(f'[{entry}], ' for entry in entries)})"


def _table(node: _Node) -> str:
    rows = _rows(node)
    if not rows:
        return ""
    width = max(sum(_span(cell) for cell in row) for _, row in rows)
    head = "".join(_cells(row, width) for is_head, row in rows if is_head)
    body = "".join(_cells(row, width) for is_head, row in rows if not is_head)
    header = f"table.header({head}), " if head else ""
    caption = "".join(
        _write(part, lines=False)
        for part in node.inside
        if isinstance(part, _Node) and part.tag == "caption"
    )
    return f"{caption}#table(columns: {width}, stroke: 0.5pt, inset: 1.5mm, {header}{body})"


def _rows(node: _Node, *, head: bool = False) -> list[tuple[bool, list[_Node]]]:
    """Return the rows of a table that have cells, and whether each is one of its head."""
    rows: list[tuple[bool, list[_Node]]] = []
    for part in node.inside:
        if isinstance(part, _Node) and part.tag in ("thead", "tbody", "tfoot"):
            rows += _rows(part, head=part.tag == "thead")
        elif isinstance(part, _Node) and part.tag == "tr":
            cells = [cell for cell in part.inside if isinstance(cell, _Node)]
            rows += [(head, cells)] if cells else []
    return rows


def _span(cell: _Node) -> int:
    span = str(cell.attributes.get("colspan") or "")
    return min(max(int(span), 1), 20) if span.isdecimal() else 1


def _cells(row: list[_Node], width: int) -> str:
    """Return the cells of a row, filled up to `width`: Typst counts cells, not rows."""
    written = []
    for cell in row:
        words = _inside(cell)
        words = f"#strong[{words}]" if cell.tag == "th" else words
        written.append(f"table.cell(colspan: {_span(cell)})[{words}], ")
    if missing := width - sum(_span(cell) for cell in row):
        written.append(f"table.cell(colspan: {missing})[], ")
    return "".join(written)
