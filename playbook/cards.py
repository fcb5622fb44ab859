"""Which items have a card in the deck, and what stands on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playbook.model import Appeal, Selection, Tip

if TYPE_CHECKING:
    from collections.abc import Iterable

    from playbook.link import Entry, Linked
    from playbook.model import Item, Manifest, Ref

_USUAL = (Appeal.kind, Tip.kind)
SURELY_FITS = 200
"""Letters of a title and its text that fit on a card even if all of them are as wide as high."""


def card_kinds(manifest: Manifest) -> tuple[str, ...]:
    """Return the kinds of item that have cards, in their order; none where none are asked for."""
    return tuple(dict.fromkeys(manifest.cards.parts or _USUAL)) if manifest.cards else ()


def card_entries(playbook: Linked) -> tuple[Entry, ...]:
    """Return the items that have a card, in their order."""
    chosen = playbook.manifest.cards or Selection()
    return tuple(
        entry
        for kind in card_kinds(playbook.manifest)
        for entry in playbook.of_kind(kind)
        if entry.ref not in chosen.without
    )


def card_text(item: Item) -> str:
    """Return what the card of an item says below its title: of an appeal, how one says it."""
    return item.frames[0].say if isinstance(item, Appeal) else item.summary


def place_of_longest(item: Item) -> tuple[str | int, ...]:
    """Return where in its file that stands which takes most room on an item's card."""
    if len(item.title) > len(card_text(item)):
        return ("title",)
    return ("frames", 0, "say") if isinstance(item, Appeal) else ("summary",)


def surely_fits(item: Item) -> bool:
    """Tell whether the card of an item has so few letters that it need not be set to know."""
    return len(item.title) + len(card_text(item)) <= SURELY_FITS


def may_not_fit(manifest: Manifest, items: Iterable[tuple[Ref, Item]]) -> bool:
    """Tell whether there is a card that has to be set to know whether it fits."""
    kinds = card_kinds(manifest)
    return any(not surely_fits(item) for ref, item in items if ref.kind in kinds)
