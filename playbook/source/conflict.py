"""Find what git leaves in a file when two changes meet: conflict markers."""

from __future__ import annotations

import re

from playbook.source.places import line_and_column

CONFLICT = (
    "contains an unresolved git conflict",
    "Keep the words you want, and delete the lines that begin with "
    "<<<<<<<, =======, ||||||| or >>>>>>>.",
)
"""What is wrong, what to do."""

# git writes markers of seven characters at the beginning of a line, a label behind the outer two
_MARKER = re.compile(r"(?m)^(?:<{7}|>{7}|\|{7})(?: [^\r\n]*)?\r?$")


def conflict_lines(text: str) -> list[int]:
    """Return the line, from 1, at which each conflict in `text` begins; good files have none.

    Only lines that begin with the marker count: content is indented, or begins with a key. Where
    somebody has deleted the first marker alone, the conflict begins at what is left of it.
    """
    if "<<<<<<<" not in text and ">>>>>>>" not in text and "|||||||" not in text:
        return []
    lines: list[int] = []
    is_open = False
    for marker in _MARKER.finditer(text):
        begins = marker[0][0] == "<"
        if begins or not is_open:
            lines.append(line_and_column(text, marker.start())[0])
        is_open = marker[0][0] != ">"
    return lines
