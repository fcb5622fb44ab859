"""Change people's YAML by cutting or replacing its own lines; nothing is ever written anew.

What was cut is read again and held against what was meant; where the two differ, nothing is
changed and a person is asked to do it.
"""

from __future__ import annotations

import copy
import json
import re
from typing import TYPE_CHECKING

from playbook.errors import PlaybookError
from playbook.source import Document, read

if TYPE_CHECKING:
    from playbook.source import Data, Place

_COLON = re.compile(r"[\"']?\s*:(?:\s|#[^\r\n]*)*")
_END = re.compile("\r\n?|\n")
_PLAIN = re.compile(r"[A-Za-z./][A-Za-z0-9./@+_-]*")


def without(document: Document, place: Place) -> bytes:
    """Return the file without the value at `place`, and without groups that it leaves empty."""
    place = _emptied(document.data, place)
    meant = _dropped(document.data, place)
    text = document.text
    begin, end = _extent(document, place)
    if _in_flow(document, place):
        after = re.compile(r"\s*,\s*").match(text, end)
        if after:
            end = after.end()
        else:
            begin = len(text[:begin].rstrip().removesuffix(",").rstrip())
    else:
        line = _line_begin(text, begin)
        if text[line:begin].strip(" -") or text[line:begin].count("-") > 1:
            raise _by_hand(document, place)
        begin, end = line, _line_end(text, end)
    return _checked(document, place, text[:begin] + text[end:], meant)


def with_value(document: Document, place: Place, value: str) -> bytes:
    """Return the file with the text at `place` replaced."""
    begin, end = document.spans[place]
    end = begin + len(document.text[begin:end].rstrip())
    column = document.marks[place][1] if place in document.marks else 1
    flow = _in_flow(document, place)
    new = _written(value, flow=flow, indent=column + 1).replace("\n", line_end(document.text))
    meant = _put(document.data, place, value)
    text = document.text[:begin] + new + document.text[end:]
    return _checked(document, place, text, meant)


def set_instead(document: Document, ref: str, field: str, value: str) -> bytes:
    """Return the file with the edits of a field replaced by one `set`."""
    place: Place = ("items", ref, "edit", field)
    data = document.data
    assert isinstance(data, dict), "a statement stands in it"
    item = data["items"][ref]  # type: ignore[index,call-overload]
    assert isinstance(item, dict), "a statement stands in it"
    if _in_flow(document, ("items", ref, "edit")) or _in_flow(document, place):
        raise _by_hand(document, place)
    rest = _dropped(data, _emptied(data, place, stop=2))
    meant = _put(rest, ("items", ref, "set", field), value)
    anchor: Place = ("items", ref, "set") if "set" in item else ("items", ref, "edit")
    column = document.marks[anchor][1] - 1
    at = _line_begin(document.text, _offset(document, anchor))
    inner = column + 2
    if "set" in item:
        inside = item["set"]
        first = next(iter(inside)) if isinstance(inside, dict) and inside else None
        if first is None or _in_flow(document, (*anchor, first)):
            raise _by_hand(document, place)
        inner = document.marks[(*anchor, first)][1] - 1
        at = _line_begin(document.text, _offset(document, (*anchor, first)))
    ends = line_end(document.text)
    line = f"{' ' * inner}{field}: {_written(value, flow=False, indent=inner + 2)}\n"
    head = "" if "set" in item else f"{' ' * column}set:\n"
    added = (head + line).replace("\n", ends)
    text = document.text[:at] + added + document.text[at:]
    both, _ = read(text.encode(), file=document.file, ref=document.ref)
    begin_text = without(both, place)
    done, problems = read(begin_text, file=document.file, ref=document.ref)
    if problems or done.data != meant:
        raise _by_hand(document, place)
    return begin_text


def _checked(document: Document, place: Place, text: str, meant: Data) -> bytes:
    raw = text.encode()
    done, problems = read(raw, file=document.file, ref=document.ref)
    empty = meant in ({}, None) and done.data is None
    if not empty and (problems or done.data != meant):
        raise _by_hand(document, place)
    return raw


def _by_hand(document: Document, place: Place) -> PlaybookError:
    line, column = document.marks.get(place, (1, 1))
    return PlaybookError(
        f"{document.file}:{line}:{column}: this cannot be changed without touching its neighbours. "
        "Nothing was changed; take it out by hand and run the command again."
    )


def _emptied(data: Data, place: Place, *, stop: int = 0) -> Place:
    """Return the outermost group that holds nothing but the value at `place`."""
    while len(place) > max(stop, 1):
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


def _dropped(data: Data, place: Place) -> Data:
    new = copy.deepcopy(data)
    del _at(new, place[:-1])[place[-1]]  # type: ignore[union-attr,arg-type]
    return new


def _put(data: Data, place: Place, value: str) -> Data:
    new = copy.deepcopy(data)
    around = new
    for part in place[:-1]:
        if isinstance(around, dict) and isinstance(part, str):
            around = around.setdefault(part, {})
        else:
            around = _at(around, (part,))
    around[place[-1]] = value  # type: ignore[index]
    return new


def _offset(document: Document, place: Place) -> int:
    line, column = document.marks[place]
    starts = [0, *(end.end() for end in _END.finditer(document.text))]
    return starts[line - 1] + column - 1


def _extent(document: Document, place: Place) -> tuple[int, int]:
    """Return where the value at `place`, with its key, begins and ends."""
    text = document.text
    begin = _offset(document, place)
    size = len(place)
    inside = sorted(span for at, span in document.spans.items() if at[:size] == place)
    end = max((_trimmed(text, span) for span in inside), default=begin)
    if place in document.spans:
        return begin, end
    start = _value_begin(document, place)
    if start < len(text) and text[start] in "{[":
        depth, at = 0, start
        skips = dict(inside)
        while at < len(text):
            if at in skips and skips[at] > at:
                at = skips[at]
                continue
            depth += (text[at] in "{[") - (text[at] in "}]")
            at += 1
            if depth == 0:
                break
        end = at
    return begin, max(end, start)


def _trimmed(text: str, span: tuple[int, int]) -> int:
    return span[0] + len(text[span[0] : span[1]].rstrip())


def _value_begin(document: Document, place: Place) -> int:
    """Return where the value at `place` begins, after its key and colon."""
    text, at = document.text, _offset(document, place)
    if isinstance(place[-1], int):
        return at
    if text[at] in "\"'":
        at = text.index(text[at], at + 1)
    else:
        at += len(place[-1])
    found = _COLON.match(text, at)
    return found.end() if found else at


def _in_flow(document: Document, place: Place) -> bool:
    """Tell whether a value stands in a group that is written in braces or brackets."""
    for length in range(1, len(place)):
        start = _value_begin(document, place[:length])
        if document.text[start : start + 1] in ("{", "["):
            return True
    return False


def line_end(text: str) -> str:
    """Return how lines end in a text: as the first one does."""
    found = _END.search(text)
    return found[0] if found else "\n"


def _line_begin(text: str, at: int) -> int:
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def _line_end(text: str, at: int) -> int:
    found = _END.search(text, at)
    return found.end() if found else len(text)


def _written(value: str, *, flow: bool, indent: int) -> str:
    """Return `value` as YAML: lines as a block where that is safe, else in quotation marks."""
    lines = value.removesuffix("\n").split("\n")
    printable = all(line.isprintable() and line == line.strip() for line in lines)
    if not flow and len(lines) > 1 and printable and lines[0] and lines[-1]:
        head = "|" if value.endswith("\n") else "|-"
        return "\n".join([head, *(f"{' ' * indent}{line}" if line else "" for line in lines)])
    if _PLAIN.fullmatch(value) and value not in ("null", "~"):
        return value
    return json.dumps(value, ensure_ascii=False)
