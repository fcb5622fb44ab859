"""What waits for a person: statements to settle, and news that the fork asked to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playbook.merge import Layer, Merged


def asks_of_new(layer: Layer) -> bool:
    """Tell whether a person should look at what upstream brings in."""
    return layer.policy("new_items") == "review"


def waiting(layer: Layer, done: Merged) -> int:
    """Return how many things a person should look at."""
    found = sum(one.group in ("review", "error") for one in done.outcomes)
    return found + (len(done.new) if asks_of_new(layer) else 0)
