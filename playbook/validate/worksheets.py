"""Do the keys, options, tables, figures and origins of a worksheet fit together?

What is to be ticked is a sheet, too: it is passed on to `checklists`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from playbook.fields import Question
from playbook.findings import clashing_old_names, duplicate_names
from playbook.kinds.worksheets import FILLED_BY
from playbook.model import Checklist, Item, Ref, Worksheet
from playbook.validate.checklists import checklist_problems
from playbook.validate.combining import combine_mistakes
from playbook.wording import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from playbook.errors import Problem
    from playbook.fields import Field
    from playbook.findings import Found
    from playbook.source import Document, Place
    from playbook.validate.names import Names


def worksheet_problems(
    item: Checklist | Worksheet, document: Document, items: dict[Ref, Item], names: Names
) -> Iterator[Problem]:
    """Yield everything that does not fit together in a list of boxes or a worksheet."""
    for place, message, hint in _find(item, items, names):
        yield document.problem(place, message, hint)


MOST_CONTROLS = 2_000
"""On one worksheet: each takes about a millisecond, in both sizes of paper."""
FEW_CONTROLS = 4_000
"""In one playbook, and one more for every 400 characters of it; ours has half as many."""


def control_problems(sheets: Iterable[tuple[Worksheet, Document]], size: int) -> Iterator[Problem]:
    """Yield worksheets with more places to write on than paper and form can carry.

    `size` is how many characters the whole playbook has.
    """
    counts = [
        (sum(field.controls() for field in sheet.everything()), document)
        for sheet, document in sheets
    ]
    hint = "Write fewer `rows`: people add more as they need them. Or make two worksheets of it."
    total, most = sum(count for count, _ in counts), FEW_CONTROLS + size // 400
    for count, document in counts:
        if count > MOST_CONTROLS:
            most_here = f"a worksheet can carry {MOST_CONTROLS:,}"
            message = f"ask for {count:,} answers and ticks, and {most_here}"
            yield document.problem(("fields",), message, hint)
            total -= count
    if total > most:
        count, document = max(counts, key=lambda pair: pair[0])
        message = f"ask for {count:,} of {total:,} answers and ticks, and a playbook of this size "
        yield document.problem(("fields",), f"{message}can carry {most:,}", hint)


def _find(item: Checklist | Worksheet, items: dict[Ref, Item], names: Names) -> Iterator[Found]:
    if isinstance(item, Checklist):
        yield from checklist_problems(item, items, names)
    else:
        yield from _keys(item.fields)
        yield from _who(item)
        figures: dict[str, bool] = {}
        for field in item.fields:
            figures |= field.figures()
        for index, field in enumerate(item.fields):
            place: Place = ("fields", index)
            yield from field.mistakes(place, figures)
            yield from _origin(field, (*place, "from"), items, names)
            yield from combine_mistakes(item.fields, index)
        yield from _example(item)


def _keys(fields: Sequence[Field]) -> Iterator[Found]:
    keys = [field.key for field in fields]
    yield from duplicate_names(keys, ("fields",), "key")
    yield from clashing_old_names(
        keys, [getattr(field, "was", ()) for field in fields], ("fields",)
    )


def _who(sheet: Worksheet) -> Iterator[Found]:
    """Yield what stands in the way of the question who filled it in."""
    if not sheet.filled_by:
        return
    asks = "under which every worksheet asks who filled it in"
    for index, field in enumerate(sheet.fields):
        if field.key == FILLED_BY and (field.type_name() != "text" or field.holds_private):
            hint = "Make it a `text` that is not private, or write `filled_by: false`."
            yield ("fields", index, "key"), f'has the key "{FILLED_BY}", {asks}', hint
        elif FILLED_BY in getattr(field, "was", ()):
            hint = "Take the old name out, or write `filled_by: false`."
            yield ("fields", index, "was"), f'names "{FILLED_BY}", {asks}', hint


def _example(sheet: Worksheet) -> Iterator[Found]:
    """Yield what in a worksheet's completed example no form could hold."""
    if sheet.example is None:
        return
    fields = {field.key: field for field in sheet.everything()}
    for key, answer in sheet.example.answers.items():
        place: Place = ("example", "answers", key)
        if key in fields:
            yield from fields[key].misfits(answer, place)
            continue
        hint = did_you_mean(key, fields, f"Its keys are: {', '.join(fields)}.")
        yield place, f'answers "{key}", which is not asked', hint


def _origin(field: Field, place: Place, items: dict[Ref, Item], names: Names) -> Iterator[Found]:
    if not isinstance(field, Question) or field.from_ is None:
        return
    key = field.from_.field.key
    ref = names.find(field.from_.field.ref)
    if ref is None:
        yield (*place, "field"), *names.no_such_item(field.from_.field.ref)
        return
    origin = items.get(ref)
    if not isinstance(origin, Worksheet):
        return  # broken: its own problems say so
    fields = {one.key: one for one in origin.everything()}
    theirs = fields.get(key)
    if theirs is None:
        hint = did_you_mean(key, fields, f"Its keys are: {', '.join(fields)}.")
        yield (*place, "field"), f'takes "{key}" from {ref}, which has no such field', hint
        return
    if not theirs.single:
        hint = "Take it from a field that people answer with one value."
        yield (*place, "field"), f'takes "{key}" from {ref}, which is no single answer', hint
    for old, new in field.from_.options.items():
        yield from _option(old, theirs, (*place, "options", old))
        yield from _option(new, field, (*place, "options", old))


def _option(option: str, field: Field, place: Place) -> Iterator[Found]:
    ids = [one.id for one in field.offered()]
    if option not in ids:
        hint = did_you_mean(option, ids, f"Options are: {', '.join(ids) or 'none'}.")
        yield place, f'names the option "{option}", which "{field.key}" does not have', hint
