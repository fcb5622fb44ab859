"""Upstream's words, as readers may compare them with a fork's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playbook.model import KINDS
from playbook.rewrite import put_words
from playbook.scalars import REF

if TYPE_CHECKING:
    from playbook.source import Data

_LINE = re.compile(r"\n(?=.)")
_MACHINE = frozenset(
    (
        *("answers", "begin", "default", "from", "id", "key", "licence", "map", "of", "op"),
        *("private", "required", "reviewed", "rows", "type", "url", "urls", "was", "x", "y"),
    )
)
"""Keys whose values are for programs."""


class Upstreams:
    """The playbook that a fork lies on, as far as its words go."""

    def __init__(self, manifest: Data) -> None:
        words = manifest.get("words") if isinstance(manifest, dict) else None
        self._words = words if isinstance(words, dict) else {}

    def text(self, value: Data, *, key: str = "") -> str:
        """Return a value as Markdown: a list as lines, a group as its texts, a ref as a link."""
        if isinstance(value, str):
            return "" if key in _MACHINE else put_words(_linked(value), self._form)
        if isinstance(value, list):
            rows = (self.text(entry, key=key) for entry in value)
            return "\n".join("- " + _LINE.sub("\n    ", row) for row in rows if row)
        if isinstance(value, dict) and key not in _MACHINE:
            parts = (self.text(inner, key=name) for name, inner in value.items())
            return "\n\n".join(part for part in parts if part)
        return ""

    def _form(self, name: str, form: str) -> str:
        word = self._words.get(name)
        found = word.get(form) if isinstance(word, dict) else None
        return found if isinstance(found, str) else name


def _linked(text: str) -> str:
    """Return a ref that stands alone as the link that it is, and any other text as it stands."""
    if re.fullmatch(REF, text) and text.partition("/")[0] in KINDS:
        return f"[[{text}]]"
    return text
