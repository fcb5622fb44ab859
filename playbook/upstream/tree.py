"""The files that make a playbook, read from a folder that may be hostile, and one hash for all."""

from __future__ import annotations

import base64
import hashlib
import os
import re
import stat
from typing import TYPE_CHECKING, TypeAlias

from playbook.draft import MANIFEST, PICTURES
from playbook.errors import PlaybookError
from playbook.model import KINDS

if TYPE_CHECKING:
    from pathlib import Path

Tree: TypeAlias = dict[str, bytes]
"""Files by their path inside the playbook's folder."""

MANIFEST_FILE = f"content/{MANIFEST}"
LOCK = "playbook.lock"
MAX_FILES = 5_000
MAX_FILE = 20_000_000
MAX_TOTAL = 200_000_000
MAX_TEXT = 50_000_000
"""How much of it may be YAML: a thousand items are about 3 MB."""

_PICTURE = "|".join(re.escape(suffix) for suffix in PICTURES)
_TAKEN = re.compile(
    rf"content/(?:playbook\.yml|synonyms\.yml|LICENSE|(?P<kind>[a-z-]+)/[^/]+\.(?i:ya?ml)"
    rf"|assets/(?:[a-z0-9][a-z0-9_-]*/)*[a-z0-9][a-z0-9_-]*(?:{_PICTURE}))"
    r"|overrides/[a-z0-9][a-z0-9_-]*\.yml"
    rf"|{re.escape(LOCK)}"
)
_TOP = ("content", "overrides", "vendor", "playbook.lock")
_DEEP = 12
_PACKED = re.compile(r"vendor/[a-z0-9][a-zA-Z0-9._-]*\.zip")


def is_data(name: str) -> bool:
    """Tell whether a file is content: templates, scripts and settings of upstream never are.

    An item that is misnamed is one, too: it is refused where names are judged, not passed over.
    """
    taken = _TAKEN.fullmatch(name)
    return taken is not None and (taken["kind"] is None or taken["kind"] in KINDS)


def is_vendored(name: str) -> bool:
    """Tell whether a file is a playbook that upstream itself builds on."""
    return _PACKED.fullmatch(name) is not None


def is_wanted(name: str) -> bool:
    """Tell whether a file of a source is read at all."""
    return is_data(name) or is_vendored(name)


def tree_hash(tree: Tree) -> str:
    """Return Go's `h1:` hash: SHA-256 over the sorted lines `<sha256 of the file>  <name>`."""
    lines = [f"{hashlib.sha256(tree[name]).hexdigest()}  {name}\n" for name in sorted(tree)]
    return "h1:" + base64.b64encode(hashlib.sha256("".join(lines).encode()).digest()).decode()


def playbook_root(names: list[str], source: str) -> str:
    """Return the folder inside a source that holds the playbook, with a slash at its end.

    Raises PlaybookError where there is none, or more than one that it could be.
    """
    roots = [
        name.removesuffix(MANIFEST_FILE)
        for name in names
        if f"/{name}".endswith(f"/{MANIFEST_FILE}")
    ]
    if not roots:
        raise no_playbook_error(source)
    depth = min(root.count("/") for root in roots)
    shallow = sorted(root for root in roots if root.count("/") == depth)
    if len(shallow) > 1:
        inside = " and ".join(root or "./" for root in shallow[:2])
        raise PlaybookError(
            f"{source} holds several playbooks ({inside}). Put the one that you mean into a "
            "folder or a zip by itself, and name that."
        )
    return shallow[0]


def no_playbook_error(source: str) -> PlaybookError:
    """Return the refusal of a source without a manifest."""
    return PlaybookError(f"{source} holds no playbook: there is no {MANIFEST_FILE} in it.")


def megabytes(size: int) -> str:
    """Return a size as people read it."""
    return f"{size / 1_000_000:g} MB"


class Budget:
    """Count what is read of a source, and stop before it is too much."""

    def __init__(self, source: str) -> None:
        self._source, self._files, self._bytes, self._text = source, 0, 0, 0

    def count_file(self) -> None:
        """Count a file."""
        self._files += 1
        if self._files > MAX_FILES:
            raise PlaybookError(f"{self._source} holds more than {MAX_FILES:,} files.")

    def count_bytes(self, name: str, size: int, total: int) -> None:
        """Count `size` bytes more of the file `name`, of which there are `total` so far."""
        self._bytes += size
        if total > MAX_FILE:
            raise PlaybookError(f"{self._source}: {name} is larger than {megabytes(MAX_FILE)}.")
        self._text += size if name.endswith(".yml") else 0
        if self._bytes > MAX_TOTAL:
            raise PlaybookError(f"{self._source} holds more than {megabytes(MAX_TOTAL)}.")
        if self._text > MAX_TEXT:
            raise PlaybookError(f"{self._source} holds more than {megabytes(MAX_TEXT)} of text.")


def read_folder(folder: Path, source: str) -> Tree:
    """Return the playbook's files; raise PlaybookError for links, devices and what is too large."""
    tree: Tree = {}
    budget = Budget(source)
    if not os.path.lexists(folder / MANIFEST_FILE):
        raise no_playbook_error(source)
    try:
        for name in _TOP:
            if os.path.lexists(folder / name):
                _read_into(folder, name, tree, budget, source)
    except OSError as error:
        raise PlaybookError(f"{source} cannot be read ({error.strerror or error}).") from None
    return tree


def _read_into(folder: Path, name: str, tree: Tree, budget: Budget, source: str) -> None:
    path = folder / name
    mode = path.lstat().st_mode
    budget.count_file()
    if stat.S_ISDIR(mode) and name.count("/") < _DEEP:
        for entry in sorted(inner.name for inner in path.iterdir()):
            if not entry.startswith("."):
                _read_into(folder, f"{name}/{entry}", tree, budget, source)
    elif not stat.S_ISREG(mode):
        what = "is a link" if stat.S_ISLNK(mode) else "is not a plain file"
        raise PlaybookError(f"{source}: {ascii(name)[1:-1]} {what}. Nothing was taken from it.")
    elif is_wanted(name):
        size = path.stat().st_size
        budget.count_bytes(name, size, size)
        handle = os.open(
            path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        )
        with os.fdopen(handle, "rb") as file:
            tree[name] = file.read(size + 1)
