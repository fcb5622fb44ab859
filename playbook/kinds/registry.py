"""The table of kinds: every kind of item by its folder."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from playbook.kinds.item import Item

if TYPE_CHECKING:
    from collections.abc import Mapping

Model = TypeVar("Model", bound=type[Item])
_kinds: dict[str, type[Item]] = {}
KINDS: Mapping[str, type[Item]] = MappingProxyType(_kinds)
"""Every kind by its folder, in the order in which readers meet them."""


def home(model: Model) -> Model:
    """Give a kind its place in the table; its module is its home."""
    assert model.kind not in KINDS, f"there is a kind {model.kind} already"
    _kinds[model.kind] = model
    ranked = sorted(_kinds.items(), key=lambda pair: (pair[1].place.rank, pair[0]))
    _kinds.clear()
    _kinds.update(ranked)
    return model


def withdraw(kind: str) -> None:
    """Take a kind out of the table again."""
    del _kinds[kind]
