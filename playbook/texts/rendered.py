"""Render texts, sanitised, each once; what came of them is kept from run to run."""

from __future__ import annotations

import hashlib
import json
import re
from contextlib import suppress
from dataclasses import dataclass
from functools import cache as remembered
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playbook.cache.disk import keep, recall, version_of
from playbook.texts.clean import clean
from playbook.texts.engine import MOST_LEVELS, engine, flat
from playbook.texts.words import is_entangled, is_words, paragraphs

if TYPE_CHECKING:
    from collections.abc import Callable

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

    def __init__(self, kept: dict[str, list[Any]] | None = None) -> None:
        self._kept = kept or {}
        self._known: dict[str, Rendered] = {}
        self._engine = remembered(render_with_engine)

    @classmethod
    def recalled(cls, name: str) -> Texts:
        """Return the texts of the playbook `name` as `keep` left them, those that there are."""
        with suppress(ValueError):  # a broken file counts for nothing
            return cls(json.loads(recall(_recipe(name)) or b"{}"))
        return cls()

    def __getitem__(self, text: str) -> Rendered:
        found = self._known.get(text)
        if found is None:
            row = self._kept.get(text)
            found = self._known[text] = _unpack(*row) if row else rendered(text, self._engine)
        return found

    def told(self, text: str) -> Rendered | None:
        """Return what became of a text, or None for words alone, of which nothing is to be told."""
        return None if text not in self._kept and is_words(text) else self[text]

    def keep(self, name: str) -> None:
        """Keep what was asked for, unless it is kept already, as the texts of `name`."""
        if not self._known.keys() <= self._kept.keys():
            rows = {text: _pack(found) for text, found in self._known.items()}
            keep(_recipe(name), json.dumps(rows).encode())


def _pack(found: Rendered) -> list[Any]:
    return [found.html, found.links, found.pictures, found.raw, found.deep]


def _unpack(
    html: str, links: list[str], pictures: list[str], raw: list[list[str]], deep: bool
) -> Rendered:
    marks = tuple((mark, what, hint) for mark, what, hint in raw)
    return Rendered(html, tuple(links), tuple(pictures), marks, deep)


def _recipe(name: str) -> bytes:
    return json.dumps([_program(), name]).encode()


@remembered
def _program() -> str:
    """Return what rendering depends on beside the text: our own code, and the libraries."""
    own = b"".join(path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py")))
    packages = " ".join(f"{name} {version_of(name)}" for name in _PACKAGES)
    return f"{hashlib.sha256(own).hexdigest()} {packages}"


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


def rendered(text: str, by_engine: Callable[[str], Rendered] = render_with_engine) -> Rendered:
    """Return what becomes of a text; paragraphs, lists and quotes of words need no engine."""
    if is_entangled(text):
        return by_engine(text)
    parts = [
        Rendered(words) if words is not None else by_engine(part)
        for words, part in paragraphs(text)
    ]
    if len(parts) == 1:
        return parts[0]
    return Rendered(
        html="".join(part.html for part in parts),
        links=tuple(link for part in parts for link in part.links),
        pictures=tuple(name for part in parts for name in part.pictures),
        raw=tuple(dict.fromkeys(mark for part in parts for mark in part.raw))[:MOST_RAW],
        deep=any(part.deep for part in parts),
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
