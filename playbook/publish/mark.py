"""The mark in a site: which playbook it is of, and which of its files a build wrote.

Everything else in the folder belongs to somebody else, and stays.
"""

from __future__ import annotations

import json
import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from playbook.errors import PlaybookError
from playbook.static import MARK

if TYPE_CHECKING:
    from collections.abc import Iterator

_FORMAT = "playbook-site/1"
_MAX_BYTES = 50_000_000
MARKS = (MARK, f"{MARK}.new")
"""The mark, and the mark while it is written."""


@dataclass(frozen=True)
class Mark:
    """What the mark of a folder says."""

    playbook: str
    """The id of the playbook."""
    files: frozenset[str] | None
    """The files that a build wrote; None while it is still writing: then all of them are."""

    def owns(self, name: str) -> bool:
        """Tell whether a build wrote the file `name`; the mark itself is ours, half-written too."""
        return self.files is None or name in self.files or name in MARKS

    def folders(self) -> frozenset[str]:
        """Return the folders that hold files of ours, somewhere below them."""
        found = {"."}
        for name in self.files or ():
            while (name := name.rpartition("/")[0]) and name not in found:
                found.add(name)
        return frozenset(found)


def read_mark(folder: Path) -> Mark | None:
    """Return what the mark in `folder` says, or None where there is none.

    Raises PlaybookError where it is not as a build has written it: nothing can be known then.
    """
    path = folder / MARK
    if not os.path.lexists(path):
        return None
    try:
        if not stat.S_ISREG(path.lstat().st_mode) or path.stat().st_size > _MAX_BYTES:
            raise ValueError
        data = json.loads(path.read_bytes())
        if data["format"] != _FORMAT or not isinstance(data["playbook"], str):
            raise ValueError
        files = data.get("files")
        return Mark(data["playbook"], None if files is None else frozenset(map(str, files)))
    except (ValueError, TypeError, KeyError, RecursionError):
        raise PlaybookError(
            f"{path} was changed after a build wrote it. Restore it, or choose another folder with "
            "--site-dir."
        ) from None


def write_mark(folder: Path, mark: Mark) -> None:
    """Write `mark` into `folder`, in one step; the same mark is the same bytes."""
    data: dict[str, str | list[str]] = {"format": _FORMAT, "playbook": mark.playbook}
    if mark.files is not None:
        data["files"] = sorted(mark.files)
    made = folder / MARKS[1]
    made.write_bytes(f"{json.dumps(data, indent=0)}\n".encode())
    made.replace(folder / MARK)


def raise_it(error: OSError) -> None:
    """Raise `error`: `os.walk` would go on without a word."""
    raise error


def files_below(folder: Path, *, besides: frozenset[str] = frozenset()) -> Iterator[str]:
    """Yield all files below `folder` by their names inside it, save marks.

    Names at the top that are in `besides` are not looked into.
    """
    for home, folders, files in os.walk(folder, onerror=raise_it):
        inside = name_inside(home, folder)
        if not inside:
            folders[:] = [name for name in folders if name not in besides]
            files = [name for name in files if name not in besides and name not in MARKS]
        links = [name for name in folders if Path(home, name).is_symlink()]
        for name in (*files, *links):
            yield f"{inside}{name}"


def name_inside(home: str, folder: Path) -> str:
    """Return what the names of files in `home`, in or below `folder`, begin with inside that."""
    inside = home[len(str(folder)) :].replace(os.sep, "/").strip("/")
    return f"{inside}/" if inside else ""
