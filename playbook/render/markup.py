"""Texts as one playbook shows them: links to its items have their addresses and titles."""

from __future__ import annotations

import html
import re
from functools import lru_cache

from playbook.link import Linked, url
from playbook.model import Ref
from playbook.texts import ROOT
from playbook.texts.clean import without_tags

_TO_ITEM = re.compile(rf'<a href="{ROOT}([a-z-]+/[a-z0-9-]+)">(\[\[[^<]*\]\]</a>)?')
_BLANK = re.compile(r"\[([^\[\]<>]+)\]")
_PARAGRAPH = re.compile(r"<p>((?:(?!<p>).)*)</p>\s*", re.DOTALL)


class Markup:
    """Render the texts of one playbook."""

    def __init__(self, playbook: Linked) -> None:
        self._playbook = playbook
        self._bodies: dict[str, tuple[str, tuple[Ref, ...]]] = {}

    def body(self, text: str) -> str:
        """Return Markdown of any length as blocks."""
        known = self._bodies.get(text)
        if known is None:
            known = self._bodies[text] = self._render(text)
        for ref in known[1]:  # what was rendered once reads what it links to, each time
            self._playbook.reads.note(ref)
        return known[0]

    def _render(self, text: str) -> tuple[str, tuple[Ref, ...]]:
        """Return blocks, and the items that they link to."""
        rendered = self._playbook.texts[text].html
        if ROOT not in rendered:
            return rendered, ()
        refs = tuple(Ref(found[1]) for found in _TO_ITEM.finditer(rendered))
        return _TO_ITEM.sub(self._link, rendered), refs

    def _link(self, found: re.Match[str]) -> str:
        entry = self._playbook.entries.get(Ref(found[1]))
        if entry is None:
            return found[0]  # a picture, say
        title = f"{html.escape(entry.item.title, quote=False)}</a>" if found[2] else ""
        return f'<a href="{ROOT}{url(entry.ref)}">{title}'

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
        return _plain(self.body(text))


@lru_cache(maxsize=100_000)
def _plain(rendered: str) -> str:
    return " ".join(html.unescape(without_tags(rendered)).split())


def with_root(rendered: str, root: str) -> str:
    """Return rendered HTML with its links leading from a page whose way to the root is `root`."""
    return rendered.replace(f'="{ROOT}', f'="{root}')
