"""Say in plain words, and at the right line, why a text is not YAML."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from playbook.source.places import LINE_END, line_and_column
from playbook.source.slips import CURLY, entry_slip, slip

if TYPE_CHECKING:
    import yaml


class Diagnosis(NamedTuple):
    """Line and column, from 1, what is wrong there and what to do."""

    line: int
    column: int
    message: str
    hint: str


NO_WORD = ("has a colon without a word in front of it", "Write `key: value`.")
_QUOTES = 'Put the text in "quotation marks".'
_RESERVED = ("begins with {char}, which YAML keeps for itself", _QUOTES)
_COLON = (
    "has a colon where none can stand",
    'Put the text in "quotation marks", or indent the line like its neighbours.',
)
_OPEN_QUOTE = (
    "begins a quotation that does not end",
    "Close the text with the quotation mark that it begins with.",
)
_ENDS_EARLY = (
    "ends too early",
    "Close every bracket and quotation mark, and finish the last line.",
)
_NEIGHBOURS = (
    "is not indented like its neighbours",
    "Line it up with the keys around it, or close the quotation mark above.",
)
_COMMA = (
    "lacks a comma before this",
    'Write a comma between the two, or put a text with a colon in "quotation marks".',
)

# What libyaml says, in the order in which it is looked for -> what is wrong, what to do
_COMPLAINTS = (
    (
        "block sequence entries are not allowed",
        "begins a list on the line of its key",
        "Begin the list on the next line.",
    ),
    ("while scanning a directive", *_RESERVED),
    (
        "expected <document start>",
        "has text where the file should end",
        "Line it up with the keys above, or move it into a text such as `body: |`.",
    ),
    ("while scanning an alias", *_RESERVED),
    ("while scanning an anchor", *_RESERVED),
    ("while scanning a tag", *_RESERVED),
    ("while parsing a tag", *_RESERVED),
    ("while parsing a node", *_RESERVED),
    ("cannot start any token", *_RESERVED),
    (
        "expected comment or line break",
        "has text right after | or >",
        "Begin the text on the next line, indented.",
    ),
    ("mapping values are not allowed", *_COLON),
    ("mapping keys are not allowed", *_COLON),
    ("found unexpected ':'", *_COLON),
    (
        "could not find expected ':'",
        "has a line without a colon",
        "Write `key: value`, or indent the line to belong to the text above.",
    ),
    (
        "did not find expected '-' indicator",
        "breaks off a list",
        "Begin the line with `- `, lined up with the entries above.",
    ),
    ("unexpected end of stream", *_OPEN_QUOTE),
    ("unexpected document indicator", *_OPEN_QUOTE),
    (
        "did not find expected ',' or",
        "has a bracket that is not closed",
        'Close the [ or {, or put the text in "quotation marks".',
    ),
    (
        "did not find expected node content",
        "has brackets that do not fit",
        'Put text that begins with [ or { in "quotation marks".',
    ),
    (
        "escape",
        "has a backslash that YAML cannot read",
        "Write it twice (\\\\), or use 'single' quotation marks.",
    ),
)
# Where the place that libyaml stopped at tells less than the place where it began
_FROM_BEGIN = (
    "could not find expected ':'",
    "did not find expected ',' or",
    "end of stream",
    "document indicator",
    "while scanning an a",
    "while scanning a tag",
)
# Where a slip of the hand may be the cause, on this line or on one that was read with it
_OF_A_SLIP = (
    "mapping values are not allowed",
    "could not find expected ':'",
    "did not find expected key",
    "did not find expected '-' indicator",
    "did not find expected ',' or",
    "while scanning an alias",
    "cannot start any token",
    "violates indentation",
    "indentation space is expected",
)
_OUT_OF_PLACE = ("expected ':'", "expected key", "expected '-'", "<document start>")
_BLOCK = re.compile(r"^[ ]*(?:-[ ]+)*(?P<key>[\w-]+):[ ]+[|>][-+0-9]*[ ]*(?:#.*)?$")
_KEY = re.compile(r"^[ ]*(?:-[ ]+)*[\w-]+:(?:[ ]|$)")


def diagnose(error: yaml.YAMLError, text: str, last: tuple[int, int] | None) -> Diagnosis:
    """Return what is wrong with a text that is not YAML.

    `last` says where in the text the last value that could be read begins and ends.
    """
    lines = LINE_END.split(text.rstrip()) or [""]
    said = str(error)
    mark = getattr(error, "problem_mark", None)
    begin = getattr(error, "context_mark", None)
    if begin and any(phrase in said for phrase in _FROM_BEGIN):
        if mark and "expected ',' or" in said and (found := _in_brackets(lines, mark, begin.line)):
            return found
        mark = begin
    if mark is None or mark.line >= len(lines):  # at the end, where nothing is written
        return Diagnosis(len(lines), len(lines[-1]) + 1, *_ENDS_EARLY)
    lost = _Lost(said, lines, mark.line, mark.column)
    return lost.by_slip() or lost.by_place() or _by_quotation(text, last, lost) or lost.by_words()


@dataclass(frozen=True)
class _Lost:
    """What libyaml said, and the line and column, from 0, at which it was lost."""

    said: str
    lines: list[str]
    line: int
    column: int

    @property
    def written(self) -> str:
        return self.lines[self.line]

    def says(self, *phrases: str) -> bool:
        return any(phrase in self.said for phrase in phrases)

    def here(self, message: str, hint: str) -> Diagnosis:
        return Diagnosis(self.line + 1, self.column + 1, message, hint)

    def by_slip(self) -> Diagnosis | None:
        """Look for a slip of the hand on this line, and on those right above that go with it."""
        if not self.says(*_OF_A_SLIP):
            return None
        indent = _indent(self.written)
        for line in range(self.line, max(self.line - 6, -1), -1):
            written = self.lines[line]
            if not written.strip() or _indent(written) > indent:
                break
            if line < self.line and _KEY.match(written):
                break  # well written, whatever stands below
            if found := slip(written):
                return Diagnosis(line + 1, *found)
        found = None if self._below_block() else entry_slip(self.written)
        return Diagnosis(self.line + 1, *found) if found else None

    def by_place(self) -> Diagnosis | None:
        """Look at how the line is indented, beside its neighbours."""
        indent = _indent(self.written)
        above = self.lines[: self.line]
        before = next((line for line in reversed(above) if line.strip()), "")
        if self.says("mapping values"):
            if _KEY.match(self.written) and _KEY.match(before) and indent > _indent(before):
                return self.at_indent("is indented further than the keys above", _LINE_UP)
            return self._empty_block(indent)
        if not self.says(*_OUT_OF_PLACE) or self.written[: self.column].strip():
            return None
        if self.says("<document start>") and indent < _indent(self._first()):
            number = next(i for i, line in enumerate(self.lines) if line == self._first())
            hint = "Remove the blanks in front of it."
            return Diagnosis(number + 1, 1, "is indented, though it begins the file", hint)
        return self._below_block() or self._in_list(before)

    def _empty_block(self, indent: int) -> Diagnosis | None:
        """Tell that the text of a block went to the key between them."""
        head = self.line
        while head > 0 and (not self.lines[head].strip() or _indent(self.lines[head]) >= indent):
            head -= 1
        block = _BLOCK.match(self.lines[head - 1]) if head and indent else None
        if block is None or _indent(self.lines[head - 1]) != _indent(self.lines[head]):
            return None
        hint = "Move the line below it above it."
        return Diagnosis(head, 1, f"has no text: what `{block['key']}` says stands below", hint)

    def _first(self) -> str:
        written = (line for line in self.lines if line.strip() and line.strip()[0] != "#")
        return next(written, "")

    def at_indent(self, message: str, hint: str) -> Diagnosis:
        return Diagnosis(self.line + 1, _indent(self.written) + 1, message, hint)

    def _below_block(self) -> Diagnosis | None:
        """Tell that the line was to belong to the text block above it."""
        indent = _indent(self.written)
        head = self.line - 1
        while head >= 0 and (not self.lines[head].strip() or _indent(self.lines[head]) > indent):
            head -= 1
        if head < 0 and indent:
            head = 0
        while head < self.line - 1 and not _BLOCK.match(self.lines[head]):
            head += 1
        block = _BLOCK.match(self.lines[head]) if head >= 0 else None
        if block is None:
            return None
        inside = self.lines[head + 1 : self.line]
        first = next((line for line in inside if line.strip()), None)
        if first is None and inside and indent > _indent(self.lines[head]):
            deepest = max(range(len(inside)), key=lambda index: len(inside[index]))
            return Diagnosis(head + deepest + 2, 1, *_DEEP_BLANK)
        if _indent(self.lines[head]) < indent:
            hint = "Line it up with that line."
            return self.at_indent("is indented less than the first line of its text", hint)
        message = f"is not indented, and so ends the text of `{block['key']}`"
        hint = f"Indent it like the lines of `{block['key']}`, or write `key: value`."
        return self.at_indent(message, hint)

    def _in_list(self, before: str) -> Diagnosis | None:
        if self.written.lstrip().startswith("- ") and self.says("expected key"):
            return self.at_indent(_NEIGHBOURS[0], "Line it up with the entries above.")
        if not self.says("expected '-'") or not _KEY.match(self.written):
            return None
        if self.lines[self.line][:1] not in " -" and self._first().startswith("- "):
            hint = "Take the hyphens away: a file is a group of keys, not a list."
            return self.here("is a key below a list", hint)
        if _indent(self.written) > _indent(before):
            return self.at_indent(_NEIGHBOURS[0], "Line it up with the key above.")
        return None

    def by_words(self) -> Diagnosis:
        """Translate what libyaml said."""
        before, after = self.written[: self.column].rstrip(), self.written[self.column :]
        if self.says("expected key") or (before.strip(" -") and self.says("expected '-'")):
            return self.here(*_no_key(before, after))
        if self.says("end of stream", "document indicator") and any(s in after for s in CURLY):
            return self.here(
                "begins with a straight quotation mark, and has a curly one",
                'End it with a straight one, too: "…".',
            )
        for phrase, message, hint in _COMPLAINTS:
            if phrase in self.said:
                return self.here(message.format(char=_show(after[:1])), hint)
        return self.here("is not valid YAML here", "Compare the line with its neighbours.")


_LINE_UP = 'Line it up with them, or put the text above in "quotation marks".'
_DEEP_BLANK = (
    "is a blank line that is indented further than the text below it",
    "Delete the blanks in it.",
)


def _show(char: str) -> str:
    return "a backtick" if char == "`" else f"`{char}`"


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _in_brackets(lines: list[str], mark: Any, begin: int) -> Diagnosis | None:
    """Return where a comma is missing between two entries, or the end of a long bracket.

    A key at the beginning of a later line tells that the bracket was not closed above it.
    """
    if mark.line >= len(lines):
        return None
    before, after = lines[mark.line][: mark.column], lines[mark.line][mark.column :]
    is_key = mark.line > begin and re.fullmatch(r"\s*[\w-]+", before) is not None
    if re.match(r"""["']|:(?:\s|$)""", after) and not is_key:
        return Diagnosis(mark.line + 1, mark.column + 1, *_COMMA)
    last = mark.line - 1 if is_key else mark.line
    if last - begin < 2:  # near enough to its beginning
        return None
    column = len(lines[last]) + 1 if is_key else mark.column + 1
    message = f"does not fit the bracket that begins in line {begin + 1}"
    hint = 'Close it where its list ends, or put a text with brackets in "quotation marks".'
    return Diagnosis(last + 1, column, message, hint)


def _by_quotation(text: str, last: tuple[int, int] | None, lost: _Lost) -> Diagnosis | None:
    """Return where a quotation begins that only the quotation mark of a later one closed."""
    if last is None or not text.startswith(('"', "'"), last[0]) or not lost.says("expected key"):
        return None
    line, column = line_and_column(text, last[0])
    if line > lost.line:
        return None
    message = f"begins a quotation that ends in line {lost.line + 1} only"
    return Diagnosis(line, column, message, "Close it where its text ends.")


def _no_key(before: str, after: str) -> tuple[str, str]:
    if after.startswith(":"):
        return NO_WORD
    if before.endswith(('"', "'")):
        return (
            "goes on after a closing quotation mark",
            'Put the whole text in "quotation marks", and write \\" for each one inside.',
        )
    if before.endswith(("]", "}")):
        return "goes on after a closing bracket", 'Put the whole text in "quotation marks".'
    return _NEIGHBOURS
