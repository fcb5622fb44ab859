"""A fork as it stands: its own layer, its lock, what comes of all together, what waits in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from playbook.draft import read_draft
from playbook.errors import ContentError
from playbook.merge import Layer, Merged, merge_layers
from playbook.upstream.chain import read_lock
from playbook.upstream.extends import upstream_id
from playbook.upstream.layers import read_layers

if TYPE_CHECKING:
    from pathlib import Path

    from playbook.upstream.lock import Lock


@dataclass(frozen=True)
class ForkState:
    """A fork as it is: its own layer, its lock, and what comes of all together."""

    layer: Layer
    lock: Lock
    merged: Merged

    def has_upstream(self, item: str) -> bool:
        """Tell whether upstream has an item still."""
        return any(document.ref == item for document in self.merged.parent.items)


@dataclass(frozen=True)
class ItemNotice:
    """A notice of upstream's about an item, and what the fork did to that item."""

    item: str
    level: str
    text: str
    here: str
    """`hidden` or `changed`."""


def read_fork(folder: Path) -> ForkState:
    """Return the fork in `folder`; raise PlaybookError where there is none.

    Raises ContentError where its own files have problems: a statement that cannot be read must not
    look as if it were not there.
    """
    draft = read_draft(folder / "content")
    layers = read_layers(folder, draft)
    if len(layers) == 1:
        upstream_id(folder, layers[0].draft)  # says why there is none
    merged = merge_layers(layers)
    if merged.problems:
        raise ContentError(merged.problems)
    lock = read_lock(folder)
    assert lock is not None, "a fork without one is refused"
    return ForkState(layers[-1], replace(lock, baseline=merged.baseline), merged)


def reviews_new_items(layer: Layer) -> bool:
    """Tell whether a person should look at what upstream brings in."""
    return layer.policy("new_items") == "review"


def count_waiting(layer: Layer, merged: Merged) -> int:
    """Return how many things a person should look at."""
    waiting = sum(outcome.waits for outcome in merged.outcomes)
    return waiting + (len(merged.new) if reviews_new_items(layer) else 0)


def item_notices(merged: Merged) -> tuple[ItemNotice, ...]:
    """Return upstream's notices about items that a fork changed or hid: nobody may miss them."""
    changed = {outcome.item for outcome in merged.outcomes}
    notices = []
    for document in merged.parent.items:
        data = document.data if isinstance(document.data, dict) else {}
        notice, ref = data.get("notice"), document.ref
        is_hidden = ref in merged.draft.hidden
        if isinstance(notice, dict) and (is_hidden or ref in changed):
            level, text = str(notice.get("level")), str(notice.get("text"))
            notices.append(ItemNotice(ref, level, text, "hidden" if is_hidden else "changed"))
    return tuple(notices)
