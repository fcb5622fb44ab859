"""The common form of everything that can be answered: a title and fields.

A worksheet has its fields. A checklist becomes fields of the type `check` and, for its sections,
notes; so do the "done when" lines of a step and the stops of a path. What stores, typesets or
reads answers needs to know this form only.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from playbook.answers.boxes import rows_of
from playbook.fields import Question
from playbook.fields.check import Check
from playbook.fields.note import Note
from playbook.model import Check as Box
from playbook.model import Checklist, Path, Step, Worksheet

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from playbook.fields import Field
    from playbook.model import Item, Manifest, Ref

Answerable: TypeAlias = "Worksheet | Checklist | Step | Path"
ANSWERABLE = (Worksheet.kind, Checklist.kind, Step.kind, Path.kind)
"""The kinds of items that hold answers."""
WITH_PDF = (Worksheet.kind, Checklist.kind)
"""Those of them that have a PDF of their own."""
PACKETS = "packets"
"""What the sheet that a meeting packet has of its own is filed under; no item is."""


@dataclass(frozen=True)
class Sheet:
    """Questions to answer, and the playbook that they belong to."""

    manifest: Manifest
    ref: Ref
    item: Answerable
    fields: tuple[Field, ...]
    filled_by: Question | None = None
    """The question who filled it in: the last one on screen, in the head on paper."""
    see: Mapping[str, Ref] = field(default_factory=dict)
    """The item that explains a box, by the box's key."""

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
        """What an answers file calls it: `worksheet` or, for all that is ticked, `checklist`."""
        return noun(self.ref)

    @property
    def seen(self) -> dict[str, str]:
        """What people see when they tick a checklist's items; empty for a worksheet."""
        if self.noun == "worksheet":
            return {}
        return {field.key: field.label for field in self.questions().values()}

    def questions(self) -> dict[str, Question]:
        """Return the fields that can hold something, by their key."""
        last = (self.filled_by,)
        asked = (field for field in (*self.fields, *last) if isinstance(field, Question))
        return {one.key: one for field in asked for one in (field, *field.others())}


def noun(ref: Ref) -> str:
    """Return what an answers file calls the sheet `ref`."""
    return "checklist" if ref.kind in (Checklist.kind, Step.kind, Path.kind) else "worksheet"


def sheet_of(
    manifest: Manifest,
    ref: Ref,
    item: Item,
    items: Mapping[Ref, Item],
    plain: Callable[[str], str] = str,
    words: Callable[[str], str] = str,
) -> Sheet:
    """Return the common form of what can be answered.

    `items` are the playbook's; `plain` takes the markup out of texts that become labels, `words`
    name what is asked on every worksheet.
    """
    assert isinstance(item, Worksheet | Checklist | Step | Path), f"{ref} has no questions"
    if isinstance(item, Worksheet):
        who = item.who(words("fields.text.filled_by"))
        assert who is None or isinstance(who, Question), "validated"
        return Sheet(manifest, ref, item, item.questions, who)
    if isinstance(item, Checklist):
        return _checklist(manifest, ref, item, items, plain)
    if isinstance(item, Step):
        lines = [_check(line.id, plain(line.text), line.was) for line in item.done_when]
        return Sheet(manifest, ref, item, tuple(lines))
    stops = dict.fromkeys(stop.item for stop in item.stops)
    checks = [_check(stop, items[stop].title, items[stop].was) for stop in stops]
    return Sheet(manifest, ref, item, tuple(checks))


def _check(key: str, label: str, was: tuple[str, ...], help_: str | None = None) -> Check:
    # An id may hold hyphens and a ref a slash, a field's key may not: nothing here needs that.
    return Check.make_unchecked(key=key, label=label, help=help_, was=was)


def _checklist(
    manifest: Manifest,
    ref: Ref,
    item: Checklist,
    items: Mapping[Ref, Item],
    plain: Callable[[str], str],
) -> Sheet:
    fields: list[Field] = []
    see: dict[str, Ref] = {}
    section: str | None = None
    for number, row in enumerate(rows_of(item, items)):
        heading = row.section if row.section != section and row.section is not None else ""
        if isinstance(row, Box):
            if heading:
                fields.append(_note(number, heading))
            fields.append(_check(row.id, plain(row.text), row.was, row.help))
            see |= {row.id: row.see} if row.see else {}
            section = row.section
        else:
            fields.append(_note(number, heading, row.prose))
            section = row.section or section
    return Sheet(manifest, ref, item, tuple(fields), see=see)


def _note(number: int, heading: str, text: str | None = None) -> Note:
    # Words between boxes may have no heading, as a worksheet's note must.
    return Note.make_unchecked(key=f"section_{number}", label=heading, text=text)
