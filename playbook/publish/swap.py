"""Put a new folder in the place of an old one, so that a reader sees the one or the other."""

from __future__ import annotations

import ctypes
import os
import sys
from typing import TYPE_CHECKING

from playbook.publish.owned import old_of

if TYPE_CHECKING:
    from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


def replace_directory(new: Path, live: Path) -> None:
    """Make `new` the folder `live`; the old one ends up where `new` was, if there was one.

    Where the system can exchange two names (Linux) there is no moment without a site. Elsewhere
    there are three renames, and if one fails, those before it are undone.
    """
    if not live.exists():
        new.rename(live)
        return
    if _exchange(new, live):
        return
    old = old_of(live)
    live.rename(old)
    try:
        new.rename(live)
        try:
            old.rename(new)
        except OSError:
            live.rename(new)
            raise
    except OSError:
        old.rename(live)
        raise


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two names in one step; return False where the system cannot."""
    if sys.platform != "linux":
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    names = os.fsencode(one), os.fsencode(other)
    failed: int = rename(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _RENAME_EXCHANGE)
    return not failed
