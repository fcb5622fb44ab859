"""Tell an edition that does not succeed the one before: a moved tag, a downgrade and the like."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playbook.forks.lock import Pin


def not_a_successor(before: Pin, after: Pin) -> str:
    """Return, as a part of a sentence, why `after` does not succeed `before`, or nothing."""
    if before.tree == after.tree:
        return ""
    if before.version == after.version:
        return f"the same version with other content ({_content(before)} -> {_content(after)})"
    if _older(after.version, before.version):
        return f"an older version than before ({before.version})"
    return ""


def moved_tag(source: str, before: Pin, after: Pin) -> str:
    """Say that the tag which `source` names is of another commit than it was."""
    ref = source.rpartition("@")[2]
    return f"the tag {ref} was moved ({_content(before)} -> {_content(after)})"


def _content(pin: Pin) -> str:
    return f"commit {pin.commit[:9]}" if pin.commit else f"{pin.tree[:11]}…"


def _older(one: str, other: str) -> bool:
    """Tell whether a version of numbers is lower than another one; of others nobody can tell."""
    numbers = [re.fullmatch(r"v?(\d{1,9}(?:[.-]\d{1,9}){0,9})", text) for text in (one, other)]
    if not all(numbers):
        return False
    low, high = ([int(part) for part in re.split("[.-]", found[1])] for found in numbers if found)
    return low < high
