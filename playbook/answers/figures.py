"""The figures that a worksheet works out: `sum`, `average` and `count`.

Numbers are read as people type them: spaces are skipped, a comma or a point before the last one
or two digits is a decimal sign. What is no number counts for `count` only. A sum or an average
is shown with at most one digit after the point; with nothing to work on the figure is empty.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playbook.fields.field import Recipe

_SPACES = re.compile(r"[\s\u00a0\u202f']")
_THOUSANDS = re.compile(r"[.,](?=\d{3}(?:\D|$))", re.ASCII)
_DECIMAL = re.compile(r"[+-]?(?=\.?\d)\d{0,20}\.?\d*\Z", re.ASCII)
_LONGEST = 30


def row_figure(recipe: Recipe, row: dict[str, Any]) -> str:
    """Return the figure over answers of the same row, by its columns' keys."""
    return _figure(recipe.operation, [row.get(key) for key in recipe.of])


def sheet_figure(recipe: Recipe, answers: dict[str, Any], rows: dict[str, Any]) -> str:
    """Return the figure over a whole worksheet; `rows` holds the tables' own figures."""
    return _figure(
        recipe.operation,
        [value for name in recipe.of for value in _values(name, answers, rows)],
    )


def _values(name: str, answers: dict[str, Any], rows: dict[str, Any]) -> Iterator[Any]:
    table, _, column = name.partition(".")
    if not column:
        yield answers.get(name)
        return
    held = answers.get(table, ())
    for row in held.values() if isinstance(held, dict) else held:
        yield row.get(column)
    yield from rows.get(name, ())


def _figure(operation: str, values: list[Any]) -> str:
    given = [value for value in values if value]
    if operation == "count":
        count = sum(len(value) if isinstance(value, list) else 1 for value in given)
        return str(count) if count else ""
    numbers = [number for value in given if (number := _number(value)) is not None]
    if not numbers:
        return ""
    total = sum(numbers, Decimal(0))
    return _shown(total / len(numbers) if operation == "average" else total)


def _number(value: object) -> Decimal | None:
    if not isinstance(value, str) or len(value) > _LONGEST:
        return None
    digits = _THOUSANDS.sub("", _SPACES.sub("", value)).replace(",", ".")
    return Decimal(digits) if _DECIMAL.match(digits) else None


def _shown(number: Decimal) -> str:
    rounded = number.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    return f"{rounded or abs(rounded):f}".removesuffix(".0")
