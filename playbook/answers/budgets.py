"""What answers from outside may ask of a program and of a page: one table for both languages.

The scripts of the forms get it as data. Past a budget a file is refused whole: nothing of it is
stored, nothing is cut off.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from playbook.answers.refusal import RefusedError

if TYPE_CHECKING:
    from collections.abc import Mapping

BUDGETS: Mapping[str, int] = MappingProxyType(
    {
        # Bytes of an answers file, a backup, a PDF. A browser keeps about five million letters
        # of up to four bytes each; the largest PDF that other programs made of ours is 1.5 MB.
        "file": 5_000_000,
        "backup": 20_000_000,
        "pdf": 20_000_000,
        # Bytes that come out of all the streams of a PDF that are read
        "unpacked": 50_000_000,
        # Fields of a PDF that are visited
        "fields": 30_000,
        # Groups and lists inside each other, the file itself being the first
        "depth": 10,
        # Rows of a table, lines of a list: five times what anybody fills in by hand
        "rows": 1_000,
        # Texts, ticks, groups and lists in the answers to one sheet, and in a whole backup
        "values": 20_000,
        "all_values": 200_000,
        # Letters of a key
        "key": 200,
        # Letters of all answers that are set on one sheet of paper: forty pages full
        "paper": 250_000,
    }
)


def judge(data: object, name: str) -> None:
    """Refuse what a file called `name` says of one sheet if it is past a budget.

    `data` are its keys and values. Raises RefusedError.
    """
    rows, values, deepest = 0, 0, 0
    waiting = [(data, 1)]
    while waiting:
        value, depth = waiting.pop()
        if not isinstance(value, dict | list):
            continue
        deepest = max(deepest, depth)
        values += len(value)
        if isinstance(value, list):
            rows = max(rows, len(value))
        inside = value.values() if isinstance(value, dict) else value
        waiting.extend((inner, depth + 1) for inner in inside)
    for budget, size in (("rows", rows), ("values", values), ("depth", deepest)):
        if size > BUDGETS[budget]:
            raise over_budget(budget, name)


def over_budget(budget: str, name: str, most: int | None = None) -> RefusedError:
    """Return the refusal of a file called `name` that is past a budget."""
    said = {
        "rows": "has a table or a list with more than {most:,} rows",
        "values": "holds more than {most:,} answers",
        "depth": "is nested more than {most} levels deep",
        "fields": "has more than {most:,} fields",
        "unpacked": "unpacks to more than {most_mb} MB",
    }[budget]
    most = BUDGETS[budget] if most is None else most
    said = said.format(most=most, most_mb=most // 1_000_000)
    return RefusedError(
        f"{name} {said}; no sheet of ours does. It may be damaged, or made to do harm. "
        "Ask for it once more.",
        budget,
    )


def too_large(name: str, budget: str, kind: str) -> RefusedError:
    """Return the refusal of a file called `name` with more bytes than a `kind` has."""
    most = BUDGETS[budget] // 1_000_000
    return RefusedError(
        f"{name} is larger than {most} MB; no {kind} is. Check which file it is.", "huge"
    )
