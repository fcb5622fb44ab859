"""Write without harm: a file whole or not at all, and what is new where nothing was.

A full disk leaves what was there, and nothing half-written.
"""

from __future__ import annotations

import os
import stat
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from playbook.errors import PlaybookError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def write_whole(path: Path, data: bytes) -> None:
    """Put a file with `data` in the place of `path`; raises OSError where that cannot be."""
    path = path.resolve()
    if path.exists() and not path.is_file():  # a terminal or a pipe
        path.write_bytes(data)
        return
    part = path.with_name(f".{os.getpid()}-{threading.get_ident()}.part")
    try:
        mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else None
        if mode is not None:  # what others may not read they never may
            part.touch(mode=0o600)
        part.write_bytes(data)
        if mode is not None:
            part.chmod(mode)
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Make new files in `folder`; raises PlaybookError where one cannot be written."""
    try:
        yield
    except OSError as error:
        what = error.filename or folder
        raise PlaybookError(f"{what} cannot be written: {error.strerror}.") from error


def refuse_used(folder: Path) -> None:
    """Refuse to make something new in a folder that holds anything; raises PlaybookError."""
    try:
        used = os.path.lexists(folder) and (not folder.is_dir() or any(folder.iterdir()))
    except OSError as error:
        raise PlaybookError(f"{folder} cannot be read ({error.strerror}).") from None
    if used:
        raise PlaybookError(f"{folder} is not empty. Choose a new folder.")


def write_result(path: Path, data: bytes) -> None:
    """Write what somebody asked for; raises PlaybookError where it cannot be written."""
    try:
        write_whole(path, data)
    except OSError as error:
        raise PlaybookError(f"{path} cannot be written: {error.strerror}.") from error
