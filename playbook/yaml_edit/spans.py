"""Where in a text of YAML a value stands, and what people wrote around it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml

from playbook.source.places import LINE_END

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playbook.source import Document, Place

_COLON = re.compile(r"[\"']?\s*:(?:\s|#[^\r\n]*)*")
_COMMENT = re.compile(r"#[^\r\n]*")
_HEAD = re.compile(r"[^\s#]+")
_OPEN = (yaml.FlowMappingStartToken, yaml.FlowSequenceStartToken)
_CLOSE = (yaml.FlowMappingEndToken, yaml.FlowSequenceEndToken)
Span = tuple[int, int]


def offset(document: Document, place: Place) -> int:
    """Return where the value at `place` begins, with its key."""
    line, column = document.marks[place]
    starts = [0, *(end.end() for end in LINE_END.finditer(document.text))]
    return starts[line - 1] + column - 1


def extent(document: Document, place: Place) -> Span:
    """Return where the value at `place`, with its key, begins and ends."""
    text = document.text
    begin = offset(document, place)
    size = len(place)
    inside = [span for at, span in document.spans.items() if at[:size] == place]
    end = max((_end_of_text(text, span) for span in inside), default=begin)
    if place in document.spans:
        return begin, end
    start = value_begin(document, place)
    depth = 0
    for kind, token in _tokens(text) if text[start : start + 1] in ("{", "[") else ():
        if token[0] >= start:
            depth += issubclass(kind, _OPEN) - issubclass(kind, _CLOSE)
            if depth == 0:
                return begin, token[1]
    return begin, max(end, start)


def lines_of(text: str, span: Span) -> Span:
    """Return where the first line of a span begins and its last one ends."""
    return line_begin(text, span[0]), line_end(text, span[1])


def comments_in(text: str, span: Span) -> Iterator[Span]:
    """Yield where each comment in a span begins and ends."""
    at = 0
    for _, (begin, end) in [*_tokens(text), (yaml.StreamEndToken, (len(text), len(text)))]:
        for match in _COMMENT.finditer(text, at, max(begin, at)):
            if span[0] <= match.start() < span[1]:
                yield match.span()
        at = max(at, end)
        if at >= span[1]:
            return


def _tokens(text: str) -> Iterator[tuple[type[yaml.Token], Span]]:
    """Yield what a text consists of; of a block, its head and its lines."""
    loader = yaml.CSafeLoader(text)
    while (token := loader.get_token()) is not None:
        begin, end = token.start_mark.index, token.end_mark.index
        if isinstance(token, yaml.ScalarToken) and token.style in ("|", ">"):
            if head := _HEAD.match(text, begin):
                yield type(token), head.span()
            begin = min(line_end(text, begin), end)
        yield type(token), (begin, end)


def _end_of_text(text: str, span: tuple[int, int]) -> int:
    return span[0] + len(text[span[0] : span[1]].rstrip())


def value_begin(document: Document, place: Place) -> int:
    """Return where the value at `place` begins, after its key and colon."""
    text, at = document.text, offset(document, place)
    if isinstance(place[-1], int):
        return at
    if text[at] in "\"'":
        at = text.index(text[at], at + 1)
    else:
        at += len(place[-1])
    match = _COLON.match(text, at)
    return match.end() if match else at


def is_in_flow(document: Document, place: Place) -> bool:
    """Tell whether a value stands in a group that is written in braces or brackets."""
    for length in range(1, len(place)):
        start = value_begin(document, place[:length])
        if document.text[start : start + 1] in ("{", "["):
            return True
    return False


def line_ending(text: str) -> str:
    """Return how lines end in a text: as the first one does."""
    match = LINE_END.search(text)
    return match[0] if match else "\n"


def line_begin(text: str, at: int) -> int:
    """Return where the line of the character at `at` begins."""
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def line_end(text: str, at: int) -> int:
    """Return where the line of the character at `at` ends, behind its end."""
    match = LINE_END.search(text, at)
    return match.end() if match else len(text)
