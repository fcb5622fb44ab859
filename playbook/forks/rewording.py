"""Put another text in the place of one that a person wrote, or of edits."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from playbook.forks.cutting import by_hand, checked, dropped, emptied, put, without
from playbook.forks.places import in_flow, line_end, line_ends, offset, value_begin
from playbook.source import read

if TYPE_CHECKING:
    from playbook.source import Document, Place

_PLAIN = re.compile(r"[A-Za-z./][A-Za-z0-9./@+_-]*")


def with_value(document: Document, place: Place, value: str) -> bytes:
    """Return the file with the text at `place` replaced; a comment beside it stays there."""
    text = document.text
    begin, end = document.spans[place]
    end = begin + len(text[begin:end].rstrip())
    column = document.marks[place][1] if place in document.marks else 1
    flow = in_flow(document, place)
    head, *rows = written(value, flow=flow, indent=column + 1).split("\n")
    beside = ""
    if text[begin : begin + 1] in ("|", ">"):
        beside = _rest_of_line(text, begin)
        beside = beside[len(beside.split()[0]) :]
    elif not flow:
        beside = _rest_of_line(text, end)
        end += len(beside)
    new = line_ends(text).join([head + beside, *rows])
    meant = put(document.data, place, value)
    return checked(document, place, text[:begin] + new + text[end:], meant)


def _rest_of_line(text: str, at: int) -> str:
    return text[at : line_end(text, at)].rstrip("\r\n")


def set_instead(document: Document, ref: str, field: str, value: str) -> bytes:
    """Return the file with the edits of a field replaced by one `set`."""
    place: Place = ("items", ref, "edit", field)
    whole = put(document.data, ("items", ref, "set", field), value)
    meant = dropped(whole, emptied(whole, place))
    text = _with_set(document, ref, field, value)
    both, _ = read(document.encoded(text), file=document.file, ref=document.ref)
    if place not in both.marks:
        raise by_hand(document, place)
    left, _ = read(without(both, place), file=document.file, ref=document.ref)
    return checked(document, place, left.text, meant)


def _with_set(document: Document, ref: str, field: str, value: str) -> str:
    """Return the text with one more `set`, as the item is written: in braces or on lines."""
    text = document.text
    item: Place = ("items", ref)
    group: Place = (*item, "set")
    inside = written(value, flow=True, indent=0)
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
    row = f"{deep}{field}: {written(value, flow=False, indent=len(deep) + 2)}\n"
    row = row if around == group else f"{lead}set:\n{row}"
    at = line_end(text, offset(document, around))
    return text[:at] + row.replace("\n", line_ends(text)) + text[at:]


def written(value: str, *, flow: bool, indent: int) -> str:
    """Return `value` as YAML: lines as a block where that is safe, else in quotation marks."""
    lines = value.removesuffix("\n").split("\n")
    plain = all(line.isprintable() and line == line.rstrip() for line in lines)
    if not flow and len(lines) > 1 and plain and lines[-1] and lines[0].lstrip() == lines[0] != "":
        head = "|" if value.endswith("\n") else "|-"
        return "\n".join([head, *(f"{' ' * indent}{line}" if line else "" for line in lines)])
    if _PLAIN.fullmatch(value) and value not in ("null", "~"):
        return value
    return json.dumps(value, ensure_ascii=False)
