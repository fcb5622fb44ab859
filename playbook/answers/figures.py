"""The figures that a worksheet works out: `sum`, `average` and `count`.

Sums are exact. An average is shown with one digit more after the decimal sign than what was typed,
but with at most two. What is no number counts for `count` only; with nothing to work on the figure
is empty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from playbook.fields.numbers import Number, format_number, read_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playbook.fields.recipe import Recipe


def row_figure(recipe: Recipe, row: dict[str, Any], decimal: str = ".") -> str:
    """Return the figure over answers of the same row, by its columns' keys.

    `decimal` is the decimal sign of the playbook's language.
    """
    return _figure(recipe.operation, [row.get(key) for key in recipe.of], decimal)


def sheet_figure(
    recipe: Recipe, answers: dict[str, Any], rows: dict[str, Any], decimal: str = "."
) -> str:
    """Return the figure over a whole worksheet; `rows` holds the tables' own figures."""
    values = [value for name in recipe.of for value in _values(name, answers, rows)]
    return _figure(recipe.operation, values, decimal)


def _values(name: str, answers: dict[str, Any], rows: dict[str, Any]) -> Iterator[Any]:
    table, _, column = name.partition(".")
    if not column:
        yield answers.get(name)
        return
    held = answers.get(table, ())
    for row in held.values() if isinstance(held, dict) else held:
        yield row.get(column)
    yield from rows.get(name, ())


def _figure(operation: str, values: list[Any], decimal: str) -> str:
    given = [value for value in values if value]
    if operation == "count":
        count = sum(len(value) if isinstance(value, list) else 1 for value in given)
        return str(count) if count else ""
    numbers = [one for value in given if (one := read_number(value, decimal)) is not None]
    if not numbers:
        return ""
    after = max(number.after for number in numbers)
    total = sum(number.digits * 10 ** (after - number.after) for number in numbers)
    if operation == "sum":
        return format_number(Number(total, after), decimal)
    return format_number(_divide(total, len(numbers) * 10**after, min(after + 1, 2)), decimal)


def _divide(total: int, parts: int, after: int) -> Number:
    """Return `total` divided by `parts`; halves go away from zero."""
    size = (abs(total) * 10**after * 2 + parts) // (2 * parts)
    return Number(-size if total < 0 else size, after)
