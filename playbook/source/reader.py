"""Read a text that may be broken: the place of every value, and every problem of its form."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Any, NoReturn

import yaml

from playbook.errors import Problem
from playbook.source.diagnosis import NO_WORD, diagnose
from playbook.source.places import line_and_column
from playbook.source.rules import (
    FORBIDDEN,
    FORBIDDEN_VALUE,
    MAX_DEPTH,
    MAX_NODES,
    MOST_PROBLEMS,
    NULL,
)
from playbook.wording import in_quotes

if TYPE_CHECKING:
    from playbook.source.rules import Data, Event, Place

_DEEP = (f"is nested more than {MAX_DEPTH} levels deep", "Flatten it.")
_DIRECTIVE = re.compile("^%", re.MULTILINE)
_QUOTE = 'Put the text in "quotation marks"; names for values are not used here.'


EMPTY = "is empty"
"""What is said of a file without a value: one of `overrides/` may be so."""


class AbortParse(Exception):  # noqa: N818  # not an error of ours: it ends the reading of one file
    """Nothing more can be read from this text."""


class Reader:
    """Walk the events of one text, and take note of places and of everything that is wrong."""

    def __init__(self, text: str, file: str, ref: str) -> None:
        self._file, self._ref = file, ref
        self._nodes = 0
        self.marks: dict[Place, tuple[int, int]] = {}
        self.spans: dict[Place, tuple[int, int]] = {}
        self.problems: list[Problem] = []
        self._deep = 0, 0
        self._text = text

    def read(self) -> Data:
        """Return the data, or None for a text that is not what it should be."""
        try:
            return self.document()
        except AbortParse:
            return None
        except yaml.YAMLError as error:
            if "nesting depth" in str(error):  # libyaml has a limit of its own, and looks ahead
                index = self._too_deep(error)
                self._report(*line_and_column(self._text, index), *_DEEP)
                return None
            last = next(reversed(self.spans.values()), None)
            line, column, message, hint = diagnose(error, self._text, last)
            self.problems.append(Problem(self._file, line, column, self._ref, "", message, hint))
            return None

    def _too_deep(self, error: yaml.YAMLError) -> int:
        """Return where the first bracket below the deepest level allowed stands."""
        begin, level = self._deep
        brackets = re.compile(r"[\[{]").finditer(self._text, begin)
        first = next(islice(brackets, MAX_DEPTH - level, None), None)
        mark: Any = getattr(error, "problem_mark", None)
        return first.start() if first else mark.index

    def _visible(self, text: str) -> str:
        """Report every control character, and put a harmless one in its place to read on."""
        for found in FORBIDDEN.finditer(text):
            line, column = line_and_column(text, found.start())
            self._report(line, column, *_hidden(found[0]))
        return FORBIDDEN.sub("\ufffd", text)

    def document(self) -> Data:
        """Return the data; raise AbortParse or YAMLError where nothing more can be read."""
        text = self._visible(self._text)
        if directive := _DIRECTIVE.search(text):  # libyaml compares each with all others
            line, column = line_and_column(text, directive.start())
            self._report(line, column, "begins a line with `%`", "Indent the line.")
            raise AbortParse
        self._next = yaml.CSafeLoader(text).get_event
        self._next()  # the stream begins
        event = self._next()
        if isinstance(event, yaml.StreamEndEvent):
            self._empty()
        data = self._value(self._next(), ())
        if data is None:
            self._empty()
        self._next()  # the document ends
        after: Event = self._next()
        if not isinstance(after, yaml.StreamEndEvent):
            self._stop(after, *_second(text[after.end_mark.index :]))
        return data

    def _value(self, event: Event, place: Place) -> Data:
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
            self._stop(event, *_DEEP)
        self._note_depth(event, len(place) + 1)
        return self._mapping(place) if kind is yaml.MappingStartEvent else self._sequence(place)

    def _refuse_names(self, event: Event) -> None:
        """Refuse what lets one place of a file stand for another, or turn text into objects."""
        if isinstance(event, yaml.AliasEvent):
            what = f"begins with *, which makes it an alias ({in_quotes(str(event.anchor))})"
            self._stop(event, what, _QUOTE)
        if event.anchor is not None:
            self._say(
                event,
                f"begins with &, which makes it an anchor ({in_quotes(event.anchor)})",
                _QUOTE,
            )
        if event.tag is not None and event.tag != "!":
            self._say(
                event, f"begins with !, which makes it a tag ({in_quotes(event.tag)})", _QUOTE
            )

    def _scalar(self, event: Event, place: Place) -> str | None:
        value: str = event.value
        self.spans[place] = (event.start_mark.index, event.end_mark.index)
        if value in NULL and event.implicit[0]:
            return None
        if not value.isprintable():
            self._refuse_hidden(event, value)
        return value

    def _refuse_hidden(self, event: Event, value: str) -> None:
        """Refuse control characters that were written as escapes."""
        if (found := FORBIDDEN_VALUE.search(value)) is not None:
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
            self._note_depth(event, len(here))
            if key in values:
                self._twice(event, here)
            else:
                self._mark(event, here)
                values[key] = self._value(self._next(), here)
        return values

    def _key(self, event: Event) -> str:
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

    def _twice(self, event: Event, place: Place) -> None:
        first = self.marks[place][0]
        hint = f"It stands in line {first} already: keep one of the two."
        self._say(event, f"has the key {in_quotes(str(place[-1]))} twice", hint)
        kept = self.marks, self.spans  # those of the value that stays
        self.marks, self.spans = {}, {}
        self._value(self._next(), place)
        self.marks, self.spans = kept

    def _note_depth(self, event: Event, level: int) -> None:
        self._deep = event.end_mark.index, level

    def _mark(self, event: Event, place: Place) -> None:
        mark = event.start_mark
        self.marks[place] = (mark.line + 1, mark.column + 1)

    def _say(self, event: Event, message: str, hint: str) -> None:
        mark = event.start_mark
        self._report(mark.line + 1, mark.column + 1, message, hint)

    def _report(self, line: int, column: int, message: str, hint: str) -> None:
        if len(self.problems) == MOST_PROBLEMS:
            self.problems.append(Problem(self._file, 1, 1, self._ref, "", *too_many()))
            raise AbortParse
        self.problems.append(Problem(self._file, line, column, self._ref, "", message, hint))

    def _stop(self, event: Event, message: str, hint: str) -> NoReturn:
        self._say(event, message, hint)
        raise AbortParse

    def _empty(self) -> NoReturn:
        self._report(1, 1, EMPTY, "Write the item, or delete the file.")
        raise AbortParse


def too_many() -> tuple[str, str]:
    """Say that a file has more problems than are told at a time."""
    return f"has more than {MOST_PROBLEMS} problems", "Fix these first and check again."


def _second(rest: str) -> tuple[str, str]:
    """Say what to do with the text below a line `---`; nothing that people wrote is lost."""
    if not rest.strip():
        return 'ends with a line "---"', "Remove that line."
    if re.match(r"\s*[a-z_]+:\s", rest):
        return 'holds a second group of keys below "---"', "Move it into a file of its own."
    hint = "Move it into `body: |`, each line indented by two spaces, and remove the line."
    return 'holds text below "---"', hint


def _hidden(char: str) -> tuple[str, str]:
    message = f"holds a hidden control character (U+{ord(char):04X})"
    return message, "Delete it, or type the words around it again."
