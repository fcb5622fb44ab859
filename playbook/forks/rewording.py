"""Put another text in the place of one that a person wrote, or of edits."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from playbook.forks.cutting import by_hand, checked, dropped, emptied, put, without
from playbook.forks.places import in_flow, line_begin, line_ends, offset
from playbook.source import read

if TYPE_CHECKING:
    from playbook.source import Document, Place

_PLAIN = re.compile(r"[A-Za-z./][A-Za-z0-9./@+_-]*")


def with_value(document: Document, place: Place, value: str) -> bytes:
    """Return the file with the text at `place` replaced."""
    begin, end = document.spans[place]
    end = begin + len(document.text[begin:end].rstrip())
    column = document.marks[place][1] if place in document.marks else 1
    flow = in_flow(document, place)
    new = _written(value, flow=flow, indent=column + 1).replace("\n", line_ends(document.text))
    meant = put(document.data, place, value)
    text = document.text[:begin] + new + document.text[end:]
    return checked(document, place, text, meant)


def set_instead(document: Document, ref: str, field: str, value: str) -> bytes:
    """Return the file with the edits of a field replaced by one `set`."""
    place: Place = ("items", ref, "edit", field)
    data = document.data
    assert isinstance(data, dict), "a statement stands in it"
    item = data["items"][ref]  # type: ignore[index,call-overload]
    assert isinstance(item, dict), "a statement stands in it"
    if in_flow(document, ("items", ref, "edit")) or in_flow(document, place):
        raise by_hand(document, place)
    rest = dropped(data, emptied(data, place, stop=2))
    meant = put(rest, ("items", ref, "set", field), value)
    anchor: Place = ("items", ref, "set") if "set" in item else ("items", ref, "edit")
    column = document.marks[anchor][1] - 1
    at = line_begin(document.text, offset(document, anchor))
    inner = column + 2
    if "set" in item:
        inside = item["set"]
        first = next(iter(inside)) if isinstance(inside, dict) and inside else None
        if first is None or in_flow(document, (*anchor, first)):
            raise by_hand(document, place)
        inner = document.marks[(*anchor, first)][1] - 1
        at = line_begin(document.text, offset(document, (*anchor, first)))
    ends = line_ends(document.text)
    line = f"{' ' * inner}{field}: {_written(value, flow=False, indent=inner + 2)}\n"
    head = "" if "set" in item else f"{' ' * column}set:\n"
    added = (head + line).replace("\n", ends)
    text = document.text[:at] + added + document.text[at:]
    both, _ = read(text.encode(), file=document.file, ref=document.ref)
    begin_text = without(both, place)
    done, problems = read(begin_text, file=document.file, ref=document.ref)
    if problems or done.data != meant:
        raise by_hand(document, place)
    return begin_text


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
