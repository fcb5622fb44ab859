"""How the answers of many partners to one question are put side by side.

What comes out is data, the same from the scripts (`templates/combine/`): parts that a page, a print
or a table draws. Partners are numbers; a list of them is always under `by`, `blank` or `unknown`,
so that names can be left out. `talk` holds what people should speak about first.
"""

from __future__ import annotations

import json
import unicodedata
from functools import cache as remembered
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias

from pydantic import Field as Setting

from playbook.scalars import Id, Key, Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from playbook.fields.field import Question

Given: TypeAlias = "Sequence[tuple[int, Any]]"
"""What each partner who answered has said, by the partner's number, in order."""
Rows: TypeAlias = "Sequence[tuple[str, str, Given]]"
"""The path and the label of each row, and what was answered there."""
Part: TypeAlias = "dict[str, Any]"


class NextSteps(Record):
    """Which columns of a table say what is to be done, by whom and by when, and that it is done."""

    what: Key
    who: Key | None = None
    by: Key | None = None
    done: Key | None = None
    done_is: Id | None = None
    """The option of `done` that says so; without it, a tick does."""


class Combine(Record):
    """How answers are put together where the way of the field's type is not right."""

    as_: Literal["one", "each", "none"] | None = Setting(default=None, alias="as")
    """`one`: all need the same answer, so that two are something to talk about. `each`: everybody
    has an own one, and a difference says nothing. `none`: it is left out."""
    against: Annotated[tuple[Key, ...], Setting(max_length=3)] = ()
    """Other lists where a line of this one must not stand: a topic in two of them is a conflict."""
    match: Key | None = None
    """The field that says what is offered, where this one says what is asked for."""
    say: Key | None = None
    """The field that says it in detail."""
    steps: NextSteps | None = None
    """What makes the rows of this table next steps."""

    def names(self) -> tuple[tuple[str, str], ...]:
        """Return what it names, each with its place: fields beside it, and columns."""
        beside = [("match", self.match), ("say", self.say)]
        return (
            *(("against", one) for one in self.against),
            *((place, one) for place, one in beside if one),
        )


@remembered
def folds() -> dict[str, str]:
    """Return what case folding makes of characters, where that is not their lower case.

    The scripts need it: they know lower case only.
    """
    chars = map(chr, (*range(0xD800), *range(0xE000, 0x20000)))
    return {
        char: char.casefold()
        for char in chars
        if char.casefold() != char.lower() and unicodedata.normalize("NFKC", char) == char
    }


def fold_text(text: str) -> str:
    """Return what is the same in texts that differ in case, width or spaces alone."""
    text = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(unicodedata.normalize("NFKC", text).split())


def part(view: str, field: Question, **more: Any) -> Part:
    """Return a part that is drawn as `view`."""
    return {"view": view, "key": field.key, "label": field.label, "talk": [], **more}


def is_one(field: Question) -> bool:
    """Tell whether all need the same answer."""
    return field.combine is not None and field.combine.as_ == "one"


def is_each(field: Question) -> bool:
    """Tell whether a difference says nothing."""
    return field.combine is not None and field.combine.as_ == "each"


def list_answers(field: Question, given: Given) -> list[Part]:
    """Return each answer with those who gave it; for whatever is read and not counted."""
    answers = group_answers((by, field.as_read(answer)) for by, answer in given)
    found = part("said", field, answers=answers, agreed=all_agree(given))
    if is_one(field) and len(answers) > 1:
        found["talk"].append({"kind": "differ", "label": field.label, "path": field.key})
    return [found]


def row_answers(field: Question, rows: Rows) -> list[Part]:
    """Return each answer to a column, row by row."""
    held = [
        {
            "label": label,
            "answers": group_answers((by, field.as_read(answer)) for by, answer in given),
        }
        for _, label, given in rows
    ]
    return [part("cells", field, rows=held)]


def all_agree(given: Given) -> bool:
    """Tell whether all who answered gave the same canonical answer."""
    return len(given) > 1 and all(answer == given[0][1] for _, answer in given)


def group_answers(pairs: Iterable[tuple[int, Any]]) -> list[dict[str, Any]]:
    """Return what was said with those who said it; what most said goes first."""
    values: dict[str, Any] = {}
    by: dict[str, list[int]] = {}
    for partner, value in pairs:
        key = json_text(value)
        values[key] = value
        by.setdefault(key, []).append(partner)
    order = sorted(by, key=lambda key: (-len(by[key]), key))
    return [{"said": values[key], "by": by[key]} for key in order]


def merge_lines(pairs: Iterable[tuple[int, str]]) -> dict[str, tuple[str, list[int]]]:
    """Return lines by what is the same in them, each with those who wrote it.

    Of several ways to write a line, the first by code point is seen.
    """
    found: dict[str, tuple[str, list[int]]] = {}
    for partner, line in pairs:
        key = fold_text(line)
        text, by = found.get(key, (line, []))
        found[key] = min(text, line), by if partner in by else [*by, partner]
    return found


def json_text(value: Any) -> str:
    """Return a value as the scripts write it, to tell it from others and to put it in order."""
    return json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True)


def median(values: Sequence[int]) -> str:
    """Return the middle of some numbers as a text, with a half where it lies between two."""
    ordered = sorted(values)
    twice = ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]
    return f"{twice // 2}.5" if twice % 2 else str(twice // 2)


def option_counts(field: Question, chosen: Sequence[tuple[int, Sequence[str]]]) -> Part:
    """Return who has chosen each option."""
    options = [
        {"id": one.id, "label": one.label, "by": [by for by, ids in chosen if one.id in ids]}
        for one in field.offered()
    ]
    return part("counts", field, options=options, agreed=all_agree(chosen))


def topics(lists: Sequence[tuple[Question, Given]]) -> list[Part]:
    """Return what stands in some lists that are against each other: topic by list."""
    first = lists[0][0]
    sides = [merge_lines((by, line) for by, lines in given for line in lines) for _, given in lists]
    rows: list[dict[str, Any]] = []
    for key in {key: None for side in sides for key in side}:
        held = [side.get(key, ("", [])) for side in sides]
        by = [one for _, one in held]
        rows.append(
            {
                "text": min(text for text, _ in held if text),
                "by": by,
                "path": f"{first.key}.{key}",
                "apart": sum(map(bool, by)) > 1,
            }
        )
    rows.sort(key=lambda row: ([-len(one) for one in row["by"]], row["text"], row["path"]))
    heads = [{"key": one.key, "label": one.label} for one, _ in lists]
    found = part("topics", first, lists=heads, rows=rows)
    found["talk"] = [
        {"kind": "topic", "label": row["text"], "path": row["path"], "by": row["by"]}
        for row in rows
        if row["apart"]
    ]
    return [found]


def match_offers(
    asked: tuple[Question, Given, Given], offered: tuple[Question, Given, Given]
) -> list[Part]:
    """Return what is asked for beside who offers it, kind by kind.

    Each side is the question for the kinds, its answers, and what was said in detail. What was said
    without a kind stands in the last row.
    """
    asks, offers = asked[0], offered[0]
    labels = {one.id: one.label for one in (*offers.offered(), *asks.offered())}
    order = dict.fromkeys(one.id for one in (*asks.offered(), *offers.offered()))
    sides = [_by_kind(kinds, details) for _, kinds, details in (asked, offered)]
    rows: list[dict[str, Any]] = [
        {
            "id": kind,
            "label": labels.get(kind, ""),
            "asked": sides[0].get(kind, []),
            "offered": sides[1].get(kind, []),
        }
        for kind in (*order, "")
        if kind in sides[0] or kind in sides[1]
    ]
    found = part("match", asks, offers=offers.label, rows=rows)
    found["talk"] = [
        {
            "kind": "unoffered",
            "label": row["label"],
            "path": f"{asks.key}.{row['id']}",
            "by": [by for one in row["asked"] for by in one["by"]],
        }
        for row in rows
        if row["id"] and row["asked"] and not row["offered"]
    ]
    return [found]


def _by_kind(kinds: Given, details: Given) -> dict[str, list[dict[str, Any]]]:
    """Return by kind who says so, with what was said."""
    texts: dict[int, Any] = dict(details)
    chosen: dict[int, Any] = dict(kinds)
    found: dict[str, list[dict[str, Any]]] = {}
    for partner in sorted({*texts, *chosen}):
        for kind in chosen.get(partner, [""]):
            found.setdefault(kind, []).append({"by": [partner], "said": texts.get(partner, "")})
    return found
