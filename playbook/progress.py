"""How far a piece of work is: a bar for people who wait, and where the time went."""

from __future__ import annotations

import signal
import sys
import threading
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

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
        waits = AFTER - (begin - self._begin)
        try:
            with _after(waits, lambda: self._show(self._steps.index(name), name)):
                yield
        finally:
            self._clear()
            self.seconds[name] = time.monotonic() - begin

    def _show(self, done: int, name: str) -> None:
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


@contextmanager
def _after(seconds: float, show: Callable[[], None]) -> Iterator[None]:
    """Call `show` on a terminal, when what is done here has taken some seconds, or at once for 0.

    The system's own clock rings: a thread that waits would keep a build from having a second
    process. Where there is no such clock, a bar shows at the first step that begins late enough.
    """
    if not sys.stderr.isatty():
        yield
    elif seconds <= 0:
        show()
        yield
    elif sys.platform == "win32" or threading.current_thread() is not threading.main_thread():
        yield
    else:

        def ring(*_: object) -> None:
            with suppress(RuntimeError):  # something else is being written just now
                show()

        before = signal.signal(signal.SIGALRM, ring)
        signal.setitimer(signal.ITIMER_REAL, seconds)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)
