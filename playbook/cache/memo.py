"""What an earlier reading in the same process found out, for as long as it still holds."""

from __future__ import annotations

import time
from operator import is_
from typing import TYPE_CHECKING, Any, TypeVar

from playbook.cache.fingerprints import TICK, fingerprint_of

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping
    from os import DirEntry
    from pathlib import Path

    from playbook.cache.fingerprints import Fingerprint, Fingerprints

T = TypeVar("T")


class Memo:
    """Remembers values with what they were made from; one that is new remembers nothing."""

    def __init__(self) -> None:
        self._seen: Mapping[str, Fingerprint] = {}
        self._home = ""
        self._files: dict[str, tuple[Fingerprint, Any]] = {}
        self._found: dict[Hashable, tuple[tuple[object, ...], Any]] = {}
        self._same: dict[str, Any] = {}

    def look(self, folder: Path, seen: Fingerprints) -> None:
        """Take the fingerprints of the files in `folder` from `seen`, which was just taken."""
        self._home, self._seen = f"{folder}/", seen.files

    def file(self, entry: DirEntry[str], read: Callable[[], T]) -> T:
        """Return what `read` returns, or what it returned while the file was the same.

        A file so new that its fingerprint might not tell a further change is read again. Raises
        OSError where it cannot be looked at.
        """
        path = entry.path
        fingerprint = self._seen.get(path.removeprefix(self._home)) or fingerprint_of(entry)
        known = self._files.get(path)
        if known is not None and known[0] == fingerprint:
            value: T = known[1]
            return value
        now = time.time_ns()
        value = read()
        if now - max(fingerprint[2:]) > TICK:
            self._files[path] = fingerprint, value
        return value

    def recall(self, key: Hashable, make: Callable[[], T], *given: object) -> T:
        """Return what `make` makes, or made while everything given was the very same."""
        known = self._found.get(key)
        if known is not None and all(map(is_, known[0], given)):
            value: T = known[1]
            return value
        value = make()
        self._found[key] = given, value
        return value

    def same(self, key: str, value: T) -> T:
        """Return the value that was given the last time, if it equals this one."""
        known = self._same.get(key)
        if known == value:
            value = known
        self._same[key] = value
        return value
