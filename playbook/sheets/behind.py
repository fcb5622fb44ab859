"""What stands behind the fields of a filled sheet: what they have no room for, as text.

A box grows to a bound, then shows the beginning of its answer, and the whole of it stands here;
rows past those that have fields stand here as well. Their answers stay in the file all the same.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from playbook.glyphs import undrawable
from playbook.sheets.plan import MOST_ROWS, TALLEST
from playbook.sheets.shaping import runs_right_to_left

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from playbook.answers import Answers, Sheet
    from playbook.fields.field import Question
    from playbook.fields.names import Value
    from playbook.fields.paper import Planned
    from playbook.model import Ref
    from playbook.render.words import Words
    from playbook.sheets.slots import Slot


_ENDLESS = re.compile(r"\S{40,}")
_PIECE = re.compile(r"(?:\w[^\w\s]*|[^\w\s]){10}(?=\w|[\U00002600-\U0001faff])")
"""Ten letters with their marks, where another letter follows."""


class Behind:
    """What stands behind the fields of one PDF, part by part."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self._parts: dict[Ref, Part] = {}
        self._unknown: dict[Ref, list[str]] = {}

    def part(
        self,
        sheet: Sheet,
        answers: Answers | None,
        slots: Collection[tuple[int, Slot]],
        values: Mapping[str, Value],
    ) -> Part:
        """Return what has no room in the fields of `sheet`, whose numbered `slots` are given."""
        part = Part(
            [self._whole(number, slot, values) for number, slot in slots if _is_long(slot, values)],
            rows_behind(sheet, answers, self.words),
        )
        self._parts[sheet.ref] = part
        typed = (values.get(slot.name) for _, slot in slots)
        chars = undrawable("\n".join(text for text in typed if isinstance(text, str)))
        self._unknown[sheet.ref] = chars
        return part

    def _whole(self, number: int, slot: Slot, values: Mapping[str, Value]) -> Planned:
        backwards = self.words.locale.character_order == "right-to-left"
        text = str(values[slot.name])
        return {"slot": number, "title": slot.title, "paragraphs": paragraphs(text, backwards)}

    def told(self) -> Iterator[str]:
        """Yield what went where, in plain sentences."""
        for ref, part in self._parts.items():
            if long := len(part.answers):
                yield (
                    f"{ref}: {long} {'answer is' if long == 1 else 'answers are'} longer than "
                    "the box on paper. The box shows the beginning; the whole stands behind the "
                    "fields."
                )
            for table in part.tables:
                yield (
                    f"{ref}: {table['title']}: printed as text behind the fields, and kept in "
                    "the file."
                )

        for ref, (first, *rest) in ((ref, chars) for ref, chars in self._unknown.items() if chars):
            more = f" and {len(rest)} more" if rest else ""
            yield (
                f'{ref}: none of our fonts has "{first}"{more}. Paper shows a stand-in; the file '
                "keeps what was typed."
            )


class Part(NamedTuple):
    """What has no room in the fields of one sheet."""

    answers: list[Planned]
    tables: list[Planned]


NOTHING = Part([], [])


def _is_long(slot: Slot, values: Mapping[str, Value]) -> bool:
    return slot.minimum > TALLEST and isinstance(values.get(slot.name), str)


def breakable(line: str) -> str:
    """Return a line whose words can all be broken: Typst lets a very long one run off the paper."""
    return _ENDLESS.sub(lambda word: _PIECE.sub("\\g<0>\u200b", word[0]), line)


def paragraphs(text: str, backwards: bool) -> list[Planned]:
    """Return the paragraphs of a text, each with whether it runs from right to left."""
    return [
        {"text": breakable(line), "backwards": runs_right_to_left(line, otherwise=backwards)}
        for line in text.split("\n")
        if line.strip()
    ]


def rows_behind(sheet: Sheet, answers: Answers | None, words: Words) -> list[Planned]:
    """Return the rows and lines past those that have fields, question by question."""
    given = answers.answers if answers else {}
    return [
        {
            "title": words("behind.rows", label=field.label, first=MOST_ROWS + 1, last=len(held)),
            "rows": list(_rows(field, held, words)),
        }
        for key, field in sheet.asked().items()
        if isinstance(held := given.get(key), list) and len(held) > MOST_ROWS
    ]


def _rows(field: Question, held: list[Any], words: Words) -> Iterator[Planned]:
    for number, row in enumerate(held[MOST_ROWS:], MOST_ROWS + 1):
        if isinstance(row, str):
            yield {"title": words("sheet.row", number=number), "lines": [row]}
            continue
        noun = getattr(field, "rows_label", None) or words("sheet.entry")
        lines = [
            ": ".join(filter(None, (column.label, _printed(column, row[column.key], words))))
            for column in field.asked_in_rows()
            if column.key in row
        ]
        yield {"title": f"{noun} {number}", "lines": lines}


def _printed(question: Question, answer: Any, words: Words) -> str | None:
    """Return an answer as it stands behind its label; None where the label says it all."""
    shown = question.shown(answer)
    if shown is True:
        return None
    if shown is None:
        return words("fields.scale.unknown")
    text = ", ".join(shown) if isinstance(shown, list) else str(shown)
    return f"{text} {question.unit}" if question.unit else text
