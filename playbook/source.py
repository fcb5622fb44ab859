"""Read one YAML text: plain data, and where in the text every value stands.

One pass over libyaml's events does it all: limits, duplicate keys, forbidden constructs and
positions. Nothing is built that could explode later, and every scalar stays the text that was
typed. The limits are those measured in the hardening of the format: libyaml itself crashes on
deep nesting, so the depth is checked as the events arrive.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NoReturn, TypeAlias

import yaml

from playbook.errors import Problem
from playbook.wording import yaml_problem

MAX_BYTES = 2_000_000
MAX_DEPTH = 32
MAX_NODES = 20_000

Data: TypeAlias = "str | None | list[Data] | dict[str, Data]"
Place: TypeAlias = tuple[str | int, ...]

# C0 and C1 but tab and line feed, direction overrides, surrogates and the byte order mark
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff\ufeff\ufffe\uffff]")
_NULL = frozenset(("", "~", "null"))


@dataclass(frozen=True)
class Document:
    """One file: its data, and for every place in the data the line and column, from 1."""

    file: str
    ref: str
    data: Data
    marks: dict[Place, tuple[int, int]]

    def problem(self, place: Place, message: str, hint: str, *, field: str = "") -> Problem:
        """Return a problem at `place`, or at the nearest place around it that was written."""
        while place and place not in self.marks:
            place = place[:-1]
        line, column = self.marks.get(place, (1, 1))
        return Problem(self.file, line, column, self.ref, field, message, hint)


class _Stop(Exception):  # noqa: N818  # not an error of ours: it ends the reading of one file
    """Nothing more can be read from this text."""


class _Reader:
    """Walk the events of one text."""

    def __init__(self, text: str, file: str, ref: str) -> None:
        self._parser = yaml.CSafeLoader(text)
        self._file, self._ref = file, ref
        self._nodes = 0
        self.marks: dict[Place, tuple[int, int]] = {}
        self.problems: list[Problem] = []

    def document(self) -> Data:
        self._next()  # the stream begins
        event = self._next()
        if isinstance(event, yaml.StreamEndEvent):
            self._stop(event, "is empty", "Write the item, or delete the file.")
        data = self._value(self._next(), ())
        self._next()  # the document ends
        event = self._next()
        if not isinstance(event, yaml.StreamEndEvent):
            self._stop(event, "holds a second document", 'Remove the line "---" and what follows.')
        return data

    def _next(self) -> yaml.Event:
        return self._parser.get_event()

    def _value(self, event: yaml.Event, place: Place) -> Data:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            self._stop(event, f"holds more than {MAX_NODES:,} values", "Split it into items.")
        kind = type(event)
        if kind is yaml.AliasEvent:
            self._stop(event, "uses an alias (*name)", "Write the text again instead.")
        if event.anchor is not None:
            self._say(event, "uses an anchor (&name)", "Remove it: texts are not shared by name.")
        if event.tag is not None and event.tag != "!":
            self._say(event, f"uses a tag ({event.tag})", "Remove it: values need no tags here.")
        if kind is yaml.ScalarEvent:
            return self._scalar(event)
        if len(place) >= MAX_DEPTH:
            self._stop(event, f"is nested more than {MAX_DEPTH} levels deep", "Flatten it.")
        return self._mapping(place) if kind is yaml.MappingStartEvent else self._sequence(place)

    def _scalar(self, event: yaml.ScalarEvent) -> str | None:
        value: str = event.value
        if value in _NULL and event.implicit[0]:
            return None
        if not value.isprintable() and (found := _FORBIDDEN.search(value)):
            code = f"U+{ord(found[0]):04X}"
            self._say(event, f"holds a hidden control character ({code})", "Type the text again.")
        return value

    def _sequence(self, place: Place) -> list[Data]:
        values: list[Data] = []
        while type(event := self._next()) is not yaml.SequenceEndEvent:
            here = (*place, len(values))
            mark = event.start_mark
            self.marks[here] = (mark.line + 1, mark.column + 1)
            values.append(self._value(event, here))
        return values

    def _mapping(self, place: Place) -> dict[str, Data]:
        values: dict[str, Data] = {}
        while type(event := self._next()) is not yaml.MappingEndEvent:
            if type(event) is not yaml.ScalarEvent:
                self._stop(
                    event,
                    "has a key that is not a word",
                    'Write `key: value`; put text that begins with { in "quotation marks".',
                )
            key: str = event.value
            here = (*place, key)
            mark = event.start_mark
            if key == "<<":
                self._stop(event, "uses a merge key (<<)", "Write the keys out instead.")
            if event.anchor is not None or event.tag is not None:
                self._stop(event, "has an anchor or a tag on a key", "Write the bare key.")
            if key in values:
                first = self.marks[here][0]
                self._say(
                    event,
                    f'has the key "{key[:60]}" twice',
                    f"It stands in line {first} already: keep one of the two.",
                )
                self._value(self._next(), here)
                continue
            self.marks[here] = (mark.line + 1, mark.column + 1)
            values[key] = self._value(self._next(), here)
        return values

    def _say(self, event: yaml.Event, message: str, hint: str) -> None:
        mark = event.start_mark
        self.problems.append(
            Problem(self._file, mark.line + 1, mark.column + 1, self._ref, "", message, hint)
        )

    def _stop(self, event: yaml.Event, message: str, hint: str) -> NoReturn:
        self._say(event, message, hint)
        raise _Stop


def read(raw: bytes, *, file: str, ref: str) -> tuple[Document, list[Problem]]:
    """Return the document in `raw`, and what is wrong with its form; broken data is None."""

    def broken(line: int, column: int, message: str, hint: str) -> tuple[Document, list[Problem]]:
        problem = Problem(file, line, column, ref, "", message, hint)
        return Document(file, ref, None, {}), [problem]

    if len(raw) > MAX_BYTES:
        return broken(1, 1, "is larger than 2 MB", "Split it, or move pictures to assets/.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - raw.rfind(b"\n", 0, error.start)
        return broken(line, column, "is not UTF-8", "Save the file with the encoding UTF-8.")
    try:
        reader = _Reader(text, file, ref)
        return Document(file, ref, reader.document(), reader.marks), reader.problems
    except _Stop:
        return Document(file, ref, None, reader.marks), reader.problems
    except yaml.YAMLError as error:
        document, problems = broken(*yaml_problem(error, text))
        return document, [*problems]
