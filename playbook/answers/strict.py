"""JSON as strangers send it: bounded before it is parsed, and nothing in it is passed over.

Keys that are said twice, also where they differ in hidden characters alone, NaN, Infinity and
`__proto__` are refused; numbers arrive as they were typed, since an answer is a text. The
browser's twin is `templates/forms/core/08-strict.js`.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NoReturn

from playbook.answers.budgets import BUDGETS, over_budget, too_large
from playbook.answers.refusal import RefusedError
from playbook.fields.typed import canonical_text, is_blank

if TYPE_CHECKING:
    from collections.abc import Iterable

_TEXT = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?', re.DOTALL)
_BRACKET = re.compile(r"[][{}]")


def strict_json(raw: bytes, name: str, *, bytes_: str = "file", values: str = "values") -> object:
    """Return what the JSON of a file called `name` says; `bytes_` and `values` are budgets.

    Raises RefusedError where it is past a budget, empty, broken or says a key twice.
    """
    if len(raw) > BUDGETS[bytes_]:
        raise too_large(name, bytes_, "answers file")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _broken_error(name) from None
    return strict_text(text, name, values=values)


def strict_files(raw: bytes, name: str, *, form: str, foreign: str) -> dict[str, Any]:
    """Return what a file called `name` says that holds many files, in the format `form`.

    Raises RefusedError for a newer format and, with `foreign`, for any other, and whatever
    `strict_json` raises.
    """
    data = strict_json(raw, name, bytes_="backup", values="all_values")
    found = data.get("format") if isinstance(data, dict) else None
    if isinstance(data, dict) and found == form:
        return data
    known = re.escape(form.rpartition("/")[0])
    if isinstance(found, str) and re.fullmatch(rf"{known}/[1-9]\d*", found, re.ASCII):
        raise RefusedError(
            f"{name} was saved by a newer version of this program. Update the program, then "
            "open it again.",
            "newer",
        )
    raise RefusedError(f"{name} {foreign}. Check which file it is.", "foreign")


def strict_text(text: str, name: str, *, values: str = "values") -> object:
    """Return what the JSON `text` of a file called `name` says; raises what `strict_json` does."""
    if is_blank(text):
        raise RefusedError(f"{name} is empty. Save the answers to a file again.", "blank")
    _refuse_excess(text, name, values)
    keys = _Keys()
    try:
        data: object = json.loads(
            text,
            parse_int=str,
            parse_float=str,
            parse_constant=_no_number,
            object_pairs_hook=keys.group,
        )
    except ValueError:
        raise _broken_error(name) from None
    if keys.odd is not None:
        raise RefusedError(
            f'{name} holds the key "{keys.odd[:120]}", which no answers file has. It may be made '
            "to do harm. Ask for it once more.",
            "key",
        )
    if keys.twice is not None:
        raise RefusedError(
            f'{name} says "{keys.twice[:120]}" twice, and nobody can tell which of the two counts. '
            "Take one of them out, or save the answers to a file again.",
            "twice",
        )
    return data


class _Keys:
    """Look at the keys of every group while it is parsed."""

    def __init__(self) -> None:
        self.twice: str | None = None
        self.odd: str | None = None

    def group(self, pairs: Iterable[tuple[str, object]]) -> dict[str, object]:
        group: dict[str, object] = {}
        seen: set[str] = set()
        for key, value in pairs:
            clean = canonical_text(key, one_line=True)
            if clean in seen and self.twice is None:
                self.twice = clean
            if (clean == "__proto__" or len(clean) > BUDGETS["key"]) and self.odd is None:
                self.odd = clean
            seen.add(clean)
            group[key] = value
        return group


def _refuse_excess(text: str, name: str, values: str) -> None:
    """Refuse what holds too much, before memory is spent on it."""
    marks = _TEXT.sub("", text)
    if sum(marks.count(mark) for mark in "[{,") > 2 * BUDGETS[values]:
        raise over_budget("values", name, BUDGETS[values])
    depth = 0
    for bracket in _BRACKET.finditer(marks):
        depth += 1 if bracket[0] in "[{" else -1
        if depth > BUDGETS["depth"] + 2:  # a backup is a group with a list of files
            raise over_budget("depth", name)


def _no_number(text: str) -> NoReturn:
    raise ValueError(text)


def _broken_error(name: str) -> RefusedError:
    return RefusedError(
        f"{name} is broken: it is not an answers file, or part of it is missing. "
        "Save the answers to a file again.",
        "broken",
    )
