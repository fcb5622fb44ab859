"""Say which answers do not fit their questions: they are kept, but somebody should look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playbook.source import dotted_place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playbook.answers.canonical import Answers
    from playbook.answers.sheet import Sheet


def misfits(answers: Answers, sheet: Sheet) -> Iterator[str]:
    """Yield a sentence for each of the `answers` to `sheet` that its question's judge refuses.

    Each begins with the place of the answer; rows are counted from 1.
    """
    asked = sheet.questions()
    for key, answer in answers.answers.items():
        for place, message, hint in asked[key].misfits(answer, (key,)):
            yield f"`{dotted_place(place)}` {message}. {hint}"
    names = {old: field for field in asked.values() for old in field.was} | asked
    for name, value in answers.earlier.items():
        if name in names:
            for place, message, hint in names[name].misfits(value, (name,)):
                yield f'`{dotted_place(place)}` {message}. It is kept under "earlier". {hint}'
