"""The boxes of checklists: their own, and those that they share with other lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from playbook.model import Check, Checklist, Passage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from playbook.model import Item, Ref
    from playbook.scalars import CheckRef

Sharing: TypeAlias = "Mapping[Ref, Mapping[str, tuple[Ref, ...]]]"
"""A list, and by the id of each box that it shares the other lists which have it."""


def rows_of(item: Checklist, items: Mapping[Ref, Item]) -> tuple[Check | Passage, ...]:
    """Return what stands in a list, in order; a shared box as the list that it is from words it."""
    rows: list[Check | Passage] = []
    for entry in item.items:
        if isinstance(entry, Check | Passage):
            rows.append(entry)
        elif (check := box_of(entry.item, items)) is not None:
            rows.append(check.model_copy(update={"section": entry.section}))
    return tuple(rows)


def checks_of(item: Checklist, items: Mapping[Ref, Item]) -> tuple[Check, ...]:
    """Return the boxes of a list, without the words between them."""
    return tuple(row for row in rows_of(item, items) if isinstance(row, Check))


def box_of(name: CheckRef, items: Mapping[Ref, Item]) -> Check | None:
    """Return the box called `name`, by today's id or an old one; None where there is none."""
    item = items.get(name.ref)
    checks = item.checks if isinstance(item, Checklist) else ()
    by_id = next((check for check in checks if check.id == name.key), None)
    return by_id or next((check for check in checks if name.key in check.was), None)


def shared_boxes(items: Mapping[Ref, Item]) -> Sharing:
    """Return which boxes of which lists are one and the same."""
    homes: dict[tuple[Ref, str], list[Ref]] = {}
    for ref, item in items.items():
        for entry in item.items if isinstance(item, Checklist) else ():
            if isinstance(entry, Check | Passage):
                continue
            if (check := box_of(entry.item, items)) is not None:
                homes.setdefault((entry.item.ref, check.id), [entry.item.ref]).append(ref)
    found: dict[Ref, dict[str, tuple[Ref, ...]]] = {}
    for (_, key), lists in homes.items():
        for ref in lists:
            others = tuple(other for other in lists if other != ref)
            found.setdefault(ref, {})[key] = others
    return found
