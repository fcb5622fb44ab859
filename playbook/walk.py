"""Walk through an item: every text and every ref in it, with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel

from playbook.model import Ref
from playbook.scalars import CheckRef
from playbook.texts import LINK, live

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from playbook.source import Place


def leaves(value: object, place: Place = ()) -> list[tuple[Place, str]]:
    """Return each text and ref inside a value that is not empty, with its place in the file."""
    found: list[tuple[Place, str]] = []
    _collect(value, place, found)
    return found


def _collect(value: object, place: Place, found: list[tuple[Place, str]]) -> None:
    if isinstance(value, str):
        found.append((place, value))
        return
    parts: Iterable[tuple[int | str, object]]
    if isinstance(value, tuple | list):
        parts = enumerate(value)
    elif isinstance(value, BaseModel):
        parts = value.__dict__.items()
    elif isinstance(value, dict):
        parts = value.items()
    else:
        return
    aliased = isinstance(value, BaseModel)
    for part, inner in parts:
        if not inner:  # most fields of most items
            continue
        here = (*place, part.rstrip("_") if aliased and isinstance(part, str) else part)
        if isinstance(inner, str):  # most are, and a call each would cost as much as all the rest
            found.append((here, inner))
        else:
            _collect(inner, here, found)


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
