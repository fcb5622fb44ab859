"""Do the keys, options, tables, figures and origins of a worksheet fit together?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from playbook.fields import Question
from playbook.fields.choice import Choice
from playbook.fields.choices import Choices
from playbook.fields.computed import Computed
from playbook.fields.note import Note
from playbook.fields.number import Number
from playbook.fields.scale import Scale
from playbook.fields.table import Map, Table
from playbook.findings import renamed, repeated
from playbook.model import Appeal, Checklist, Guide, Item, Ref, Step, Worksheet
from playbook.validate.answers import answer_problems, default_problems
from playbook.wording import did_you_mean, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from playbook.errors import Problem
    from playbook.findings import Found
    from playbook.model import Column, Field
    from playbook.source import Document, Place
    from playbook.validate.names import Names


def worksheet_problems(
    item: Item, document: Document, items: dict[Ref, Item], names: Names
) -> Iterator[Problem]:
    """Yield ids that stand twice in one item, and everything in a worksheet that does not fit."""
    for place, message, hint in _found(item, items, names):
        yield document.problem(place, message, hint)


def _found(item: Item, items: dict[Ref, Item], names: Names) -> Iterator[Found]:
    yield from _repeated_in(item)
    if isinstance(item, Worksheet):
        figures = _sheet_figures(item)
        for index, field in enumerate(item.fields):
            place: Place = ("fields", index)
            yield from _field(field, place, figures)
            if isinstance(field, Table):
                yield from _table(field, place)
            yield from _origin(field, (*place, "from"), items, names)
        yield from answer_problems(item)


def _repeated_in(item: Item) -> Iterator[Found]:
    if isinstance(item, Worksheet):
        yield from _keys(item.fields, ("fields",))
    elif isinstance(item, Checklist):
        ids = [check.id for check in item.items]
        yield from repeated(ids, ("items",), "id")
        yield from renamed(ids, [check.was for check in item.items], ("items",))
    elif isinstance(item, Guide):
        yield from repeated((prompt.id for prompt in item.prompts), ("prompts",), "id")
    elif isinstance(item, Step):
        ids = [line.id for line in item.done_when]
        yield from repeated(ids, ("done_when",), "id")
        yield from renamed(ids, [line.was for line in item.done_when], ("done_when",))
    elif isinstance(item, Appeal):
        yield from repeated((frame.id for frame in item.frames), ("frames",), "id")


def _keys(fields: Iterable[Field | Column], place: Place) -> Iterator[Found]:
    fields = list(fields)
    keys = [field.key for field in fields]
    yield from repeated(keys, place, "key")
    yield from renamed(keys, [getattr(field, "was", ()) for field in fields], place)


def _field(field: Field | Column, place: Place, figures: dict[str, bool]) -> Iterator[Found]:
    if isinstance(field, Choice | Choices):
        yield from repeated((option.id for option in field.options), (*place, "options"), "id")
    if isinstance(field, Computed):
        yield from _computed(field, (*place, "of"), figures)
    yield from default_problems(field, (*place, "default"))


def _table(table: Table, place: Place) -> Iterator[Found]:
    columns = {column.key: column for column in table.columns}
    figures = {
        key: isinstance(column, Number | Scale)
        for key, column in columns.items()
        if not isinstance(column, Computed)
    }
    yield from _keys(table.columns, (*place, "columns"))
    yield from repeated((row.id for row in table.fixed), (*place, "rows"), "id")
    for index, column in enumerate(table.columns):
        here: Place = (*place, "columns", index)
        yield from _field(column, here, figures)
        if column.from_ is not None:
            hint = "Offer earlier answers to a field, not to a column."
            yield (*here, "from"), "stands on a column", hint
    if table.map is not None:
        yield from _map(table.map, (*place, "map"), columns)


def _map(drawn: Map, place: Place, columns: dict[str, Column]) -> Iterator[Found]:
    for name in ("label", "x", "y"):
        key = getattr(drawn, name)
        if key not in columns:
            hint = did_you_mean(key, columns, f"Columns are: {', '.join(columns)}.")
            yield (*place, name), f'draws the column "{key}", which the table does not have', hint
        elif name != "label" and not isinstance(columns[key], Choice | Scale):
            hint = "An axis needs a column of the type choice or scale."
            yield (*place, name), f'draws the column "{key}", which has no steps', hint
    for key, cell in drawn.begin.items():
        here = (*place, "begin", key)
        if key not in (drawn.x, drawn.y):
            hint = did_you_mean(key, (drawn.x, drawn.y), "Name the column of x or of y.")
            yield here, "is not an axis of this map", hint
        elif key in columns and cell not in (steps := _steps(columns[key])):
            hint = did_you_mean(cell, steps, f"They are: {', '.join(steps)}.")
            yield here, f'begins at "{cell}", which that column does not have', hint


def _steps(column: Column) -> list[str]:
    if isinstance(column, Scale):
        return [str(step) for step in range(column.min, column.max + 1)]
    return [option.id for option in column.options] if isinstance(column, Choice) else []


def _sheet_figures(sheet: Worksheet) -> dict[str, bool]:
    """Return what a figure on the sheet may be made of, and whether that holds numbers."""
    figures: dict[str, bool] = {}
    for field in sheet.fields:
        if isinstance(field, Table):
            for column in field.columns:
                numbers = isinstance(column, Number | Scale | Computed)
                figures[f"{field.key}.{column.key}"] = numbers
        elif isinstance(field, Number | Scale | Choices):
            figures[field.key] = not isinstance(field, Choices)
    return figures


def _computed(field: Computed, place: Place, figures: dict[str, bool]) -> Iterator[Found]:
    verb = {"sum": "adds up", "average": "averages", "count": "counts"}[field.operation]
    for index, name in enumerate(field.of):
        if name not in figures:
            otherwise = f"It can take: {', '.join(figures) or 'nothing here'}."
            hint = did_you_mean(name, figures, otherwise)
            yield (*place, index), f"{verb} {quoted(name)}, which is not there", hint
        elif field.operation != "count" and not figures[name]:
            hint = "Take a number or a scale, or write `operation: count`."
            yield (*place, index), f"{verb} {quoted(name)}, which holds no numbers", hint


def _origin(field: Field, place: Place, items: dict[Ref, Item], names: Names) -> Iterator[Found]:
    if not isinstance(field, Question) or field.from_ is None:
        return
    key = field.from_.field.key
    ref = names.find(field.from_.field.ref)
    if ref is None:
        yield (*place, "field"), *names.missing(field.from_.field.ref)
        return
    origin = items.get(ref)
    if not isinstance(origin, Worksheet):
        return  # broken: its own problems say so
    fields = {one.key: one for one in origin.fields}
    if key not in fields:
        hint = did_you_mean(key, fields, f"Its keys are: {', '.join(fields)}.")
        yield (*place, "field"), f'takes "{key}" from {ref}, which has no such field', hint
        return
    if isinstance(fields[key], Table | Note | Computed):
        hint = "Take it from a field that people answer with one value."
        yield (*place, "field"), f'takes "{key}" from {ref}, which is no single answer', hint
    for theirs, ours in field.from_.options.items():
        yield from _option(theirs, fields[key], (*place, "options", theirs))
        yield from _option(ours, field, (*place, "options", theirs))


def _option(option: str, field: Field, place: Place) -> Iterator[Found]:
    ids = [one.id for one in field.options] if isinstance(field, Choice | Choices) else []
    if option not in ids:
        hint = did_you_mean(option, ids, f"Options are: {', '.join(ids) or 'none'}.")
        yield place, f'names the option "{option}", which "{field.key}" does not have', hint
