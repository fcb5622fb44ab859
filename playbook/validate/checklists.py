"""Do the boxes of a checklist fit together, with those that it takes from other lists?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from playbook.answers.boxes import box_of
from playbook.findings import clashing_old_names, duplicate_names
from playbook.model import (
    Check,
    Checklist,
    Item,
    Ref,
    SharedCheck,
)
from playbook.wording import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from playbook.findings import Found
    from playbook.model import ListEntry
    from playbook.source import Place
    from playbook.validate.names import Names


def checklist_problems(item: Checklist, items: Mapping[Ref, Item], names: Names) -> Iterator[Found]:
    """Yield what in a list of boxes does not fit together."""
    for index, entry in enumerate(item.items):
        if isinstance(entry, SharedCheck):
            yield from _shared_problems(entry, ("items", index, "item"), item, items, names)
    ids = [_id(entry, index, items) for index, entry in enumerate(item.items)]
    yield from duplicate_names(ids, ("items",), "id")
    yield from clashing_old_names(
        ids, [getattr(entry, "was", ()) for entry in item.items], ("items",)
    )


def _id(entry: ListEntry, index: int, items: Mapping[Ref, Item]) -> str:
    """Return the id of a box; words between boxes have none, and are told apart by their place."""
    if isinstance(entry, SharedCheck):
        box = box_of(entry.item, items)
        return box.id if box else entry.item.key
    return entry.id if isinstance(entry, Check) else f" {index}"


def _shared_problems(
    entry: SharedCheck, place: Place, item: Checklist, items: Mapping[Ref, Item], names: Names
) -> Iterator[Found]:
    ref = names.find(entry.item.ref)
    if ref is None:
        yield place, *names.no_such_item(entry.item.ref)
        return
    there = items.get(ref)
    if there is item:
        yield place, "names a box of this very list", "Name a box of another list."
    elif isinstance(there, Checklist) and box_of(entry.item, {entry.item.ref: there}) is None:
        ids = [check.id for check in there.checks]
        hint = did_you_mean(entry.item.key, ids, f"Its boxes are: {', '.join(ids) or 'none'}.")
        yield place, f'names "{entry.item.key}", which {ref} does not have', hint
