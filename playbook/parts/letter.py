"""Letters that a worksheet writes: fixed words and answers, one after the other.

A letter is a list of parts and never a template. Between two parts stands a space, unless one
of them brings white space to the joint or the second begins with a mark that closes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple, TypeAlias

from pydantic import AfterValidator, Discriminator, Tag
from pydantic import Field as Setting

from playbook.guards import plain_words
from playbook.scalars import Id, Inline, Key, Plain, Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from playbook.fields import Field

_CLOSES = re.compile(r"[\s,.;:!?)\]}%\u2019\u201d\u00bb\u060c\u061b\u061f]")
_OPENS = re.compile(r"[\s(\[{\u2018\u201c\u00ab\u00bf\u00a1]$")


class Piece(NamedTuple):
    """Some words of a letter, or the gap for an answer with the words that stand in it."""

    text: str
    field: str | None = None


class Answer(Record):
    """The place of an answer: `field` is its key; on paper, a gap with `blank` as its words."""

    field: Key
    blank: Plain | None = None
    """What stands in the gap, where the question's own label reads badly."""


class Break(Record):
    """A new line, or a new paragraph."""

    break_: Literal["line", "paragraph"] = Setting(alias="break")


def _words(text: str) -> str:
    return plain_words(text.removesuffix("\n"))  # which a block of YAML adds


Words = Annotated[str, Setting(min_length=1, max_length=5_000), AfterValidator(_words)]
"""Words of a letter as they are typed: plain text, with its line breaks."""


def _form(value: object) -> str:
    """Return which of the three a part is, by the name of its model."""
    keys = value if isinstance(value, dict) else getattr(value, "__dict__", {})
    if not keys:
        return "words"
    return "Break" if {"break", "break_"} & keys.keys() else "Answer"


Part: TypeAlias = Annotated[
    Annotated[Words, Tag("words")]
    | Annotated[Answer, Tag("Answer")]
    | Annotated[Break, Tag("Break")],
    Discriminator(_form),
]


def labels_of(fields: Iterable[Field]) -> dict[str, str]:
    """Return the labels of questions by their keys."""
    return {field.key: field.label for field in fields}


class Letter(Record):
    """A text for others to read, made of fixed words and of answers."""

    id: Id
    title: Plain
    note: Inline | None = None
    """What to do with it."""
    parts: Annotated[tuple[Part, ...], Setting(min_length=1)]

    def paragraphs(
        self, labels: Mapping[str, str], written: Mapping[str, str] | None = None
    ) -> list[list[list[Piece]]]:
        """Return its paragraphs: lines, each of pieces.

        `labels` are those of the questions; what is `written` stands in place of its gap.
        """
        paragraphs: list[list[list[Piece]]] = [[[]]]
        for piece in self._pieces(labels, written or {}):
            line = paragraphs[-1][-1]
            if isinstance(piece, str):
                if piece == "line":
                    paragraphs[-1].append([])
                elif line or len(paragraphs[-1]) > 1:
                    paragraphs.append([[]])
            else:
                if line and not (_OPENS.search(line[-1].text) or _CLOSES.match(piece.text)):
                    line.append(Piece(" "))
                line.append(piece)
        return [paragraph for paragraph in paragraphs if any(paragraph)]

    def _pieces(
        self, labels: Mapping[str, str], written: Mapping[str, str]
    ) -> Iterator[Piece | str]:
        for part in self.parts:
            if isinstance(part, Answer) and part.field in written:
                yield Piece(written[part.field])
            elif isinstance(part, Answer):
                yield Piece(part.blank or labels.get(part.field, part.field), part.field)
            elif isinstance(part, Break):
                yield part.break_
            else:
                for words in re.split(r"(\n\s*\n|\n)", part):
                    if "\n" in words:
                        yield "line" if words == "\n" else "paragraph"
                    elif words:
                        yield Piece(words)
