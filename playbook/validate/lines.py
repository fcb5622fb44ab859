"""What does YAML do to a text before anybody reads it: end it, cut it in two, join its lines?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playbook.wording import in_quotes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playbook.errors import Problem
    from playbook.source import Document, Place

VENDORED = "vendor/"
"""Where files of an upstream are: who forked it cannot mend them, so nothing is told of them."""
_COMMENT = re.compile(r"#(?<=[ \t]#)[^\s#]")
_LOST = re.compile(r"[ \t]+#[^\s#][^\n]*")
_NUMBER = re.compile(r"\d,\d{3}(?!\d)")
"""A number with its thousands apart, as English writes it."""
_VALUE = re.compile(
    r"^(?P<indent>[ ]*(?:-[ ]+)*)[\w-]+:[ ]+(?P<begin>>[-+0-9]*[ ]*|[^\s|>#{\[][^\n]*)\n(?=[ \n])",
    re.MULTILINE,
)
"""The first line of a value without | in front: where it goes on below, indented, YAML joins its
lines."""
_ANY_ENTRY = re.compile(r"\n(?<=[^\n]\n) +(?:[-*+]|\d{1,2}[.)]) \S")
"""An entry of a list, indented, right below a line: most files have none, and are done with."""
_LINE = re.compile(
    r"(?P<indent> *)(?P<words>(?P<entry>(?:[-*+]|\d{1,2}[.)]) \S[^\n]*)|[^\n]*)(?:\n|\Z)"
)


def line_problems(document: Document) -> Iterator[Problem]:
    """Yield a warning for each value of a file that YAML cuts, or whose lines it joins."""
    if not document.file.startswith(VENDORED):
        yield from _lost_ends(document)
        yield from _split_numbers(document)
        yield from _joined_lines(document)


def _lost_ends(document: Document) -> Iterator[Problem]:
    """Yield values that lost their end to a # right before a word.

    A comment that is meant as one has a space behind its #.
    """
    if not _COMMENT.search(document.text):
        return
    for place, (begin, end) in document.spans.items():
        lost = _LOST.match(document.text, end)
        if lost and document.text[end - 1] not in "\"'\n":
            message = f"ends before {in_quotes(lost[0].strip())}: a # begins a comment"
            hint = 'Put the text in "quotation marks", or a space behind the #.'
            value = document.text[begin:end]
            yield document.problem(place, message, hint, at=value).as_warning()


def _split_numbers(document: Document) -> Iterator[Problem]:
    """Yield entries of a list in brackets that are the rest of a number: `[ask for $5,000]`.

    Two numbers alone may be two entries, unless the second begins with a zero.
    """
    text = document.text
    commas = {found.start() + 1 for found in _NUMBER.finditer(text)}
    if not commas:
        return
    begins = {end: begin for begin, end in document.spans.values()}
    for place, (begin, end) in document.spans.items():
        comma = begin - 1
        if comma not in commas or comma not in begins:
            continue
        before = text[begins[comma] : comma]
        if not (before + text[begin:end]).isdigit() or text[begin] == "0":
            message = f"is cut off {in_quotes(before)}: in brackets a comma ends an entry"
            hint = 'Put the whole text in "quotation marks", or a space behind the comma.'
            yield document.problem(place, message, hint).as_warning()


def _joined_lines(document: Document) -> Iterator[Problem]:
    """Yield entries of a Markdown list that YAML joins to the line above; the first of a value."""
    if not _ANY_ENTRY.search(document.text):
        return
    for value in _VALUE.finditer(document.text):
        found = _joined_line(value, document.text)
        place = _place(document, found.start("entry")) if found else None
        if found and place:
            message = f"joins {in_quotes(found['entry'])} to the line above it"
            hint = f"Write `{place[-1]}: |`, and the text below it: | keeps its lines."
            yield document.problem(place, message, hint, at=found["entry"]).as_warning()


def _joined_line(value: re.Match[str], text: str) -> re.Match[str] | None:
    """Return the first line that looks like an entry and is joined to the one above it."""
    folded, escaped = value["begin"].startswith(">"), value["begin"].startswith('"')
    above, width = "" if folded else value["begin"], 0
    for line in _LINE.finditer(text, value.end()):
        words, indent = line["words"], len(line["indent"])
        if words and indent <= len(value["indent"]):
            return None
        width = width or (indent if words else 0)
        kept = (folded and indent > width) or (escaped and above.endswith("\\"))
        if line["entry"] and above and not kept:  # > keeps deeper lines, \n\ says where one ends
            return line
        above = words
    return None


def _place(document: Document, index: int) -> Place | None:
    """Return the place of the text that holds the character at `index`."""
    spans = document.spans.items()
    return next((place for place, (begin, end) in spans if begin <= index < end), None)
