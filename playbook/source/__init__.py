"""Read one YAML text: plain data, and where in the text every value stands.

Limits, duplicate keys and forbidden constructs are looked for as libyaml's events arrive, so
nothing is built that could explode later, and every scalar stays the text that was typed. A good
text is read in one quick pass (`trusted`); one that may be broken is read again with all its
places and problems (`reader`). The limits are those measured in the hardening of the format:
libyaml itself crashes on deep nesting.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

import yaml

from playbook.errors import Problem
from playbook.source.conflict import CONFLICT, conflict_lines
from playbook.source.places import line_and_column
from playbook.source.reader import EMPTY, Reader, too_many
from playbook.source.rules import (
    MAX_BYTES,
    MAX_DEPTH,
    MAX_NODES,
    MOST_PROBLEMS,
    Data,
    Place,
)
from playbook.source.slips import BLANKS, entry_slip, slip
from playbook.source.trusted import NeedsFullParse, parse_trusted

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "BLANKS",
    "CONFLICT",
    "EMPTY",
    "MAX_BYTES",
    "MAX_DEPTH",
    "MAX_NODES",
    "MOST_PROBLEMS",
    "Data",
    "Document",
    "Place",
    "conflict_lines",
    "dotted_place",
    "entry_slip",
    "read",
    "slip",
    "too_many",
]

_ENCODING = ("is not UTF-8", "Save the file with the encoding UTF-8.")


@dataclass(frozen=True)
class Document:
    """One file: its data, and for every place in the data the line and column, from 1."""

    file: str
    ref: str
    data: Data
    text: str = ""
    line: int = 1
    """Where it begins, if it is a part of a file."""
    origins: dict[Place, tuple[Document, Place]] = field(default_factory=dict)
    """Places that a merge took from elsewhere, with what is inside them."""
    marked: bool = False
    """Whether the file begins with a byte order mark, which `text` is without."""

    @cached_property
    def marks(self) -> dict[Place, tuple[int, int]]:
        """Line and column of every value; found when somebody asks, which good files spare us."""
        return self._reader.marks or {(): (self.line, 1)}

    @cached_property
    def spans(self) -> dict[Place, tuple[int, int]]:
        """Where in `text` each scalar begins and ends."""
        return self._reader.spans

    @cached_property
    def _reader(self) -> Reader:
        reader = Reader(self.text, self.file, self.ref)
        if self.text:
            reader.read()
        return reader

    def encode(self, text: str) -> bytes:
        """Return the bytes of another text for this file, with its byte order mark."""
        return (BOM_UTF8 if self.marked else b"") + text.encode()

    def origin(self, place: Place) -> tuple[Document, Place]:
        """Return the file, and the place in it, where the value at `place` was written."""
        for length in range(len(place), -1, -1):
            if place[:length] in self.origins:
                document, there = self.origins[place[:length]]
                return document.origin((*there, *place[length:]))
        return self, place

    def problem(
        self,
        place: Place,
        message: str,
        hint: str,
        *,
        field: str | None = None,
        at: str = "",
        nth: int = 0,
    ) -> Problem:
        """Return a problem at `place`, or at the nearest place around it that was written.

        `at` are the words inside the text at `place` that are wrong, where they stand there
        `nth` times before.
        """
        named = dotted_place(place) if field is None else field
        source, there = self.origin(place) if self.origins else (self, place)
        if source is not self:
            found = source.problem(there, message, hint, field=named, at=at, nth=nth)
            return replace(found, ref=self.ref)
        while place and place not in self.marks:
            place = place[:-1]
        line, column = self._inside(place, at, nth) or self.marks.get(place, (1, 1))
        return Problem(self.file, line, column, self.ref, named, message, hint)

    def _inside(self, place: Place, words: str, nth: int) -> tuple[int, int] | None:
        begin, end = self.spans.get(place, (0, 0))
        found = self.text.find(words, begin, end) if words else -1
        for _ in range(nth if found >= 0 else 0):
            after = self.text.find(words, found + 1, end)
            found = after if after >= 0 else found
        return line_and_column(self.text, found) if found >= 0 else None


def dotted_place(place: Place) -> str:
    """Return a place as people write it, counted from 1: `fields.2.options.1.id`."""
    return ".".join(str(part + 1) if isinstance(part, int) else part[:60] for part in place)


def read(
    raw: bytes, *, file: str, ref: str, parse: Callable[[str], Data] = parse_trusted
) -> tuple[Document, list[Problem]]:
    """Return the document in `raw`, and what is wrong with its form; broken data is None.

    `parse` is `trusted`, or what does the same and remembers.
    """
    if len(raw) > MAX_BYTES:
        return _broken(file, ref, 1, 1, "is larger than 2 MB", "Split it into several files.")
    if b"\0" in raw[:4]:  # UTF-16 and UTF-32 write our letters with zeros
        return _broken(file, ref, 1, 1, *_ENCODING)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode("utf-8")
        return _broken(file, ref, *line_and_column(before, len(before)), *_ENCODING)
    if lines := conflict_lines(text):
        found = [Problem(file, line, 1, ref, "", *CONFLICT) for line in lines[:MOST_PROBLEMS]]
        return Document(file, ref, None), found
    marked = raw.startswith(BOM_UTF8)
    try:
        return Document(file, ref, parse(text), text, marked=marked), []
    except (NeedsFullParse, yaml.YAMLError):
        reader = Reader(text, file, ref)
        return Document(file, ref, reader.read(), text, marked=marked), reader.problems


def _broken(
    file: str, ref: str, line: int, column: int, message: str, hint: str
) -> tuple[Document, list[Problem]]:
    return Document(file, ref, None), [Problem(file, line, column, ref, "", message, hint)]
