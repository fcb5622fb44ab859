"""Put typed text into the order and the shapes in which it is drawn.

PDF draws glyph after glyph from the left. Arabic letters therefore take their joined shapes here
(Unicode's presentation forms), and lines with right-to-left text are reordered, by the rules of
Unicode's bidirectional algorithm as far as text without embeddings needs them.
"""

from __future__ import annotations

import unicodedata
from functools import cache as remembered

_SHAPES = (*range(0xFB50, 0xFBB2), *range(0xFBD3, 0xFC00), *range(0xFE80, 0xFEFD))
_TATWEEL = "\u0640"
_PAIRS = ("()", "[]", "{}", "<>", "\xab\xbb", "\u2039\u203a")
_MIRRORED = {one: other for pair in _PAIRS for one, other in (list(pair), list(pair)[::-1])}


def is_plain(text: str) -> bool:
    """Tell whether `text` is drawn as it is stored: nothing in it runs from right to left."""
    return text.isascii() or all(ord(char) < 0x590 for char in text)


def shape_letters(text: str) -> str:
    """Return `text`, in the order of reading, with Arabic letters in their joined shapes."""
    if is_plain(text):
        return text
    forms, pairs = _forms()
    letters = [index for index, char in enumerate(text) if not unicodedata.combining(char)]
    out = list(text)
    joined = False  # whether the letter before reaches out to this one
    skip = -1
    for place, index in enumerate(letters):
        char = text[index]
        following = letters[place + 1] if place + 1 < len(letters) else None
        after = text[following] if following is not None else ""
        if index == skip:
            joined = False
            continue
        known = forms.get(char, {})
        back = joined and ("final" in known or char == _TATWEEL)
        pair = pairs.get(char + after)
        if pair is not None and following is not None:
            out[index] = pair.get("final" if back else "isolated", char)
            out[following] = ""
            skip = following
            continue
        on = ("initial" in known or char == _TATWEEL) and (
            "final" in forms.get(after, {}) or after == _TATWEEL
        )
        shape = ("medial" if on else "final") if back else ("initial" if on else "isolated")
        out[index] = known.get(shape, char)
        joined = on
    return "".join(out)


def runs_right_to_left(text: str, *, otherwise: bool) -> bool:
    """Tell whether a paragraph runs from right to left: its first strong letter decides."""
    for char in text:
        kind = unicodedata.bidirectional(char)
        if kind in ("L", "R", "AL"):
            return kind != "L"
    return otherwise


def in_drawing_order(line: str, *, right_to_left: bool) -> str:
    """Return the characters of one line from left to right."""
    if is_plain(line) and not right_to_left:
        return line
    levels = _levels(line, int(right_to_left))
    chars = [
        _MIRRORED.get(char, char) if level % 2 else char
        for char, level in zip(line, levels, strict=True)
    ]
    order = list(range(len(line)))
    for level in range(max(levels, default=0), 0, -1):
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and levels[order[end]] >= level:
                end += 1
            order[start:end] = reversed(order[start:end])
            start = max(end, start + 1)
    return "".join(chars[index] for index in order)


@remembered
def _forms() -> tuple[dict[str, dict[str, str]], dict[str, dict[str, str]]]:
    """Return the shapes of each letter, and those of letters that merge into one."""
    single: dict[str, dict[str, str]] = {}
    double: dict[str, dict[str, str]] = {}
    for code in _SHAPES:
        tag, *bases = unicodedata.decomposition(chr(code)).split() or [""]
        letters = "".join(chr(int(base, 16)) for base in bases)
        if letters and tag.startswith("<") and " " not in letters:
            (single if len(letters) == 1 else double).setdefault(letters, {})[tag[1:-1]] = chr(code)
    return single, double


def _levels(line: str, base: int) -> list[int]:
    kinds = _resolve([unicodedata.bidirectional(char) or "L" for char in line], base)
    end = len(line.rstrip())
    levels = []
    for index, kind in enumerate(kinds):
        if index >= end:
            levels.append(base)
        elif base:
            levels.append(2 if kind in ("L", "EN", "AN") else 1)
        else:
            levels.append({"R": 1, "EN": 2, "AN": 2}.get(kind, 0))
    return levels


def _resolve(kinds: list[str], base: int) -> list[str]:
    """Return for every character L, R, EN or AN: the weak rules and the neutral ones (UAX 9)."""
    start = "R" if base else "L"
    kinds = _marks_and_arabic_numbers(kinds, start)
    kinds = _beside_numbers(_inside_numbers(kinds))
    strong = start
    for index, kind in enumerate(kinds):  # W7
        if kind == "EN" and strong == "L":
            kinds[index] = "L"
        strong = kind if kind in ("L", "R") else strong
    return _neutrals(kinds, start)


def _marks_and_arabic_numbers(kinds: list[str], start: str) -> list[str]:
    """Apply W1 to W3: marks are as their letters, numbers after Arabic letters are Arabic."""
    before = strong = start
    for index, kind in enumerate(kinds):
        if kind == "NSM":
            kinds[index] = before
        elif kind == "EN" and strong == "AL":
            kinds[index] = "AN"
        before = kinds[index]
        strong = before if before in ("L", "R", "AL") else strong
    return ["R" if kind == "AL" else kind for kind in kinds]


def _inside_numbers(kinds: list[str]) -> list[str]:
    """Apply W4: a separator between two digits belongs to the number."""
    for index in range(1, len(kinds) - 1):
        left, kind, right = kinds[index - 1 : index + 2]
        if left == right and (
            (kind in ("ES", "CS") and left == "EN") or (kind, left) == ("CS", "AN")
        ):
            kinds[index] = left
    return kinds


def _beside_numbers(kinds: list[str]) -> list[str]:
    """Apply W5: percent and currency beside a number belong to it."""
    for indexes in (range(len(kinds)), range(len(kinds) - 1, -1, -1)):
        last = ""
        for index in indexes:
            if kinds[index] == "ET" and last == "EN":
                kinds[index] = "EN"
            last = kinds[index]
    return kinds


def _neutrals(kinds: list[str], base: str) -> list[str]:
    """Apply N1 and N2: what stands between is as its neighbours, or as the line."""

    def side(kind: str) -> str:
        return "R" if kind in ("R", "EN", "AN") else "L"

    start = 0
    settled = ("L", "R", "EN", "AN")
    while start < len(kinds):
        if kinds[start] in settled:
            start += 1
            continue
        end = start
        while end < len(kinds) and kinds[end] not in settled:
            end += 1
        left = side(kinds[start - 1]) if start else base
        right = side(kinds[end]) if end < len(kinds) else base
        kinds[start:end] = [left if left == right else base] * (end - start)
        start = end
    return kinds
