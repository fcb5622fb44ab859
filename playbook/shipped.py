"""Know where this install keeps the folders that ship with the program."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from playbook.errors import PlaybookError

_PACKAGE = Path(str(files("playbook")))
_HOMES = (_PACKAGE / "_shipped", _PACKAGE.parent)  # in a wheel; in a checkout


def shipped_folder(name: str) -> Path:
    """Return the folder `name` ("templates" or "content") of this install."""
    for home in _HOMES:
        if (folder := home / name).is_dir():
            return folder
    raise PlaybookError(f"This install of playbook has no {name}/. Install it again.")
