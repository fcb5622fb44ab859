"""Walk through an item: every text and every ref in it, with its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import BaseModel

from playbook.model import Ref
from playbook.scalars import CheckRef, PartRef
from playbook.texts import LINK, live

if TYPE_CHECKING:
    from collections.abc import Iterable

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


@dataclass(frozen=True)
class Mentions:
    """What the texts of an item name: told once, for all who would walk through it again."""

    refs: tuple[Ref, ...]
    """Every item that it names, typed or as a [[link]], each once; renames (`was`) are no links."""
    others: tuple[Ref, ...]
    """Items that it needs without a link to them, for example a worksheet that it asks a field."""
    is_tidy: bool
    """Whether every [[link]] is written as one that was renamed would be."""
    has_words: bool
    """Whether it has an organisation's own words, `{word:unit}`."""
    has_pictures: bool

    @classmethod
    def among(cls, written: Iterable[tuple[Place, str]]) -> Mentions:
        """Return what leaves name."""
        refs: dict[Ref, None] = {}
        others: dict[Ref, None] = {}
        is_tidy, has_words, has_pictures = True, False, False
        for place, text in written:
            if isinstance(text, Ref):
                if place[0] != "was":
                    refs[text] = None
            elif isinstance(text, PartRef):
                (refs if isinstance(text, CheckRef) else others)[text.ref] = None
            else:
                has_words = has_words or "{word:" in text
                has_pictures = has_pictures or "assets/" in text
                for found in live(LINK, text) if "[[" in text else ():
                    ref = Ref(found[1].strip())
                    refs[ref] = None
                    is_tidy = is_tidy and found[0] == link_to(ref, found[2])
        return cls(tuple(refs), tuple(others), is_tidy, has_words, has_pictures)


def link_to(ref: Ref, label: str | None) -> str:
    """Return a [[link]] as it is written."""
    return f"[[{ref}|{label}]]" if label else f"[[{ref}]]"
