"""Render texts, sanitised, each once; what came of them is kept from run to run."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import astuple, dataclass
from functools import cache as remembered
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playbook.cache import kept
from playbook.texts.clean import clean
from playbook.texts.engine import MOST_LEVELS, engine, flat
from playbook.texts.words import is_entangled, is_words, paragraphs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

_HTML_ADDRESS = re.compile(r"(\b(?:href|src)\s*=\s*[\"']?)([^\"'\s>]+)", re.IGNORECASE)
MOST_RAW = 20
"""Things told of one text: more have one cause."""
_PACKAGES = ("linkify-it-py", "markdown-it-py", "mdit-py-plugins", "nh3")


@dataclass(frozen=True)
class Rendered:
    """What became of one text."""

    html: str
    """Its links begin with ROOT, and those to items still bear refs."""
    links: tuple[str, ...] = ()
    """Where its links lead, as they were typed; those of [[links]] are not among them."""
    pictures: tuple[str, ...] = ()
    """The addresses of its pictures."""
    raw: tuple[tuple[str, str, str], ...] = ()
    """What prints as it was typed, why, and what to do."""
    deep: bool = False
    """Whether some of it is nested so deeply that it was left out."""


class Texts:
    """The texts of one playbook, rendered when somebody asks, and remembered."""

    def __init__(self) -> None:
        self._known: dict[str, Rendered] = {}

    def __getitem__(self, text: str) -> Rendered:
        found = self._known.get(text)
        if found is None:
            found = self._known[text] = rendered(text)
        return found

    def take(self, texts: Sequence[str]) -> None:
        """Render some texts that belong together, or take them from the cache.

        Words alone are rendered faster than a file is found.
        """
        texts = [text for text in texts if not is_words(text)]
        if not texts:
            return
        recipe = json.dumps([_program(), *texts]).encode()
        rows = json.loads(kept(recipe, lambda: _packed(texts)))
        for text, (html, links, pictures, raw, deep) in zip(texts, rows, strict=True):
            signs = tuple((sign, what, hint) for sign, what, hint in raw)
            self._known[text] = Rendered(html, tuple(links), tuple(pictures), signs, deep)


def _packed(texts: Sequence[str]) -> bytes:
    return json.dumps([astuple(rendered(text)) for text in texts]).encode()


@remembered
def _program() -> str:
    """Return what rendering depends on beside the text: our own code, and the libraries."""
    own = b"".join(path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py")))
    packages = " ".join(f"{name} {version(name)}" for name in _PACKAGES)
    return f"{hashlib.sha256(own).hexdigest()} {packages}"


def rendered(text: str) -> Rendered:
    """Return what becomes of a text; paragraphs that are words alone need no engine."""
    if is_entangled(text):
        return render_with_engine(text)
    parts = [
        Rendered(words) if words is not None else render_with_engine(part)
        for words, part in paragraphs(text)
    ]
    if len(parts) == 1:
        return parts[0]
    return Rendered(
        html="".join(part.html for part in parts),
        links=tuple(link for part in parts for link in part.links),
        pictures=tuple(name for part in parts for name in part.pictures),
        raw=tuple(dict.fromkeys(sign for part in parts for sign in part.raw))[:MOST_RAW],
        deep=any(part.deep for part in parts),
    )


def render_with_engine(text: str) -> Rendered:
    """Return what Markdown makes of a text."""
    markdown = engine()
    env: dict[str, Any] = {"docId": hashlib.sha256(text.encode()).hexdigest()[:12], "raw": ()}
    tokens = markdown.parse(text, env)
    links, pictures = _addresses(tokens)
    return Rendered(
        html=clean(markdown.renderer.render(tokens, markdown.options, env)),
        links=tuple(links),
        pictures=tuple(pictures),
        raw=tuple(dict.fromkeys(env["raw"]))[:MOST_RAW],
        deep=any(token.level >= MOST_LEVELS - 1 for token in tokens),
    )


def _addresses(tokens: list[Token]) -> tuple[list[str], list[str]]:
    links: list[str] = []
    pictures: list[str] = []
    for token in flat(tokens):
        if token.type == "link_open":
            links.append(str(token.attrs["href"]))
        elif token.type == "image":
            pictures.append(str(token.attrs["src"]))
        elif token.type in ("html_block", "html_inline"):
            for found in _HTML_ADDRESS.finditer(token.content):
                (pictures if "src" in found[1].lower() else links).append(found[2])
    return links, pictures
