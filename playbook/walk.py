"""Walk through an item: every text and every ref in it, with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel

from playbook.model import Ref
from playbook.scalars import CheckRef
from playbook.texts import LINK, live

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playbook.source import Place


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
        elif isinstance(text, CheckRef):
            yield place, text.ref
        elif "[[" in text:
            for found in live(LINK, text):
                yield place, Ref(found[1].strip())
