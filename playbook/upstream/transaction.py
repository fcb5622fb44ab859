"""Write files of a fork together: at the end all of them are there, or nothing is changed.

First everything, with a copy of what it replaces, goes where nobody reads it. Then one file after
the other gets its name: what is new, what replaces something, and the lock at the end, since it
makes the rest count. So wherever that is stopped, the words of the fork are in its own files.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from typing import TYPE_CHECKING

from playbook.errors import PlaybookError
from playbook.upstream.tree import LOCK

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

SCRATCH = ".playbook/writing"
"""Holds copies only, so that the next write may remove what a stopped one has left."""


def write_files(
    folder: Path, files: Mapping[str, bytes], *, remove: Iterable[str] = ()
) -> list[str]:
    """Write `files` (by path inside `folder`) that differ from what is there, and `remove` some.

    Returns the names that changed; raises PlaybookError where something cannot be written, and
    puts back what was there.
    """
    transaction = _Transaction(folder)
    try:
        changed = [name for name, raw in files.items() if not has_content(folder / name, raw)]
        gone = [name for name in remove if (folder / name).is_file()]
        for name in (*changed, *gone):
            _refuse_link(folder, name)
        if changed or gone:
            transaction.stage({name: files[name] for name in changed}, gone)
            transaction.commit()
    except OSError as error:
        reason = f"{error.strerror or error} ({error.filename or folder})"
        raise PlaybookError(f"{transaction.roll_back()}: {reason}") from None
    transaction.clean_up()
    return [*changed, *gone]


class _Transaction:
    """Some files on their way into a folder, and how it was before."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._scratch = folder, folder / SCRATCH
        self._order: list[str] = []
        self._gone: list[str] = []
        self._there: set[str] = set()
        self._made: list[Path] = []
        self._done: list[str] = []

    def stage(self, files: Mapping[str, bytes], gone: Iterable[str]) -> None:
        """Lay all new files, and copies of the old ones, where nobody reads them."""
        _refuse_link(self._folder, SCRATCH)
        if self._scratch.exists():
            shutil.rmtree(self._scratch)
        self._gone = list(gone)
        self._there = {name for name in files if (self._folder / name).exists()}
        self._order = sorted(files, key=lambda name: (name == LOCK, name in self._there))
        for name in self._order:
            self._put(self._scratch / "new" / name, files[name])
            self._parents(self._folder / name)
        for name in (*self._there, *self._gone):
            self._put(self._scratch / "old" / name, (self._folder / name).read_bytes())

    def commit(self) -> None:
        """Give everything its name."""
        for name in self._order:
            (self._scratch / "new" / name).replace(self._folder / name)
            self._done.append(name)
        for name in self._gone:
            (self._folder / name).unlink()
            self._done.append(name)

    def roll_back(self) -> str:
        """Put everything back; return how the folder is now, as the beginning of a sentence."""
        try:
            while self._done:
                name = self._done[-1]
                if name in self._there or name in self._gone:
                    (self._scratch / "old" / name).replace(self._folder / name)
                else:
                    (self._folder / name).unlink()
                self._done.pop()
        except OSError:
            names = ", ".join(self._done)
            return (
                f"It stopped half-way, and {names} could not be put back. Save what it was from "
                f"{self._scratch / 'old'} before you run anything else"
            )
        self.clean_up()
        for path in reversed(self._made):
            with suppress(OSError):
                path.rmdir()
        return "Nothing was changed"

    def clean_up(self) -> None:
        """Remove the copies; what a link leads to is not ours."""
        with suppress(OSError):
            if not self._scratch.parent.is_symlink():
                shutil.rmtree(self._scratch, ignore_errors=True)
                self._scratch.parent.rmdir()

    def _put(self, path: Path, raw: bytes) -> None:
        self._parents(path)
        with path.open("wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())

    def _parents(self, path: Path) -> None:
        for parent in reversed(path.parents):
            if not parent.exists():
                parent.mkdir()
                self._made.append(parent)


def has_content(path: Path, raw: bytes) -> bool:
    """Tell whether a file is there with just these bytes."""
    try:
        return not path.is_symlink() and path.read_bytes() == raw
    except OSError:
        return False


def _refuse_link(folder: Path, name: str) -> None:
    """Refuse to write through a link: it may lead out of the folder."""
    here = folder
    for part in name.split("/"):
        here = here / part
        if here.is_symlink():
            raise PlaybookError(f"{here} is a link. Put a plain file or folder here instead.")
