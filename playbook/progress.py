"""How far a piece of work is: a bar for people who wait, and where the time went."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

AFTER = 1.0
"""Seconds from which on a bar shows: what is over sooner needs none."""
_WIDTH = 30
_LINE = 79


class Progress:
    """The steps of one piece of work; on a terminal a bar shows which one is being done."""

    def __init__(self, *steps: str) -> None:
        """Take what is going to be done, in order."""
        self._steps = steps
        self._begin = time.monotonic()
        self._shown = False
        self.seconds: dict[str, float] = {}
        """How long each step took, by its name."""

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Count the time of one step; the bar is gone when it is done."""
        begin = time.monotonic()
        self._show(self._steps.index(name), name)
        try:
            yield
        finally:
            self._clear()
            self.seconds[name] = time.monotonic() - begin

    def _show(self, done: int, name: str) -> None:
        if time.monotonic() - self._begin < AFTER or not sys.stderr.isatty():
            return
        full = _WIDTH * done // len(self._steps)
        line = f"[{'#' * full}{'-' * (_WIDTH - full)}]  {done + 1}/{len(self._steps)}  {name}"
        sys.stderr.write(f"\r{line[:_LINE]:{_LINE}}")
        sys.stderr.flush()
        self._shown = True

    def _clear(self) -> None:
        if self._shown:
            sys.stderr.write(f"\r{'':{_LINE}}\r")
            sys.stderr.flush()
        self._shown = False
