"""Rendered Markdown -> content of Typst: paragraphs, lists, emphasis; links become their words."""

from __future__ import annotations

from html.parser import HTMLParser

from markupsafe import Markup as Code

_OPEN = {
    "p": "#par[",
    "ul": "#list(tight: true, ",
    "ol": "#enum(tight: true, ",
    "li": "[",
    "strong": "#strong[",
    "b": "#strong[",
    "em": "#emph[",
    "i": "#emph[",
    "h2": "#par[#strong[",
    "h3": "#par[#strong[",
    "h4": "#par[#strong[",
    "blockquote": "#pad(left: 4mm)[",
    "tr": "#par[",
    "td": "[",
    "th": "[",
    "span": "#[",
}
_CLOSE = {
    "ul": ")",
    "ol": ")",
    "li": "], ",
    "h2": "]]",
    "h3": "]]",
    "h4": "]]",
    "td": "]",
    "th": "]",
}
BLANK = "#underline(stroke: 0.5pt, offset: 2pt)["
"""A word to put one's own in the place of."""
_BARE = {"td": "#h(0pt)[", "th": "#strong["}


def rich(html: str) -> Code:
    """Return sanitised HTML as content of Typst, in brackets."""
    writer = _Writer()
    writer.feed(html.strip())
    writer.close()
    return Code(f"[{''.join(writer.parts)}]")


class _Writer(HTMLParser):
    """Writes each text as a string of Typst, so that no sign in it can be code."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open what a tag stands for; a tag that Typst has no word for is left out."""
        if tag == "br":
            self.parts.append("#linebreak()")
        elif tag in _OPEN:
            self._inside.append(tag)
            blank = tag == "span" and ("class", "pb-blank") in attrs
            self.parts.append(BLANK if blank else _BARE.get(tag) or _OPEN[tag])

    def handle_endtag(self, tag: str) -> None:
        """Close what the tag has opened."""
        if tag in _OPEN:
            self._inside.pop()
            self.parts.append(_CLOSE.get(tag, "]"))

    def handle_data(self, data: str) -> None:
        """Write a text; white space between the entries of a list is none."""
        if self._inside and self._inside[-1] in ("ul", "ol") and not data.strip():
            return
        text = " ".join(data.split("\n")).replace("\\", "\\\\").replace('"', '\\"')
        if text:
            self.parts.append(f'#"{text}";')
