"""Walk through an item: every text and every ref in it, with its place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pydantic import BaseModel

from playbook.model import Ref

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playbook.source import Place

LINK = re.compile(r"\[\[([^\[\]|]+)(?:\|([^\[\]]+))?\]\]")
"""`[[kind/id]]` or `[[kind/id|label]]`."""

WORD = re.compile(r"\{word:([a-z][a-z0-9_]*)(?:\|(\w+))?\}")
"""`{word:unit}`, `{word:unit|other}` or `{word:unit|article}`."""

PICTURE = re.compile(r"!\[[^\[\]]*\]\(\s*([^)\s]+)")
"""A picture of Markdown: `![what it shows](assets/file.png)`."""

_TICKS = re.compile(r"(?<!\\)`+")
_FENCE = re.compile(r"^ {0,3}~{3,}", re.MULTILINE)
_ADDRESS = re.compile(
    r"\]\(\s*(?:<[^<>\n]*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)"  # of a link or a picture
    r"|^ {0,3}\[[^\[\]\n]+\]:[ \t]*\S+"  # of a link that is named elsewhere
    r"|\b[a-z][a-z0-9+.-]{1,20}://[^\s<>]+",
    re.MULTILINE | re.IGNORECASE,
)


def aside(text: str) -> list[tuple[int, int]]:
    """Return where in Markdown there is code, or an address: from, and to before; in order."""
    found = [(address.start(), address.end()) for address in _ADDRESS.finditer(text)]
    ticks = [(run.start(), run.end()) for run in _TICKS.finditer(text)]
    places: dict[int, list[int]] = {}
    for number, (begin, end) in reversed(list(enumerate(ticks))):
        places.setdefault(end - begin, []).append(number)
    at = 0
    for begin, end in ticks:
        same = places[end - begin]
        same.pop()
        if begin < at or not same:
            continue
        at = ticks[same[-1]][1]
        found.append((begin, at))
    fences = [fence.start() for fence in _FENCE.finditer(text)] + [len(text)]
    found += zip(fences[::2], fences[1::2], strict=False)
    return _joined(found)


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for begin, end in sorted(spans):
        if joined and begin <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((begin, end))
    return joined


def leaves(value: object, place: Place = ()) -> list[tuple[Place, str]]:
    """Return each text and ref inside a model's value, with its place in the file."""
    found: list[tuple[Place, str]] = []
    _collect(value, place, found)
    return found


def _collect(value: object, place: Place, found: list[tuple[Place, str]]) -> None:
    if isinstance(value, str):
        found.append((place, value))
    elif isinstance(value, tuple | list):
        for index, inner in enumerate(value):
            _collect(inner, (*place, index), found)
    elif isinstance(value, BaseModel):
        for name, inner in value.__dict__.items():
            if inner:
                _collect(inner, (*place, name.rstrip("_")), found)
    elif isinstance(value, dict):
        for key, inner in value.items():
            _collect(inner, (*place, key), found)


def refs(value: object) -> Iterator[tuple[Place, Ref]]:
    """Yield each ref that `value` names, typed or as a [[link]]; renames (`was`) are not links."""
    for place, text in leaves(value):
        if place and place[0] == "was":
            continue
        if isinstance(text, Ref):
            yield place, text
        elif "[[" in text:
            for found in LINK.finditer(text):
                yield place, Ref(found[1].strip())
