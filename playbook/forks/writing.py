"""Write files of a fork all at once: beside the old ones first, in their place at the end."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from playbook.errors import PlaybookError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

_PART = ".playbook-part"


def write(folder: Path, files: Mapping[str, bytes], *, remove: Iterable[str] = ()) -> list[str]:
    """Write `files` (by path inside `folder`) that differ from what is there, then `remove` some.

    Until all are on the disk, nothing has its new name. Returns the names that changed; raises
    PlaybookError where something cannot be written, and takes back what it had begun.
    """
    changed = [name for name, raw in files.items() if not _is(folder / name, raw)]
    parts: list[Path] = []
    try:
        for name in changed:
            _refuse_link(folder, name)
            part = folder / f"{name}{_PART}"
            part.parent.mkdir(parents=True, exist_ok=True)
            parts.append(part)
            with part.open("wb") as file:
                file.write(files[name])
                file.flush()
                os.fsync(file.fileno())
        for name, part in zip(changed, parts, strict=True):
            part.replace(folder / name)
    except OSError as error:
        reason = f"{error.strerror or error} ({error.filename or folder})"
        raise PlaybookError(f"Nothing was changed: {reason}") from None
    finally:
        for part in parts:
            part.unlink(missing_ok=True)
    gone = [name for name in remove if (folder / name).is_file()]
    for name in gone:
        (folder / name).unlink()
    return [*changed, *gone]


def _is(path: Path, raw: bytes) -> bool:
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
