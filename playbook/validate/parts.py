"""Do the parts of an item fit together: its ids, its shared boxes, its times, its letters?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from playbook.answers.boxes import box_of
from playbook.fields import Question
from playbook.findings import renamed, repeated
from playbook.model import (
    Appeal,
    Check,
    Checklist,
    Guide,
    Item,
    Letter,
    Ref,
    SharedCheck,
    Step,
    Worksheet,
)
from playbook.parts.letter import Answer
from playbook.wording import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from playbook.findings import Found
    from playbook.model import Field, ListEntry
    from playbook.source import Place
    from playbook.validate.names import Names


def part_problems(item: Item, items: Mapping[Ref, Item], names: Names) -> Iterator[Found]:
    """Yield what in an item of any kind does not fit together."""
    if isinstance(item, Checklist):
        for index, entry in enumerate(item.items):
            if isinstance(entry, SharedCheck):
                yield from _shared(entry, ("items", index, "item"), item, items, names)
        ids = [_id(entry, index, items) for index, entry in enumerate(item.items)]
        yield from repeated(ids, ("items",), "id")
        yield from renamed(ids, [getattr(entry, "was", ()) for entry in item.items], ("items",))
    elif isinstance(item, Guide):
        yield from _guide(item)
    elif isinstance(item, Step):
        ids = [line.id for line in item.done_when]
        yield from repeated(ids, ("done_when",), "id")
        yield from renamed(ids, [line.was for line in item.done_when], ("done_when",))
    elif isinstance(item, Appeal):
        yield from repeated((frame.id for frame in item.frames), ("frames",), "id")
    elif isinstance(item, Worksheet):
        yield from repeated((letter.id for letter in item.texts), ("texts",), "id")
        fields = {field.key: field for field in item.fields}
        for index, letter in enumerate(item.texts):
            yield from _letter(letter, ("texts", index, "parts"), fields)


def _id(entry: ListEntry, index: int, items: Mapping[Ref, Item]) -> str:
    """Return the id of a box; words between boxes have none, and are told apart by their place."""
    if isinstance(entry, SharedCheck):
        box = box_of(entry.item, items)
        return box.id if box else entry.item.key
    return entry.id if isinstance(entry, Check) else f" {index}"


def _shared(
    entry: SharedCheck, place: Place, item: Checklist, items: Mapping[Ref, Item], names: Names
) -> Iterator[Found]:
    ref = names.find(entry.item.ref)
    if ref is None:
        yield place, *names.missing(entry.item.ref)
        return
    there = items.get(ref)
    if there is item:
        yield place, "names a box of this very list", "Name a box of another list."
    elif isinstance(there, Checklist) and box_of(entry.item, {entry.item.ref: there}) is None:
        ids = [check.id for check in there.checks]
        hint = did_you_mean(entry.item.key, ids, f"Its boxes are: {', '.join(ids) or 'none'}.")
        yield place, f'names "{entry.item.key}", which {ref} does not have', hint


def _guide(guide: Guide) -> Iterator[Found]:
    if not guide.blocks and not guide.prompts:
        hint = "Write `blocks` for a meeting with times, or `prompts` for a talk."
        yield (), "has nothing to say: neither `blocks` nor `prompts`", hint
    yield from repeated((block.id for block in guide.blocks), ("blocks",), "id")
    yield from repeated((prompt.id for prompt in guide.prompts), ("prompts",), "id")
    taken = {block.id for block in guide.blocks}
    for index, prompt in enumerate(guide.prompts):
        if prompt.id in taken:
            hint = "Notes on a guide are kept by these ids: rename one of the two."
            yield ("prompts", index, "id"), f'has the id "{prompt.id}", as a block does', hint
    if guide.blocks and guide.time and guide.time.minutes[1] < guide.minutes:
        hint = f"Write {guide.minutes} or more, or shorten a block."
        yield ("time",), f"is shorter than its blocks, which take {guide.minutes} minutes", hint


def _letter(letter: Letter, place: Place, fields: Mapping[str, Field]) -> Iterator[Found]:
    for index, part in enumerate(letter.parts):
        if not isinstance(part, Answer):
            continue
        here: Place = (*place, index, "field")
        field = fields.get(part.field)
        if field is None:
            hint = did_you_mean(part.field, fields, f"Its keys are: {', '.join(fields)}.")
            yield here, f'names "{part.field}", which is not asked', hint
        elif not isinstance(field, Question) or not field.in_words:
            hint = "Name a field that people answer in words."
            yield here, f'names "{part.field}", whose answer is no text', hint
        elif field.private:
            hint = "A letter is for others: take the part out, or the field is not private."
            yield here, f'names "{part.field}", which is private', hint
