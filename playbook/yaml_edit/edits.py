"""Change people's YAML: cut lines of it, or put another text in the place of one.

What comes of it is read again and held against what was meant; where the two differ, nothing is
changed and a person is asked to do it.
"""

from __future__ import annotations

import copy
import json
import re
from typing import TYPE_CHECKING

from playbook.errors import PlaybookError
from playbook.source import Document, read
from playbook.yaml_edit.spans import (
    comments_in,
    extent,
    is_in_flow,
    line_begin,
    line_end,
    line_ending,
    lines_of,
    offset,
    value_begin,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from playbook.source import Data, Place
    from playbook.yaml_edit.spans import Span

_AFTER = re.compile(r"\s*,(?!\s*#)\s*|\s*,")
_BEFORE = re.compile(r"\s*,?\s*\Z")
_INDENT = re.compile(r"[ \t]*")
_PLAIN = re.compile(r"[A-Za-z./][A-Za-z0-9./@+_-]*")


def cut_value(document: Document, place: Place) -> bytes:
    """Return the file without the value at `place`, and without groups that it leaves empty.

    Comments stay, but for those that stand beside the value, in its own lines.
    """
    text = document.text
    own = lines_of(text, extent(document, place))

    def keeps(comment: Span) -> bool:
        alone = not text[line_begin(text, comment[0]) : comment[0]].strip()
        return alone or not _inside(comment, own)

    return _cut(document, place, keeps)


def cut_with_comments(document: Document, place: Place) -> tuple[bytes, list[str]]:
    """Return the file without the value at `place`, and the comments that stood in it."""
    text = document.text
    own = lines_of(text, extent(document, place))
    taken = [text[begin:end] for begin, end in comments_in(text, own)]
    return _cut(document, place, lambda comment: not _inside(comment, own)), taken


def replace_text(document: Document, place: Place, value: str) -> bytes:
    """Return the file with the text at `place` replaced; a comment beside it stays there."""
    text = document.text
    begin, end = document.spans[place]
    end = begin + len(text[begin:end].rstrip())
    column = document.marks[place][1] if place in document.marks else 1
    flow = is_in_flow(document, place)
    head, *rows = to_yaml(value, flow=flow, indent=column + 1).split("\n")
    beside = ""
    if text[begin : begin + 1] in ("|", ">"):
        beside = _rest_of_line(text, begin)
        beside = beside[len(beside.split()[0]) :]
    elif not flow:
        beside = _rest_of_line(text, end)
        end += len(beside)
    new = line_ending(text).join([head + beside, *rows])
    meant = _data_with(document.data, place, value)
    return _verify(document, place, text[:begin] + new + text[end:], meant)


def _rest_of_line(text: str, at: int) -> str:
    return text[at : line_end(text, at)].rstrip("\r\n")


def replace_edits_with_set(document: Document, ref: str, field: str, value: str) -> bytes:
    """Return the file with the edits of a field replaced by one `set`."""
    place: Place = ("items", ref, "edit", field)
    whole = _data_with(document.data, ("items", ref, "set", field), value)
    meant = _data_without(whole, _emptied_group(whole, place))
    text = _with_set(document, ref, field, value)
    both, _ = read(document.encode(text), file=document.file, ref=document.ref)
    if place not in both.marks:
        raise _refusal(document, place)
    left, _ = read(cut_value(both, place), file=document.file, ref=document.ref)
    return _verify(document, place, left.text, meant)


def _with_set(document: Document, ref: str, field: str, value: str) -> str:
    """Return the text with one more `set`, as the item is written: in braces or on lines."""
    text = document.text
    item: Place = ("items", ref)
    group: Place = (*item, "set")
    inside = to_yaml(value, flow=True, indent=0)
    around, pair = (group, f"{field}: {inside}")
    if group not in document.marks:
        around, pair = (item, f"set: {{{field}: {inside}}}")
    opened = value_begin(document, around)
    if text[opened] == "{":
        after = text[opened + 1 :]
        comma = "" if after.lstrip().startswith("}") else "," if after[0].isspace() else ", "
        return text[: opened + 1] + pair + comma + after
    first = next(at for at in document.marks if at[:-1] == around)
    lead = " " * (document.marks[first][1] - 1)
    deep = lead if around == group else f"{lead}  "
    row = f"{deep}{field}: {to_yaml(value, flow=False, indent=len(deep) + 2)}\n"
    row = row if around == group else f"{lead}set:\n{row}"
    at = line_end(text, offset(document, around))
    return text[:at] + row.replace("\n", line_ending(text)) + text[at:]


def to_yaml(value: str, *, flow: bool, indent: int) -> str:
    """Return `value` as YAML: lines as a block where that is safe, else in quotation marks."""
    lines = value.removesuffix("\n").split("\n")
    plain = all(line.isprintable() and line == line.rstrip() for line in lines)
    if not flow and len(lines) > 1 and plain and lines[-1] and lines[0].lstrip() == lines[0] != "":
        head = "|" if value.endswith("\n") else "|-"
        return "\n".join([head, *(f"{' ' * indent}{line}" if line else "" for line in lines)])
    if _PLAIN.fullmatch(value) and value not in ("null", "~"):
        return value
    return json.dumps(value, ensure_ascii=False)


def _inside(one: Span, other: Span) -> bool:
    return other[0] <= one[0] < other[1]


def _cut(document: Document, place: Place, keeps: Callable[[Span], bool]) -> bytes:
    place = _emptied_group(document.data, place)
    text = document.text
    begin, end = extent(document, place)
    kept = ""
    if is_in_flow(document, place):
        begin, end = _span_with_comma(text, begin, end)
        if any(comments_in(text, (begin, end))):
            raise _refusal(document, place)
    else:
        line = line_begin(text, begin)
        if text[line:begin].strip(" -") or text[line:begin].count("-") > 1:
            raise _refusal(document, place)
        begin, end = lines_of(text, (begin, end))
        kept = _comment_lines(
            text, [one for one in comments_in(text, (begin, end)) if keeps(one)], begin
        )
    left = text[:begin] + kept + text[end:]
    return _verify(document, place, left, _data_without(document.data, place))


def _span_with_comma(text: str, begin: int, end: int) -> Span:
    """Return a span in braces or brackets with the comma that goes with it."""
    if after := _AFTER.match(text, end):
        return begin, after.end()
    before = _BEFORE.search(text, 0, begin)
    in_comment = before is not None and any(
        comments_in(text, (line_begin(text, before.start()), begin))
    )
    return begin if before is None or in_comment else before.start(), end


def _comment_lines(text: str, kept: list[Span], line: int) -> str:
    """Return comments as lines of their own, no deeper than the line at `line`."""
    indent = _INDENT.match(text, line)
    deep = len(indent[0]) if indent else 0
    rows = []
    for begin, end in kept:
        lead = text[line_begin(text, begin) : begin]
        lead = " " * deep if lead.strip() else lead[:deep]
        rows.append(lead + text[begin : lines_of(text, (begin, end))[1]])
    return "".join(rows)


def _verify(document: Document, place: Place, text: str, meant: Data) -> bytes:
    """Return the bytes of a text; raise PlaybookError where it does not say what was meant."""
    raw = document.encode(text)
    done, problems = read(raw, file=document.file, ref=document.ref)
    empty = meant in ({}, None) and done.data is None
    if not empty and (problems or done.data != meant):
        raise _refusal(document, place)
    return raw


def _refusal(document: Document, place: Place) -> PlaybookError:
    """Say that a person must change what stands at `place`."""
    line, column = document.marks.get(place, (1, 1))
    return PlaybookError(
        f"{document.file}:{line}:{column}: this cannot be changed without touching its neighbours. "
        "Nothing was changed; write it as `key: value` on lines of its own and try again."
    )


def _emptied_group(data: Data, place: Place) -> Place:
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


def _data_without(data: Data, place: Place) -> Data:
    """Return `data` without the value at `place`."""
    new = copy.deepcopy(data)
    del _at(new, place[:-1])[place[-1]]  # type: ignore[union-attr,arg-type]
    return new


def _data_with(data: Data, place: Place, value: str) -> Data:
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
