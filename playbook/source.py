"""Read one YAML text: plain data, and where in the text every value stands.

One pass over libyaml's events does it all: limits, duplicate keys, forbidden constructs and
positions. Nothing is built that could explode later, and every scalar stays the text that was
typed. The limits are those measured in the hardening of the format: libyaml itself crashes on
deep nesting, so the depth is checked as the events arrive.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any, NoReturn, TypeAlias

import yaml

from playbook.errors import Problem
from playbook.wording import NO_WORD, quoted, yaml_problem

MAX_BYTES = 2_000_000
MAX_DEPTH = 32
MAX_NODES = 20_000
MOST_PROBLEMS = 50
"""Problems told of one file at a time: more have one cause, and nobody reads them all."""

Data: TypeAlias = "str | list[Data] | dict[str, Data] | None"
Place: TypeAlias = tuple[str | int, ...]
_Event: TypeAlias = Any  # the stubs of libyaml's events leave out what they hold

# C0 and C1 but tab and line ends, the line ends of Unicode, direction overrides, surrogates, and
# the byte order mark and its like
_CONTROL = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\ud800-\udfff\ufeff\ufffe\uffff"
)
_FORBIDDEN = re.compile(f"[{_CONTROL}]")
_FORBIDDEN_VALUE = re.compile(f"[{_CONTROL}\r]")  # \r ends a line; in a value it was escaped
_DIRECTIVE = re.compile("^%", re.MULTILINE)
_LINE_END = re.compile("\r\n?|\n")
_NULL = frozenset(("", "~", "null"))


@dataclass(frozen=True)
class Document:
    """One file: its data, and for every place in the data the line and column, from 1."""

    file: str
    ref: str
    data: Data
    marks: dict[Place, tuple[int, int]]
    text: str = ""
    spans: dict[Place, tuple[int, int]] = field(default_factory=dict)
    """Where in `text` each scalar begins and ends."""
    origins: dict[Place, tuple[Document, Place]] = field(default_factory=dict)
    """Places that an overlay took from elsewhere, with what is inside them."""

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
        named = dotted(place) if field is None else field
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
        return _line_and_column(self.text, found) if found >= 0 else None


def dotted(place: Place) -> str:
    """Return a place as people write it, counted from 1: `fields.2.options.1.id`."""
    return ".".join(str(part + 1) if isinstance(part, int) else part[:60] for part in place)


def _line_and_column(text: str, index: int) -> tuple[int, int]:
    ends = [end.end() for end in _LINE_END.finditer(text, 0, index)]
    return len(ends) + 1, index - (ends[-1] if ends else 0) + 1


class _Stop(Exception):  # noqa: N818  # not an error of ours: it ends the reading of one file
    """Nothing more can be read from this text."""


class _Reader:
    """Walk the events of one text."""

    def __init__(self, text: str, file: str, ref: str) -> None:
        self._file, self._ref = file, ref
        self._nodes = 0
        self.marks: dict[Place, tuple[int, int]] = {}
        self.spans: dict[Place, tuple[int, int]] = {}
        self.problems: list[Problem] = []
        self._text = text

    def _visible(self, text: str) -> str:
        """Report every control character, and put a harmless one in its place to read on."""
        for found in _FORBIDDEN.finditer(text):
            line, column = _line_and_column(text, found.start())
            self._report(line, column, *_hidden(found[0]))
        return _FORBIDDEN.sub("\ufffd", text)

    def document(self) -> Data:
        text = self._visible(self._text)
        if directive := _DIRECTIVE.search(text):  # libyaml compares each with all others
            line, column = _line_and_column(text, directive.start())
            self._report(line, column, "begins a line with `%`", "Indent the line.")
            raise _Stop
        self._next = yaml.CSafeLoader(text).get_event
        self._next()  # the stream begins
        event = self._next()
        if isinstance(event, yaml.StreamEndEvent):
            self._empty()
        data = self._value(self._next(), ())
        if data is None:
            self._empty()
        self._next()  # the document ends
        event = self._next()
        if not isinstance(event, yaml.StreamEndEvent):
            self._stop(event, "holds a second document", 'Remove the line "---" and what follows.')
        return data

    def _value(self, event: _Event, place: Place) -> Data:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            message = f"holds more than {MAX_NODES:,} values"
            self._stop(event, message, "Split it into several files.")
        if event.anchor is not None or event.tag is not None:
            self._refuse_names(event)
        kind = type(event)  # never a subclass: libyaml makes these events
        if kind is yaml.ScalarEvent:
            return self._scalar(event, place)
        if len(place) >= MAX_DEPTH:
            self._stop(event, f"is nested more than {MAX_DEPTH} levels deep", "Flatten it.")
        return self._mapping(place) if kind is yaml.MappingStartEvent else self._sequence(place)

    def _refuse_names(self, event: _Event) -> None:
        """Refuse what lets one place of a file stand for another, or turn text into objects."""
        if isinstance(event, yaml.AliasEvent):
            what = f"begins with *, which makes it an alias ({quoted(str(event.anchor))})"
            self._stop(event, what, _QUOTE)
        if event.anchor is not None:
            self._say(
                event, f"begins with &, which makes it an anchor ({quoted(event.anchor)})", _QUOTE
            )
        if event.tag is not None and event.tag != "!":
            self._say(event, f"begins with !, which makes it a tag ({quoted(event.tag)})", _QUOTE)

    def _scalar(self, event: _Event, place: Place) -> str | None:
        value: str = event.value
        self.spans[place] = (event.start_mark.index, event.end_mark.index)
        if value in _NULL and event.implicit[0]:
            return None
        if not value.isprintable():
            self._refuse_hidden(event, value)
        return value

    def _refuse_hidden(self, event: _Event, value: str) -> None:
        """Refuse control characters that were written as escapes."""
        if (found := _FORBIDDEN_VALUE.search(value)) is not None:
            self._say(event, *_hidden(found[0]))

    def _sequence(self, place: Place) -> list[Data]:
        values: list[Data] = []
        while type(event := self._next()) is not yaml.SequenceEndEvent:
            here = (*place, len(values))
            self._mark(event, here)
            values.append(self._value(event, here))
        return values

    def _mapping(self, place: Place) -> dict[str, Data]:
        values: dict[str, Data] = {}
        while type(event := self._next()) is not yaml.MappingEndEvent:
            key = self._key(event)
            here = (*place, key)
            if key in values:
                self._twice(event, here)
            else:
                self._mark(event, here)
                values[key] = self._value(self._next(), here)
        return values

    def _key(self, event: _Event) -> str:
        if event.anchor is not None or event.tag is not None:
            self._refuse_names(event)
        if type(event) is not yaml.ScalarEvent:
            hint = 'Write `key: value`; put text that begins with { or [ in "quotation marks".'
            self._stop(event, "has a key that is not a word", hint)
        key: str = event.value
        if not key:
            self._stop(event, *NO_WORD)
        if key == "<<":
            self._stop(event, "uses a merge key (<<)", "Write the keys out instead.")
        if not key.isprintable():
            self._refuse_hidden(event, key)
        return key

    def _twice(self, event: _Event, place: Place) -> None:
        first = self.marks[place][0]
        hint = f"It stands in line {first} already: keep one of the two."
        self._say(event, f"has the key {quoted(str(place[-1]))} twice", hint)
        kept = self.marks, self.spans  # those of the value that stays
        self.marks, self.spans = {}, {}
        self._value(self._next(), place)
        self.marks, self.spans = kept

    def _mark(self, event: _Event, place: Place) -> None:
        mark = event.start_mark
        self.marks[place] = (mark.line + 1, mark.column + 1)

    def _say(self, event: _Event, message: str, hint: str) -> None:
        mark = event.start_mark
        self._report(mark.line + 1, mark.column + 1, message, hint)

    def _report(self, line: int, column: int, message: str, hint: str) -> None:
        if len(self.problems) == MOST_PROBLEMS:
            self.problems.append(Problem(self._file, 1, 1, self._ref, "", *too_many()))
            raise _Stop
        self.problems.append(Problem(self._file, line, column, self._ref, "", message, hint))

    def _stop(self, event: _Event, message: str, hint: str) -> NoReturn:
        self._say(event, message, hint)
        raise _Stop

    def _empty(self) -> NoReturn:
        self._report(1, 1, "is empty", "Write the item, or delete the file.")
        raise _Stop


_ENCODING = ("is not UTF-8", "Save the file with the encoding UTF-8.")
_QUOTE = 'Put the text in "quotation marks"; names for values are not used here.'


def too_many() -> tuple[str, str]:
    """Say that a file has more problems than are told at a time."""
    return f"has more than {MOST_PROBLEMS} problems", "Mend these first and look again."


def _hidden(sign: str) -> tuple[str, str]:
    message = f"holds a hidden control character (U+{ord(sign):04X})"
    return message, "Delete it, or type the words around it again."


def read(raw: bytes, *, file: str, ref: str) -> tuple[Document, list[Problem]]:
    """Return the document in `raw`, and what is wrong with its form; broken data is None."""
    if len(raw) > MAX_BYTES:
        return _broken(file, ref, 1, 1, "is larger than 2 MB", "Split it into several files.")
    if b"\0" in raw[:4]:  # UTF-16 and UTF-32 write our letters with zeros
        return _broken(file, ref, 1, 1, *_ENCODING)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode("utf-8")
        return _broken(file, ref, *_line_and_column(before, len(before)), *_ENCODING)
    reader = _Reader(text, file, ref)
    data: Data = None
    try:
        data = reader.document()
    except _Stop:
        pass
    except yaml.YAMLError as error:
        line, column, message, hint = yaml_problem(error, text)
        reader.problems.append(Problem(file, line, column, ref, "", message, hint))
    return Document(file, ref, data, reader.marks, text, reader.spans), reader.problems


def _broken(
    file: str, ref: str, line: int, column: int, message: str, hint: str
) -> tuple[Document, list[Problem]]:
    return Document(file, ref, None, {}), [Problem(file, line, column, ref, "", message, hint)]
