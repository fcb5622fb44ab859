"""What upstream says of an item that nobody may miss, and a fork changed or hid."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from playbook.forks.telling import short

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from playbook.merge import Merged


@dataclass(frozen=True)
class ItemNotice:
    """A notice of upstream's about an item, and what the fork did to that item."""

    item: str
    level: str
    text: str
    here: str
    """`hidden` or `changed`."""


def notices(done: Merged) -> tuple[ItemNotice, ...]:
    """Return upstream's notices about the items of which the fork `done` says something."""
    changed = {one.item for one in done.outcomes}
    found = []
    for document in done.parent.items:
        data = document.data if isinstance(document.data, dict) else {}
        notice, ref = data.get("notice"), document.ref
        hidden = ref in done.draft.hidden
        if isinstance(notice, dict) and (hidden or ref in changed):
            level, text = str(notice.get("level")), str(notice.get("text"))
            found.append(ItemNotice(ref, level, text, "hidden" if hidden else "changed"))
    return tuple(found)


def notices_json(found: Iterable[ItemNotice]) -> list[dict[str, Any]]:
    """Return notices as programs get them."""
    return [asdict(one) for one in found]


def notice_lines(found: Iterable[ItemNotice]) -> Iterator[str]:
    """Yield two lines a notice."""
    for one in found:
        yield f"{'notice':<12}  {one.item}  {one.level}; {one.here} here"
        yield f"        {short(one.text)}"
