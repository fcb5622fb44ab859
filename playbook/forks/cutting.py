"""Change people's YAML by cutting its own lines; nothing is ever written anew.

What was cut is read again and held against what was meant; where the two differ, nothing is
changed and a person is asked to do it.
"""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING

from playbook.errors import PlaybookError
from playbook.forks.places import comments, extent, in_flow, line_begin, lines_of
from playbook.source import Document, read

if TYPE_CHECKING:
    from collections.abc import Callable

    from playbook.forks.places import Span
    from playbook.source import Data, Place

_AFTER = re.compile(r"\s*,(?!\s*#)\s*|\s*,")
_BEFORE = re.compile(r"\s*,?\s*\Z")
_INDENT = re.compile(r"[ \t]*")


def without(document: Document, place: Place) -> bytes:
    """Return the file without the value at `place`, and without groups that it leaves empty.

    Comments stay, but for those that stand beside the value, in its own lines.
    """
    text = document.text
    own = lines_of(text, extent(document, place))

    def stays(comment: Span) -> bool:
        alone = not text[line_begin(text, comment[0]) : comment[0]].strip()
        return alone or not _inside(comment, own)

    return _cut(document, place, stays)


def lifted(document: Document, place: Place) -> tuple[bytes, list[str]]:
    """Return the file without the value at `place`, and the comments that stood in it."""
    text = document.text
    own = lines_of(text, extent(document, place))
    taken = [text[begin:end] for begin, end in comments(text, own)]
    return _cut(document, place, lambda comment: not _inside(comment, own)), taken


def _inside(one: Span, other: Span) -> bool:
    return other[0] <= one[0] < other[1]


def _cut(document: Document, place: Place, stays: Callable[[Span], bool]) -> bytes:
    place = emptied(document.data, place)
    text = document.text
    begin, end = extent(document, place)
    kept = ""
    if in_flow(document, place):
        begin, end = _with_comma(text, begin, end)
        if any(comments(text, (begin, end))):
            raise by_hand(document, place)
    else:
        line = line_begin(text, begin)
        if text[line:begin].strip(" -") or text[line:begin].count("-") > 1:
            raise by_hand(document, place)
        begin, end = lines_of(text, (begin, end))
        kept = _rows(text, [one for one in comments(text, (begin, end)) if stays(one)], begin)
    left = text[:begin] + kept + text[end:]
    return checked(document, place, left, dropped(document.data, place))


def _with_comma(text: str, begin: int, end: int) -> Span:
    """Return a span in braces or brackets with the comma that goes with it."""
    if after := _AFTER.match(text, end):
        return begin, after.end()
    before = _BEFORE.search(text, 0, begin)
    in_comment = before is not None and any(
        comments(text, (line_begin(text, before.start()), begin))
    )
    return begin if before is None or in_comment else before.start(), end


def _rows(text: str, kept: list[Span], line: int) -> str:
    """Return comments as lines of their own, no deeper than the line at `line`."""
    indent = _INDENT.match(text, line)
    deep = len(indent[0]) if indent else 0
    rows = []
    for begin, end in kept:
        lead = text[line_begin(text, begin) : begin]
        lead = " " * deep if lead.strip() else lead[:deep]
        rows.append(lead + text[begin : lines_of(text, (begin, end))[1]])
    return "".join(rows)


def checked(document: Document, place: Place, text: str, meant: Data) -> bytes:
    """Return the bytes of a text; raise PlaybookError where it does not say what was meant."""
    raw = document.encoded(text)
    done, problems = read(raw, file=document.file, ref=document.ref)
    empty = meant in ({}, None) and done.data is None
    if not empty and (problems or done.data != meant):
        raise by_hand(document, place)
    return raw


def by_hand(document: Document, place: Place) -> PlaybookError:
    """Say that a person must change what stands at `place`."""
    line, column = document.marks.get(place, (1, 1))
    return PlaybookError(
        f"{document.file}:{line}:{column}: this cannot be changed without touching its neighbours. "
        "Nothing was changed; write it as `key: value` on lines of its own and try again."
    )


def emptied(data: Data, place: Place) -> Place:
    """Return the outermost group that holds nothing but the value at `place`."""
    while len(place) > 1:
        around = _at(data, place[:-1])
        rest: list[object] = (
            [key for key in around if key != place[-1]]
            if isinstance(around, dict)
            else [*(around or ())][1:]
        )
        if rest and (rest != ["why"] or len(place) != 3):
            return place
        place = place[:-1]
    return place


def _at(data: Data, place: Place) -> Data:
    for part in place:
        data = data[part]  # type: ignore[index]
    return data


def dropped(data: Data, place: Place) -> Data:
    """Return `data` without the value at `place`."""
    new = copy.deepcopy(data)
    del _at(new, place[:-1])[place[-1]]  # type: ignore[union-attr,arg-type]
    return new


def put(data: Data, place: Place, value: str) -> Data:
    """Return `data` with a text at `place`, and the groups around it."""
    new = copy.deepcopy(data)
    around = new
    for part in place[:-1]:
        if isinstance(around, dict) and isinstance(part, str):
            around = around.setdefault(part, {})
        else:
            around = _at(around, (part,))
    around[place[-1]] = value  # type: ignore[index]
    return new
