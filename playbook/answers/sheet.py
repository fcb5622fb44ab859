"""The common form of a worksheet and a checklist: a title and fields to answer.

A checklist becomes fields of the type `check` and, for its sections, notes; everything that
stores, typesets or reads answers needs to know this form only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from playbook.model import Checklist, Worksheet
from playbook.model.fields import Check, Note, Table

if TYPE_CHECKING:
    from collections.abc import Callable

    from playbook.model import Column, Field, Item, Manifest, Ref


@dataclass(frozen=True)
class Sheet:
    """Questions to answer, and the playbook that they belong to."""

    manifest: Manifest
    ref: Ref
    item: Worksheet | Checklist
    fields: tuple[Field, ...]

    @property
    def id(self) -> str:
        """The name within its kind, for example `north-star`."""
        return self.ref.id

    @property
    def title(self) -> str:
        """The title of the item."""
        return self.item.title

    @property
    def noun(self) -> str:
        """What an answers file calls it: `worksheet` or `checklist`."""
        return "checklist" if self.ref.kind == Checklist.kind else "worksheet"

    @property
    def seen(self) -> dict[str, str]:
        """What people see when they tick a checklist's items; empty for a worksheet."""
        if self.noun == "worksheet":
            return {}
        return {field.key: field.label for field in self.fields if isinstance(field, Check)}

    def asked(self) -> dict[str, Field]:
        """Return the fields that can hold something, by their key."""
        return {field.key: field for field in self.fields if not isinstance(field, Note)}


def sheet_of(manifest: Manifest, ref: Ref, item: Item, plain: Callable[[str], str] = str) -> Sheet:
    """Return the common form of a worksheet or a checklist.

    `plain` takes the markup out of a checklist's texts; a worksheet's labels have none.
    """
    if isinstance(item, Checklist):
        return Sheet(manifest, ref, item, _checks(item, plain))
    assert isinstance(item, Worksheet), f"{ref} has no questions"
    return Sheet(manifest, ref, item, item.fields)


def columns_of(table: Table) -> dict[str, Column]:
    """Return the columns of `table` by their key."""
    return {column.key: column for column in table.columns}


def _checks(item: Checklist, plain: Callable[[str], str]) -> tuple[Field, ...]:
    fields: list[Field] = []
    section: str | None = None
    for number, check in enumerate(item.items):
        if check.section != section and check.section is not None:
            fields.append(Note(type="note", key=f"section_{number}", label=check.section))
        section = check.section
        # An item's id may hold hyphens, a field's key may not: nothing here needs the difference.
        fields.append(
            Check.model_construct(
                type="check", key=check.id, label=plain(check.text), help=check.help, was=check.was
            )
        )
    return tuple(fields)
