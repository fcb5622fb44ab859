"""What scripts have to know of a sheet: its questions, their origins, the playbook it is of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from playbook.answers import ANSWERABLE
from playbook.answers.boxes import checks_of
from playbook.fields import Question
from playbook.fields.numbers import decimal_sign
from playbook.model import Checklist, Step, Worksheet

if TYPE_CHECKING:
    from collections.abc import Iterable

    from playbook.answers import Sheet
    from playbook.fields import From
    from playbook.link import Linked
    from playbook.model import Check, Line, Ref


def definition(sheet: Sheet, playbook: Linked) -> dict[str, Any]:
    """Return what scripts need of what can be answered, ready for JSON."""
    return {
        "playbook": sheet.manifest.id,
        "upstream": list(playbook.lineage.ids),
        "language": sheet.manifest.language,
        "decimal": decimal_sign(sheet.manifest.language),
        "ref": sheet.ref,
        "was": list(sheet.item.was),
        "noun": sheet.noun,
        "title": sheet.title,
        "fields": [_question(field, playbook) for field in sheet.questions().values()],
        **_shared_boxes(sheet, playbook),
    }


def _shared_boxes(sheet: Sheet, playbook: Linked) -> dict[str, Any]:
    """Return, by the key of each box that stands in other lists too, the names of those."""
    lists = playbook.sharing.get(sheet.ref, {})
    named = {
        key: [[ref, *playbook.items[ref].was] for ref in others] for key, others in lists.items()
    }
    return {"shared": named} if named else {}


def progress(refs: Iterable[Ref], playbook: Linked) -> dict[str, Any]:
    """Return what a script needs to see how far the items `refs` are, ready for JSON.

    `ticks` are a list's boxes by every name that they have or had; `tools` belong to a step.
    """
    known: dict[str, dict[str, Any]] = {}
    for ref in refs:
        item = playbook.entries[ref].item
        known[ref] = {"title": item.title, "was": list(item.was)}
        if isinstance(item, Step | Checklist):
            boxes: tuple[Line | Check, ...] = (
                item.done_when if isinstance(item, Step) else checks_of(item, playbook.items)
            )
            known[ref]["ticks"] = {old: box.id for box in boxes for old in (*box.was, box.id)}
        if isinstance(item, Step):
            tools = [tool for tool in item.tools if tool.kind in ANSWERABLE]
            known[ref]["tools"] = tools
            known |= progress((tool for tool in tools if tool not in known), playbook)["items"]
    return {"playbook": playbook.manifest.id, "items": known}


def _question(field: Question, playbook: Linked) -> dict[str, Any]:
    said = field.definition()
    if field.from_ is not None and field.from_.field.ref in playbook.entries:
        said["from"] = _origin(field.from_, playbook)
    return said


def _origin(origin: From, playbook: Linked) -> dict[str, Any]:
    """Return where an answer may be offered from."""
    item = playbook.entries[origin.field.ref].item
    assert isinstance(item, Worksheet), "validated"
    theirs = next(field for field in item.everything() if field.key == origin.field.key)
    assert isinstance(theirs, Question), "validated"
    return {
        "ref": origin.field.ref,
        "key": theirs.key,
        "title": item.title,
        "was": list(theirs.was),
        "type": theirs.type,
        "options": [
            option.model_dump(mode="json", exclude_defaults=True) for option in theirs.offered()
        ],
        "map": dict(origin.options),
    }
