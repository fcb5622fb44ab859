"""What of the program decides on the bytes of a PDF."""

from __future__ import annotations

import hashlib
from functools import cache as remembered
from pathlib import Path

from playbook import glyphs
from playbook.cache import disk

_PACKAGES = ("typst", "pikepdf", "fonttools")
_ROOMS = ("fields", "typesetting", "pdf", "sheets", "packets")
_MODULES = ("answerable.py", "pdf_orders.py")


@remembered
def program(*more: str) -> str:
    """Return what of the program goes into a PDF: its own code, and what it works with.

    `more` are rooms that do not set sheets.
    """
    home = Path(__file__).parent.parent
    files = [path for room in (*_ROOMS, *more) for path in sorted((home / room).glob("*.py"))]
    files += [Path(glyphs.__file__), *(home / name for name in _MODULES)]
    own = b"".join(path.read_bytes() for path in files)
    packages = " ".join(f"{name} {disk.version_of(name)}" for name in _PACKAGES)
    return f"{hashlib.sha256(own).hexdigest()} {packages}"
