"""What an earlier reading in the same process found out, for as long as it still holds."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, TypeVar

from playbook.signs import TICK, sign_of

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable
    from pathlib import Path

    from playbook.signs import Sign

T = TypeVar("T")


class Memo:
    """Remembers values with what they were made from; one that is new remembers nothing."""

    def __init__(self) -> None:
        self._files: dict[Path, tuple[Sign, Any]] = {}
        self._found: dict[Hashable, tuple[tuple[object, ...], Any]] = {}
        self._same: dict[str, Any] = {}

    def file(self, path: Path, read: Callable[[], T]) -> T:
        """Return what `read` returns, or what it returned while the file was the same.

        A file so new that it could change again without a sign of it is read again next time.
        """
        now, sign = time.time_ns(), sign_of(path)
        known = self._files.pop(path, None)
        value: T = known[1] if known and known[0] == sign else read()
        if now - max(sign[2:]) > TICK:
            self._files[path] = sign, value
        return value

    def recall(self, key: Hashable, make: Callable[[], T], *given: object) -> T:
        """Return what `make` makes, or made while everything given was the very same."""
        known = self._found.get(key)
        if known is not None and all(map(_is, known[0], given)):
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


def _is(one: object, other: object) -> bool:
    return one is other
