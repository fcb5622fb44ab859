"""Markdown -> HTML that can do no harm. Each text is rendered and sanitised alone.

Links inside the site begin with ROOT; `rooted` puts the way to the root of the site in its place,
so that a text is rendered once, however many pages show it.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

import nh3
from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.tables import TableExtension
from markdown.extensions.toc import TocExtension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor

from playbook.link import Linked, url
from playbook.model import Ref
from playbook.walk import LINK

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = "/~/"
_TAGS = frozenset(
    (
        *("a", "abbr", "b", "blockquote", "br", "caption", "cite", "code", "col", "colgroup", "dd"),
        *("del", "details", "div", "dl", "dt", "em", "h2", "h3", "h4", "h5", "h6", "hr", "i"),
        *("img", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "s", "small", "span"),
        *("strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead"),
        *("tr", "u", "ul"),
    )
)
_ATTRIBUTES = {
    "*": {"class", "lang", "dir", "title"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan", "scope"},
}
_BLANK = re.compile(r"\[([^\[\]<>]+)\]")
_PARAGRAPH = re.compile(r"<p>((?:(?!<p>).)*)</p>\s*", re.DOTALL)


class _Links(InlineProcessor):
    """`[[kind/id]]` and `[[kind/id|label]]`."""

    def __init__(self, playbook: Linked) -> None:
        super().__init__(LINK.pattern)
        self._entries = playbook.entries

    def handleMatch(  # type: ignore[override]  # noqa: N802  # the name is Markdown's
        self, found: re.Match[str], data: str
    ) -> tuple[Element, int, int]:
        entry = self._entries[Ref(found[1].strip())]
        link = Element("a", {"href": ROOT + url(entry.ref)})
        link.text = found[2] or entry.item.title
        return link, found.start(), found.end()


class _Finish(Treeprocessor):
    """Point pictures at the site's assets, and give tables a class of ours.

    Material's script wraps every table without a class into a scroller of its own.
    """

    def run(self, root: Element) -> None:
        for element in root.iter():
            if element.tag == "table":
                element.set("class", "pb-table")
            elif element.tag == "img" and element.get("src", "").startswith("assets/"):
                element.set("src", ROOT + element.get("src", ""))


class _Playbook(Extension):
    def __init__(self, playbook: Linked) -> None:
        super().__init__()
        self._playbook = playbook

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # the name is Markdown's
        md.inlinePatterns.register(_Links(self._playbook), "playbook-links", 175)
        md.treeprocessors.register(_Finish(md), "playbook-finish", 5)


class Markup:
    """Render the texts of one playbook."""

    def __init__(self, playbook: Linked) -> None:
        self._markdown = Markdown(
            extensions=[
                "admonition",
                "def_list",
                "sane_lists",
                TableExtension(use_align_attribute=True),
                TocExtension(baselevel=3, permalink=False),  # bodies stand below an h2
                _Playbook(playbook),
            ]
        )
        self.body: Callable[[str], str] = lru_cache(maxsize=None)(self._render)
        """Markdown of any length -> blocks."""

    def _render(self, text: str) -> str:
        self._markdown.reset()
        return nh3.clean(
            self._markdown.convert(text),
            tags=set(_TAGS),
            attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
            url_schemes={"http", "https", "mailto", "tel"},
            link_rel=None,
        )

    def inline(self, text: str) -> str:
        """Return a short text without the paragraph around it, where there is but one."""
        rendered = self.body(text).strip()
        alone = _PARAGRAPH.fullmatch(rendered)
        return alone[1] if alone else rendered

    def say(self, text: str) -> str:
        """Return a line to fill in: its [blanks] drawn as blanks."""
        return _BLANK.sub(r'<span class="pb-blank">\1</span>', self.inline(text))

    def plain(self, text: str) -> str:
        """Return a text without any markup, for data and descriptions."""
        return " ".join(html.unescape(nh3.clean(self.body(text), tags=set())).split())


def rooted(rendered: str, root: str) -> str:
    """Return rendered HTML with its links leading from a page whose way to the root is `root`."""
    return rendered.replace(f'="{ROOT}', f'="{root}')
