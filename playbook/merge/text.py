"""Texts as readers see them, and edits to them: white space that shows as one space is one.

What counts stays: blank lines, breaks of two spaces or a backslash at a line's end, and all of what
is no running text: lists, headings, quotes, tables, code, HTML.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import TYPE_CHECKING
from unicodedata import normalize

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playbook.source import Data

_MASK = "\x1f"
"""Stands for white space that flows; no text of a playbook holds control characters."""
_LINE = re.compile(r"[^\n]*\n?")
_SPACES = re.compile(r"(?<=\S)[^\S\n]+(?=\S)")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_MARKER = re.compile(r"\s*(?:[-+*]\s|\d+[.)]\s|#|\|)")
"""What begins a line that is no continuation of the one before it."""
_LEAD = re.compile(r"[\s\d.):>#+*|-]*")
"""Markers at the beginning of a line: the space among them and behind them has a meaning."""
_CODE = re.compile(r"(?: {4}|\t)")
_OTHER = re.compile(r"[\s|:=*_-]+\Z| {0,3}\[[^\[\]\n]+\]:|[\s\d.):#+*-]*!!!|\s*(?:>|:\s)")
"""A line under a heading, a line across or the head of a table; a named link; a note; a quote and
what a term means."""
_HTML = re.compile(r"<(?!https?://|mailto:)[A-Za-z/!?]")
_HARD = ("  \n", "\\\n")
"""How a line ends that Markdown breaks there."""
_GAP = re.compile(r"(\s+)")

_Gap = tuple[int, int, str]
"""Where white space begins and ends, and what it comes to."""
_Line = tuple[int, str]


def reads_same(one: Data, other: Data) -> bool:
    """Tell whether two values read the same: Unicode forms and ways to wrap do not count."""
    return one == other or _canonical(one) == _canonical(other)


@lru_cache(maxsize=4096)
def unwrap(text: str) -> str:
    """Return a text on as few lines as say the same; texts that only wrap otherwise are equal.

    A merge asks for the same texts again and again.
    """
    text = normalize("NFC", text).replace("\r\n", "\n")
    parts, at = [], 0
    for begin, end, rendered in _gaps(text):
        parts += [text[at:begin], rendered]
        at = end
    return "".join([*parts, text[at:]]).rstrip()


def find_words(text: str, words: str) -> list[tuple[int, int]]:
    """Return where `words` stand in a text, on one line or over several."""
    if not words.strip():
        return [found.span() for found in re.finditer(re.escape(words), text)]
    parts, at = [], 0
    for begin, end, rendered in _gaps(text):
        if rendered and "\n" not in rendered:
            parts += [text[at:begin], _MASK * (end - begin)]
            at = end
    masked = "".join([*parts, text[at:]])
    return [found.span() for found in re.finditer(_pattern(words), masked)]


def apply_edits(text: str, edits: Data) -> str | None:
    """Return `text` with every edit made, or None where one does not fit."""
    for edit in edits if isinstance(edits, list) else []:
        assert isinstance(edit, dict), "the reader lets nothing else through"
        if "append" in edit:
            text = text.rstrip("\n") + str(edit["append"])
            continue
        spans = find_words(text, str(edit["replace"]))
        if len(spans) != wanted_count(edit):
            return None
        text = replace_spans(text, spans, str(edit["with"] or ""))
    return text


def wanted_count(edit: dict[str, Data]) -> int:
    """Return how often an edit's words must stand in the text."""
    return int(str(edit.get("count", "1")))


def replace_spans(text: str, spans: list[tuple[int, int]], words: str) -> str:
    """Return `text` with `words` in the place of each span."""
    ends = [0, *(end for _, end in spans)]
    begins = [*(begin for begin, _ in spans), len(text)]
    return words.join(text[end:begin] for end, begin in zip(ends, begins, strict=True))


def _pattern(words: str) -> str:
    """Return what finds `words` where flowing white space is masked."""
    parts = []
    for part in _GAP.split(words):
        flows = part.isspace() and part.count("\n") < 2 and "  \n" not in part
        whole = rf"(?<!{_MASK}){_MASK}++" if flows else ""
        parts.append(f"(?:{whole}|{re.escape(part)})" if flows else re.escape(part))
    return "".join(parts)


def _gaps(text: str) -> Iterator[_Gap]:
    """Yield white space that comes to another, or to none, in the order of the text."""
    verbatim = bool(_HTML.search(text))
    for block, code in _blocks(text):
        begin, line = block[0]
        if not line.strip():
            yield from _trailing_space(begin, line) if begin else ()
        elif not (verbatim or code or _is_verbatim(block)):
            yield from _gaps_of_paragraph(block)


def _blocks(text: str) -> Iterator[tuple[list[_Line], bool]]:
    """Yield lines that stand together, with where each begins, and whether there is code in them.

    A blank line stands alone, outside of code.
    """
    block: list[_Line] = []
    fence, code = "", False
    for found in _LINE.finditer(text):
        line = found[0]
        if mark := _FENCE.match(line):
            fence = mark[1] if not fence else "" if mark[1].startswith(fence) else fence
            code = True
        if line.strip() or fence:
            block.append((found.start(), line))
            continue
        yield from [(block, code)] if block else []
        yield from [([(found.start(), line)], False)] if line else []
        block, code = [], False
    yield from [(block, code)] if block else []


def _is_verbatim(block: list[_Line]) -> bool:
    return bool(_CODE.match(block[0][1])) or any(_OTHER.match(line) for _, line in block)


def _gaps_of_paragraph(block: list[_Line]) -> Iterator[_Gap]:
    for (at, line), (_, after) in zip(block, [*block[1:], (0, "")], strict=True):
        for found in _SPACES.finditer(line, _marker_length(line)):
            yield at + found.start(), at + found.end(), _rendered_gap(found[0])
        begin = len(line.rstrip())
        lead = len(after) - len(after.lstrip())
        if after and line.endswith(_HARD):
            yield at + begin, at + len(line), "\n" if line[begin:] == "\n" else "  \n"
        elif "#" in line[: _marker_length(line)]:
            continue
        elif not after or _MARKER.match(after):
            yield from _trailing_space(at, line)
        else:
            yield at + begin, at + len(line) + lead, _rendered_gap(line[begin:] + after[:lead])


def _marker_length(line: str) -> int:
    found = _LEAD.match(line)
    return found.end() if found else 0


def _rendered_gap(gap: str) -> str:
    """Return what a gap comes to: a space, or what holds words together or apart for good."""
    return "".join(char for char in gap if char not in " \t\n") or " "


def _trailing_space(at: int, line: str) -> Iterator[_Gap]:
    """Yield the white space before a line's end, which nobody sees."""
    begin = len(line.rstrip())
    if (line[begin:] not in ("", "\n") and _marker_length(line) < begin) or not begin:
        yield at + begin, at + len(line), "\n" if line.endswith("\n") else ""


def _canonical(value: Data) -> str:
    return json.dumps(_unwrap_all(value), sort_keys=True, ensure_ascii=False)


def _unwrap_all(value: Data) -> Data:
    if isinstance(value, str):
        return unwrap(value)
    if isinstance(value, list):
        return [_unwrap_all(inner) for inner in value]
    if isinstance(value, dict):
        return {key: _unwrap_all(inner) for key, inner in value.items()}
    return value
