"""Worksheets: questions to answer on screen or on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field as Setting

from playbook.fields import AnyField, Field, Question
from playbook.fields.text import Text
from playbook.findings import duplicate_names
from playbook.kinds.item import Item, Place
from playbook.kinds.registry import home
from playbook.parts.letter import Answer, Letter
from playbook.scalars import Bool, Inline, Plain, Record, StepRef
from playbook.wording import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from playbook.findings import Found


FILLED_BY = "filled_by"
"""The key of the question who filled it in, which every worksheet asks."""


class Example(Record):
    """A worksheet filled in with invented answers, so that people see how it looks when done."""

    about: Inline
    answers: dict[str, object]
    """Answers by field key, in the form of an answers file."""


@home
class Worksheet(Item):
    """Questions to answer on screen or on paper."""

    kind = "worksheets"
    place = Place(
        rank=50,
        menu="do",
        icon="file-document-edit-outline",
        colors=("#105ed5", "#bdbcff"),
        in_head=True,
        beside="cards",
        is_page=True,
        is_sheet=True,
        asked_weight=2.5,
        headings={
            "go_back_when": "facts.go_back_when",
            "fields": "worksheet.sheet",
            "texts": "worksheet.letters",
            "example": "appeal.example",
        },
    )
    steps: tuple[StepRef, ...] = ()
    go_back_when: Plain | None = None
    fields: Annotated[tuple[AnyField, ...], Setting(min_length=1)]
    filled_by: Bool = True
    """Whether it asks who filled it in; the answer names the copy."""
    texts: tuple[Letter, ...] = ()
    """Letters that write themselves from the answers."""
    example: Example | None = None

    @property
    def questions(self) -> tuple[Field, ...]:
        """Return its fields without the question who filled it in."""
        return tuple(one for one in self.fields if not self.filled_by or one.key != FILLED_BY)

    def who(self, label: str = FILLED_BY) -> Field | None:
        """Return the question who filled it in: its own one, or one called `label`."""
        if not self.filled_by:
            return None
        own = next((field for field in self.fields if field.key == FILLED_BY), None)
        return own or Text.make(key=FILLED_BY, label=label)

    def everything(self, label: str = FILLED_BY) -> tuple[Field, ...]:
        """Return its fields, last the question who filled it in; `label` is as for `who`."""
        who = self.who(label)
        return (*self.questions, who) if who else self.questions

    def mistakes(self) -> Iterator[Found]:
        """Yield ids of letters that stand twice, and answers that no letter can say."""
        yield from duplicate_names((letter.id for letter in self.texts), ("texts",), "id")
        fields = {field.key: field for field in self.everything()}
        for index, letter in enumerate(self.texts):
            yield from _letter(letter, ("texts", index, "parts"), fields)


def _letter(
    letter: Letter, place: tuple[int | str, ...], fields: Mapping[str, Field]
) -> Iterator[Found]:
    for index, part in enumerate(letter.parts):
        if not isinstance(part, Answer):
            continue
        here = (*place, index, "field")
        field = fields.get(part.field)
        if field is None:
            hint = did_you_mean(part.field, fields, f"Its keys are: {', '.join(fields)}.")
            yield here, f'names "{part.field}", which is not asked', hint
        elif not isinstance(field, Question) or not field.in_words:
            hint = "Name a field that people answer in words."
            yield here, f'names "{part.field}", whose answer is no text', hint
        elif field.private:
            hint = "A letter is for others: take the part out, or the field is not private."
            yield here, f'names "{part.field}", which is private', hint
