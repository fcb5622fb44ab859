"""Count lines and columns."""

from __future__ import annotations

import re

LINE_END = re.compile("\r\n?|\n")
"""How lines end in files: columns and lines are counted by it alone."""


def line_and_column(text: str, index: int) -> tuple[int, int]:
    """Return line and column, from 1, of the character at `index`."""
    ends = [end.end() for end in LINE_END.finditer(text, 0, index)]
    return len(ends) + 1, index - (ends[-1] if ends else 0) + 1
