"""What a PDF says the glyphs of a font are (a /ToUnicode map; ISO 32000-2, 9.10.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

_HEAD = """/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def /CMapType 2 def
1 begincodespacerange <0000> <FFFF> endcodespacerange"""
_FOOT = "endcmap CMapName currentdict /CMap defineresource pop end end"
_MOST = 100
"""Ranges in one section."""


def letters_map(letters: Mapping[int, str]) -> bytes:
    """Return the map of a font whose glyphs are `letters`."""
    ranges = [
        f"<{first:04X}> <{last:04X}> <{letter.encode('utf-16-be').hex().upper()}>"
        for first, last, letter in _ranges(letters)
    ]
    lines = [_HEAD]
    for start in range(0, len(ranges), _MOST):
        part = ranges[start : start + _MOST]
        lines += [f"{len(part)} beginbfrange", *part, "endbfrange"]
    return "\n".join([*lines, _FOOT]).encode("ascii")


class _Range(NamedTuple):
    """Glyphs in a row whose letters are in a row, too."""

    first: int
    last: int
    letter: str
    """That of the first."""

    def takes(self, glyph: int, letter: str) -> bool:
        """Tell whether a glyph is the next of them: only the last bytes of a range grow."""
        if glyph != self.last + 1 or max(len(letter), len(self.letter)) > 1:
            return False
        code, begin = ord(letter), ord(self.letter)
        same = (glyph >> 8, code >> 8) == (self.first >> 8, begin >> 8)
        return same and code - begin == glyph - self.first


def _ranges(letters: Mapping[int, str]) -> list[_Range]:
    ranges: list[_Range] = []
    for glyph, letter in sorted(letters.items()):
        if ranges and ranges[-1].takes(glyph, letter):
            ranges[-1] = ranges[-1]._replace(last=glyph)
        else:
            ranges.append(_Range(glyph, glyph, letter))
    return ranges
