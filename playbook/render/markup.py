"""Texts as one playbook shows them: links to its items have their addresses and titles."""

from __future__ import annotations

import html
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from playbook.link import Linked, url
from playbook.model import Ref
from playbook.texts import ROOT
from playbook.texts.clean import without_tags

if TYPE_CHECKING:
    from collections.abc import Callable

_TO_ITEM = re.compile(rf'<a href="{ROOT}([a-z-]+/[a-z0-9-]+)">(\[\[[^<]*\]\]</a>)?')
_BLANK = re.compile(r"\[([^\[\]<>]+)\]")
_PARAGRAPH = re.compile(r"<p>((?:(?!<p>).)*)</p>\s*", re.DOTALL)


class Markup:
    """Render the texts of one playbook."""

    def __init__(self, playbook: Linked) -> None:
        self._playbook = playbook
        self.body: Callable[[str], str] = lru_cache(maxsize=None)(self._render)
        """Markdown of any length -> blocks."""

    def _render(self, text: str) -> str:
        rendered = self._playbook.texts[text].html
        return _TO_ITEM.sub(self._link, rendered) if ROOT in rendered else rendered

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
        return " ".join(html.unescape(without_tags(self.body(text))).split())


def with_root(rendered: str, root: str) -> str:
    """Return rendered HTML with its links leading from a page whose way to the root is `root`."""
    return rendered.replace(f'="{ROOT}', f'="{root}')
