"""Do the keys, options, tables, figures and origins of a worksheet fit together?"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeAlias

from playbook.model import Checklist, Guide, Item, Ref, Step, Worksheet
from playbook.model.fields import Choice, Choices, Computed, Map, Note, Number, Scale, Table
from playbook.validate.answers import answer_problems
from playbook.wording import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from playbook.errors import Problem
    from playbook.model import Column, Field
    from playbook.source import Document, Place
    from playbook.validate.refs import Names

    Found: TypeAlias = tuple[Place, str, str]


def worksheet_problems(
    item: Item, document: Document, items: dict[Ref, Item], names: Names
) -> Iterator[Problem]:
    """Yield ids that stand twice in one item, and everything in a worksheet that does not fit."""
    found: list[Found] = list(_twice_in(item))
    if isinstance(item, Worksheet):
        for index, field in enumerate(item.fields):
            found += _field(field, ("fields", index), item, items, names)
        found += answer_problems(item)
    for place, message, hint in found:
        yield document.problem(place, message, hint, field=str(place[0]))


def _twice_in(item: Item) -> Iterator[Found]:
    if isinstance(item, Worksheet):
        yield from _twice((field.key for field in item.fields), ("fields",), "key")
    if isinstance(item, Checklist):
        yield from _twice((check.id for check in item.items), ("items",), "id")
        claims = Counter(old for check in item.items for old in check.was)
        for index, check in enumerate(item.items):
            if any(claims[old] > 1 for old in check.was):
                hint = "Keep it in one: a tick can move to one place only."
                yield ("items", index, "was"), "names an old id that two items claim", hint
    if isinstance(item, Guide):
        yield from _twice((prompt.id for prompt in item.prompts), ("prompts",), "id")
    if isinstance(item, Step):
        yield from _twice((line.id for line in item.done_when), ("done_when",), "id")


def _twice(names: Iterable[str], place: Place, what: str) -> Iterator[Found]:
    seen: set[str] = set()
    for index, name in enumerate(names):
        if name in seen:
            yield (*place, index, what), f'uses the {what} "{name}" twice', "Rename one of the two."
        seen.add(name)


def _field(
    field: Field, place: Place, sheet: Worksheet, items: dict[Ref, Item], names: Names
) -> Iterator[Found]:
    if isinstance(field, Choice | Choices):
        yield from _twice((option.id for option in field.options), (*place, "options"), "id")
    if isinstance(field, Table):
        yield from _table(field, place)
    if isinstance(field, Computed):
        yield from _figures(field.of, (*place, "of"), _sheet_figures(sheet))
    if not isinstance(field, Note) and field.from_ is not None:
        yield from _origin(field, (*place, "from"), items, names)


def _table(table: Table, place: Place) -> Iterator[Found]:
    columns = {column.key: column for column in table.columns}
    yield from _twice((column.key for column in table.columns), (*place, "columns"), "key")
    yield from _twice((row.id for row in table.fixed), (*place, "rows"), "id")
    for index, column in enumerate(table.columns):
        here: Place = (*place, "columns", index)
        if isinstance(column, Choice | Choices):
            yield from _twice((option.id for option in column.options), (*here, "options"), "id")
        if isinstance(column, Computed):
            yield from _figures(column.of, (*here, "of"), _row_figures(columns.values()))
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
    for key, option in drawn.begin.items():
        column = columns.get(key)
        ids = [one.id for one in column.options] if isinstance(column, Choice) else []
        if key not in (drawn.x, drawn.y):
            yield (*place, "begin", key), "is not an axis of this map", "Name the x or y column."
        elif ids and option not in ids:
            hint = did_you_mean(option, ids, f"Options are: {', '.join(ids)}.")
            yield (*place, "begin", key), f'names the option "{option}", which is not there', hint


def _row_figures(columns: Iterable[Column]) -> list[str]:
    return [column.key for column in columns if not isinstance(column, Computed)]


def _sheet_figures(sheet: Worksheet) -> list[str]:
    names = []
    for field in sheet.fields:
        if isinstance(field, Table):
            names += [f"{field.key}.{column.key}" for column in field.columns]
        elif isinstance(field, Number | Scale | Choices):
            names.append(field.key)
    return names


def _figures(of: Sequence[str], place: Place, known: list[str]) -> Iterator[Found]:
    for index, name in enumerate(of):
        if name not in known:
            hint = did_you_mean(name, known, f"It can count: {', '.join(known) or 'nothing here'}.")
            yield (*place, index), f'counts "{name}", which is not there', hint


def _origin(field: Field, place: Place, items: dict[Ref, Item], names: Names) -> Iterator[Found]:
    if isinstance(field, Note) or field.from_ is None:
        return
    name, _, key = field.from_.field.partition("#")
    ref = names.find(Ref(name))
    if ref is None:
        yield (*place, "field"), *names.missing(Ref(name))
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
        yield place, f'names the option "{option}", which is not there', hint
