"""Count lines and columns."""

from __future__ import annotations

import re

_LINE_END = re.compile("\r\n?|\n")


def line_and_column(text: str, index: int) -> tuple[int, int]:
    """Return line and column, from 1, of the character at `index`."""
    ends = [end.end() for end in _LINE_END.finditer(text, 0, index)]
    return len(ends) + 1, index - (ends[-1] if ends else 0) + 1
