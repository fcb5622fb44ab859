"""What the fields of a filled sheet have no room for: it stands behind them, as text.

A box grows to a bound, then shows the beginning of its answer, and the whole of it stands here;
rows past those that have fields stand here as well. Their answers stay in the file all the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from playbook.fields.paper import Planned
from playbook.glyphs import undrawable
from playbook.pdf.fill_font import runs_right_to_left
from playbook.sheets.plan import MOST_ROWS, TALLEST

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from playbook.answers import Answers, Sheet
    from playbook.fields.field import Question
    from playbook.fields.names import Value
    from playbook.model import Ref
    from playbook.pdf.widgets import Slot
    from playbook.render.words import Words


_ENDLESS = re.compile(
    r"[^\s\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\ua9e0-\ua9ff\uaa60-\uaa7f]{40,}"
)
"""A word that does not end; in Thai, Lao, Burmese and Khmer Typst knows where words do."""
_PIECE = re.compile(r"(?:\w[^\w\s]*|[^\w\s]){10}(?=\w|[\U00002600-\U0001faff])")
"""Ten letters with their marks, where another letter follows."""


@dataclass(frozen=True)
class Paragraph(Planned):
    """A paragraph, and whether it runs from right to left."""

    text: str
    backwards: bool


@dataclass(frozen=True)
class LongAnswer(Planned):
    """An answer that is longer than its box."""

    slot: int
    title: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True)
class MoreRow(Planned):
    """A row that has no fields."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class MoreRows(Planned):
    """The rows of a question past those that have fields."""

    title: str
    rows: tuple[MoreRow, ...]


@dataclass(frozen=True)
class PlannedOverflow(Planned):
    """What has no room in the fields of one sheet."""

    answers: tuple[LongAnswer, ...] = ()
    tables: tuple[MoreRows, ...] = ()


NOTHING = PlannedOverflow()


class Overflow:
    """What has no room in the fields of one PDF, sheet by sheet."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self._planned: dict[Ref, PlannedOverflow] = {}
        self._undrawable: dict[Ref, list[str]] = {}

    def plan(
        self,
        sheet: Sheet,
        answers: Answers | None,
        slots: Iterable[Slot],
        values: Mapping[str, Value],
    ) -> PlannedOverflow:
        """Return what has no room in the fields of `sheet`, which has `slots` in this PDF."""
        typed = [(slot, text) for slot in slots if isinstance(text := values.get(slot.name), str)]
        planned = PlannedOverflow(
            tuple(self._whole(slot, text) for slot, text in typed if slot.minimum > TALLEST),
            rows_without_fields(sheet, answers, self.words),
        )
        self._planned[sheet.ref] = planned
        self._undrawable[sheet.ref] = undrawable("\n".join(text for _, text in typed))
        return planned

    def _whole(self, slot: Slot, text: str) -> LongAnswer:
        whole = paragraphs(text, right_to_left=self.words.right_to_left)
        return LongAnswer(slot.number, slot.title, whole)

    def notices(self) -> Iterator[str]:
        """Yield what went where, in plain sentences."""
        for ref, planned in self._planned.items():
            if long := len(planned.answers):
                yield (
                    f"{ref}: {long} {'answer is' if long == 1 else 'answers are'} longer than "
                    "the box on paper. The box shows the beginning; the whole stands behind the "
                    "fields."
                )
            for table in planned.tables:
                yield (
                    f"{ref}: {table.title}: printed as text behind the fields, and kept in "
                    "the file."
                )
        for ref, chars in self._undrawable.items():
            if chars:
                more = f" and {len(chars) - 1} more" if len(chars) > 1 else ""
                yield (
                    f'{ref}: none of our fonts has "{chars[0]}"{more}. Paper shows a stand-in; the '
                    "file keeps what was typed."
                )


def breakable(line: str) -> str:
    """Return a line whose words can all be broken: Typst lets a very long one run off the paper."""
    return _ENDLESS.sub(lambda word: _PIECE.sub("\\g<0>\u200b", word[0]), line)


def paragraphs(text: str, *, right_to_left: bool) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a text on a sheet that runs `right_to_left`, or not."""
    return tuple(
        Paragraph(breakable(line), runs_right_to_left(line, otherwise=right_to_left))
        for line in text.split("\n")
        if line.strip()
    )


def rows_without_fields(
    sheet: Sheet, answers: Answers | None, words: Words
) -> tuple[MoreRows, ...]:
    """Return the rows and lines past those that have fields, question by question."""
    given = answers.answers if answers else {}
    return tuple(
        MoreRows(
            words("behind.rows", label=field.label, first=MOST_ROWS + 1, last=len(answer)),
            tuple(_rows(field, answer, words)),
        )
        for key, field in sheet.questions().items()
        if isinstance(answer := given.get(key), list) and len(answer) > MOST_ROWS
    )


def answers_in_words(sheet: Sheet, answers: Answers | None, words: Words) -> dict[str, str]:
    """Return what letters say of the answers, by the keys of their questions."""
    asked, given = sheet.questions(), answers.answers if answers else {}
    simple = ((key, asked[key]) for key in given if not asked[key].asked_in_rows())
    texts = ((key, _answer_text(question, given[key], words)) for key, question in simple)
    return {key: breakable(text.replace("\n", " ")) for key, text in texts if text}


def _rows(field: Question, answer: list[Any], words: Words) -> Iterator[MoreRow]:
    for number, row in enumerate(answer[MOST_ROWS:], MOST_ROWS + 1):
        if isinstance(row, str):
            yield MoreRow(words("sheet.row", number=number), (row,))
            continue
        noun = getattr(field, "rows_label", None) or words("sheet.entry")
        lines = (
            ": ".join(filter(None, (column.label, _answer_text(column, row[column.key], words))))
            for column in field.asked_in_rows()
            if column.key in row
        )
        yield MoreRow(f"{noun} {number}", tuple(lines))


def _answer_text(question: Question, answer: Any, words: Words) -> str | None:
    """Return an answer as it stands behind its label; None where the label says it all."""
    shown = words.moment(answer) if question.calendar else question.as_read(answer)
    if shown is True:
        return None
    if shown is None:
        return words("fields.scale.unknown")
    text = ", ".join(shown) if isinstance(shown, list) else str(shown)
    return f"{text} {question.unit}" if question.unit else text
