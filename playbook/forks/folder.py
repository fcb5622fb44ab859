"""Read the files of a playbook from a folder that may be hostile."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from playbook.errors import PlaybookError
from playbook.forks.tree import MANIFEST, Budget, Tree, is_wanted

if TYPE_CHECKING:
    from pathlib import Path

_TOP = ("content", "overrides", "vendor", "playbook.lock")
_DEEP = 12


def read_folder(folder: Path, source: str) -> Tree:
    """Return the playbook's files; raise PlaybookError for links, devices and what is too large."""
    tree: Tree = {}
    budget = Budget(source)
    if not os.path.lexists(folder / MANIFEST):
        raise PlaybookError(f"{source} holds no playbook: there is no {MANIFEST} in it.")
    try:
        for name in _TOP:
            if os.path.lexists(folder / name):
                _take(folder, name, tree, budget, source)
    except OSError as error:
        raise PlaybookError(f"{source} cannot be read ({error.strerror or error}).") from None
    return tree


def _take(folder: Path, name: str, tree: Tree, budget: Budget, source: str) -> None:
    path = folder / name
    mode = path.lstat().st_mode
    budget.file()
    if stat.S_ISDIR(mode) and name.count("/") < _DEEP:
        for entry in sorted(inner.name for inner in path.iterdir()):
            if not entry.startswith("."):
                _take(folder, f"{name}/{entry}", tree, budget, source)
    elif not stat.S_ISREG(mode):
        what = "is a link" if stat.S_ISLNK(mode) else "is not a plain file"
        raise PlaybookError(f"{source}: {ascii(name)[1:-1]} {what}. Nothing was taken from it.")
    elif is_wanted(name):
        size = path.stat().st_size
        budget.read(name, size, size)
        handle = os.open(
            path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        )
        with os.fdopen(handle, "rb") as file:
            tree[name] = file.read(size + 1)
