"""One partner's answers to one sheet, and how one knows whose they are."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from playbook.answers import without_private
from playbook.answers.canonical import as_data, to_json
from playbook.fields.combining import fold_text
from playbook.fields.typed import canonical_text
from playbook.kinds.worksheets import FILLED_BY

if TYPE_CHECKING:
    from playbook.answers import Answers, Sheet

_LONGEST = 120


@dataclass(frozen=True)
class Entry:
    """An answers file among others."""

    answers: Answers
    file: str = ""
    """What the file was called that it came from, where nobody has said whose it is."""
    source: str = ""
    """The mark of that file's content: files of one name stay apart."""

    @property
    def filled_by(self) -> str:
        """Return who has filled it in, as it stands there; nothing where nobody says."""
        held = (self.answers.answers.get(FILLED_BY), self.answers.earlier.get(FILLED_BY))
        said = next((one for one in held if isinstance(one, str)), "")
        return canonical_text(said, one_line=True).strip() if fold_text(said) else ""

    @property
    def data(self) -> dict[str, Any]:
        """Return what a combined file says of it, ready for JSON."""
        data = as_data(self.answers)
        return data | {"file": self.file, "source": self.source} if self.source else data

    @cached_property
    def key(self) -> bytes:
        """Return what tells it from all others: its canonical bytes."""
        return to_json(self.data)

    @property
    def place(self) -> tuple[str, str, bytes]:
        """Return what it is sorted by."""
        return str(self.answers.worksheet), self.filled_by, self.key

    @property
    def fullness(self) -> int:
        """Return how many answers there are in it, however deep."""
        return _count({key: one for key, one in self.answers.answers.items() if key != FILLED_BY})

    def with_source(self, file: str, source: str) -> Entry:
        """Return it with what is known of its file, where it does not say whose it is."""
        if self.filled_by:
            return replace(self, file="", source="")
        return replace(
            self, file=canonical_text(file, one_line=True).strip()[:_LONGEST], source=source
        )

    def slim(self, sheet: Sheet) -> Entry:
        """Return it without what is private; who has filled it in stays.

        An earlier answer stays where its question is still asked and nothing of it is private.
        """
        asked = sheet.questions()
        today = {old: field for field in asked.values() for old in (field.key, *field.was)}
        earlier = {
            key: answer
            for key, answer in self.answers.earlier.items()
            if key == FILLED_BY or (key in today and not today[key].holds_private)
        }
        return replace(self, answers=replace(without_private(self.answers, sheet), earlier=earlier))


def source_mark(raw: bytes) -> str:
    """Return a mark of a file's content; it only has to tell files of one name apart."""
    return f"{zlib.crc32(raw):08x}"


def _count(value: Any) -> int:
    if isinstance(value, dict | list):
        return sum(map(_count, value.values() if isinstance(value, dict) else value))
    return 1
