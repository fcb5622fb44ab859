"""Does what a worksheet says about putting answers together fit its fields?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from playbook.fields import Question
from playbook.wording import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from playbook.fields import Field
    from playbook.findings import Found
    from playbook.source import Place


def combine_mistakes(fields: Sequence[Field], index: int) -> Iterator[Found]:
    """Yield what in `combine` of one of a worksheet's `fields` does not fit."""
    field, place = fields[index], ("fields", index, "combine")
    for number, column in enumerate(field.asked_in_rows() if isinstance(field, Question) else ()):
        if column.combine is not None:
            yield from _unfit(column, ("fields", index, "columns", number, "combine"))
    if not isinstance(field, Question) or field.combine is None:
        return
    yield from _unfit(field, place)
    alike = [one.key for one in fields if one.key != field.key and type(one) is type(field)]
    asked = [one.key for one in fields if one.key != field.key and isinstance(one, Question)]
    for name, key in field.combine.names():
        if key not in (known := asked if name == "say" else alike):
            what = "field" if name == "say" else f"other field of the type {field.type}"
            hint = did_you_mean(key, known, f"It can name: {', '.join(known) or 'none'}.")
            yield (*place, name), f'names "{key}", and there is no such {what}', hint
    yield from _step_mistakes(field, (*place, "steps"))


def _unfit(field: Question, place: Place) -> Iterator[Found]:
    assert field.combine is not None
    for name in field.combine.model_fields_set:
        said = "as" if name == "as_" else name
        if said not in field.combines:
            hint = f"The type {field.type} can be combined with: {', '.join(field.combines)}."
            yield (*place, said), f"does not go with the type {field.type}", hint


def _step_mistakes(field: Question, place: Place) -> Iterator[Found]:
    steps = field.combine.steps if field.combine else None
    if steps is None:
        return
    columns = {column.key: column for column in field.asked_in_rows()}
    for name in ("what", "who", "by", "done"):
        key = getattr(steps, name)
        if key is not None and key not in columns:
            hint = did_you_mean(key, columns, f"Columns are: {', '.join(columns)}.")
            yield (*place, name), f'names "{key}", which is not a column', hint
    if steps.done_is is not None and steps.done in columns:
        ids = columns[steps.done].steps()
        if steps.done_is not in ids:
            hint = did_you_mean(steps.done_is, ids, f"Options are: {', '.join(ids) or 'none'}.")
            yield (*place, "done_is"), f'names "{steps.done_is}", which is not an option', hint
