"""What the written lines tell beyond what the model says: slips of the hand that are still YAML."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from playbook.source import BLANKS, entry_slip, slip
from playbook.source.places import LINE_END

if TYPE_CHECKING:
    from playbook.errors import Problem
    from playbook.source import Data, Document, Place

_KEY_IN_BRACES = re.compile(r"([A-Za-z_][\w-]*):(\S.*)", re.DOTALL)
_BLOCK = re.compile(r"(?P<key>[\w-]+):[ ]+[|>][-+0-9]*[ ]*(?:#.*)?")


def meant_key(key: str) -> str:
    """Return the key that was meant by `key:value`, one word in braces, or has odd blanks."""
    found = _KEY_IN_BRACES.fullmatch(key)
    return found[1] if found else key.strip(BLANKS)


def no_group(document: Document) -> Problem:
    """Return the problem of a file that is one text, or a list, instead of keys with values."""
    if isinstance(document.data, list):
        hint = "Take the hyphens away: a file is a group of keys."
        return document.problem((), "is a list", hint)
    lines = LINE_END.split(document.text)
    for number, line in enumerate(lines, 1):
        found = slip(line) if line.strip() and line.lstrip()[0] != "#" else None
        if found is not None:
            problem = document.problem((), found.message, found.hint)
            return replace(problem, line=number, column=found.column)
    if any(line.startswith("# ") for line in lines):
        hint = "Write `title: …` and `summary: …`, and the text below `body: |`, indented."
        return document.problem((), "has no keys, but looks like Markdown", hint)
    hint = "Write `key: value` lines, with a space after each colon."
    return document.problem((), "must be a group of keys", hint)


def no_key(place: Place, document: Document) -> Problem | None:
    """Return why a key that the model does not know is probably no key at all."""
    source, there = document.origin(place)
    if there not in source.marks:
        return None
    key, (line, column) = str(place[-1]), source.marks[there]
    lines = LINE_END.split(source.text)
    written = lines[line - 1]
    if found := _KEY_IN_BRACES.fullmatch(key):
        hint = f"Write `{found[1]}: `, with a space after the colon."
        problem = document.problem(place, "has no space after the colon", hint, field="")
        return replace(problem, column=column + len(found[1]) + 1)
    if not written[: column - 1].strip(" -") and (slipped := slip(written)):
        problem = document.problem(place, slipped.message, slipped.hint, field="")
        return replace(problem, column=slipped.column)
    above = next((text for text in reversed(lines[: line - 1]) if text.strip()), "")
    blocks = [text for text in lines[: line - 1] if text.strip() and text[0] not in " \t#-"]
    block = _BLOCK.match(blocks[-1]) if blocks and column == 1 and above[:1] == " " else None
    if block and not re.fullmatch(r"[a-z_]+", key):
        message = f"is not indented, and so ends the text of `{block['key']}`"
        hint = f"Indent it like the lines of `{block['key']}`."
        return document.problem(place, message, hint, field="")
    return None


def cut_at_comma(place: Place, document: Document) -> Place | None:
    """Return the place of the text in braces that a comma cut: its end, at `place`, is no key."""
    source, there = document.origin(place)
    begin = source.spans.get(there, (0, 0))[0]
    key = str(place[-1])
    if not source.text[:begin].rstrip().removesuffix(key).rstrip().endswith(","):
        return None
    keys = list(_group(document.data, place[:-1]))
    before = keys.index(key) - 1 if key in keys else -1
    return (*place[:-1], keys[before]) if before >= 0 else None


def _group(data: Data, place: Place) -> dict[str, Data]:
    inner: Any = data
    for part in place:
        inner = inner[part]
    return inner if isinstance(inner, dict) else {}


def no_list(place: Place, document: Document) -> Problem | None:
    """Return why lines that look like a list are none."""
    source, there = document.origin(place)
    begin = source.spans.get(there, (0, 0))[0]
    line = len(LINE_END.findall(source.text, 0, begin))
    found = entry_slip(LINE_END.split(source.text)[line]) if begin else None
    if found is None:
        return None
    problem = document.problem(place, found.message, found.hint)
    return replace(problem, line=line + 1, column=found.column)
