"""A second process that takes half of the work, where the system can fork."""

from __future__ import annotations

import gc
import json
import os
import select
import signal
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

_BYTES = 4
_END = 2**32
_TWO = 2
_THREADS = "/proc/self/task"
_LOOK = 0.5
"""Seconds between two looks at what a helper has computed."""
_LOOKS = 60
"""Looks without any: on the busiest machine it would have had its turn."""


def can_help() -> bool:
    """Tell whether a second process can be had, and has a processor of its own.

    Elsewhere than on Linux system libraries may not survive a fork; nor do threads anywhere, those
    of libraries neither: what has typeset in this process would wait for them for ever.
    """
    if sys.platform != "linux" or len(os.sched_getaffinity(0)) < _TWO:
        return False
    with suppress(OSError):
        return len(os.listdir(_THREADS)) < _TWO  # noqa: PTH208  # names alone
    return False


class Turns:
    """Numbers of which each is taken by one of two processes, in order.

    They lie in a file whose place both processes share.
    """

    def __init__(self, count: int) -> None:
        """Lay out the numbers below `count`."""
        self._file: IO[bytes] = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115  # closed with us
        self._file.write(b"".join(number.to_bytes(_BYTES, "big") for number in range(count)))
        self._file.seek(0)
        self._next = -1
        self._mine: set[int] = set()

    def __enter__(self) -> Turns:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def is_mine(self, number: int) -> bool:
        """Tell whether this process does the work with a number; ask for all of them in order."""
        while self._next < number:
            self._next = self._take()
            self._mine.add(self._next)
        return number in self._mine

    def _take(self) -> int:
        taken = os.read(self._file.fileno(), _BYTES)
        return int.from_bytes(taken, "big") if taken else _END


class HelperError(Exception):
    """The second process has not done its part: all is to be done in one."""


class Helper:
    """A second process; what it has found is JSON."""

    def __init__(self, work: Callable[[], Any]) -> None:
        """Begin `work` in it. Use it in a `with`, so that it never outlives its work."""
        self._found: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115  # closed with us
        self._alive, end = os.pipe()  # it ends with the helper, however that ends
        gc.freeze()  # else the collector would copy all memory
        self._pid = os.fork()
        if self._pid == 0:
            code = 1
            try:
                self._found.write(json.dumps(work()).encode())
                self._found.flush()
                code = 0
            finally:
                os._exit(code)  # nothing of the first process is done twice, whatever went wrong
        os.close(end)
        gc.unfreeze()

    def found(self) -> Any:
        """Wait until it is done, and return what it found; raise HelperError where it failed.

        One that neither ends nor computes has failed, too: it was stopped, or waits for what never
        comes. Looks are counted and no seconds, so that both may be put to sleep and go on.
        """
        spent, looks = -1, 0
        while self._pid and not select.select([self._alive], [], [], _LOOK)[0]:
            before, spent = spent, _computed(self._pid)
            looks = looks + 1 if spent == before else 0
            if looks >= _LOOKS:
                raise HelperError
        pid, self._pid = self._pid, 0
        if not pid or os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]):
            raise HelperError
        self._found.seek(0)
        return json.loads(self._found.read())

    def __enter__(self) -> Helper:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pid:
            os.kill(self._pid, signal.SIGKILL)
            os.waitpid(self._pid, 0)
        self._found.close()
        os.close(self._alive)


def apart(work: Callable[[], Any]) -> Any:
    """Return what `work` finds, which is JSON; a second process does it where there can be one.

    What typesetting leaves behind stays there, and this process can be shared later on.
    """
    if can_help():
        with suppress(HelperError), Helper(work) as helper:
            return helper.found()
    return work()


def _computed(pid: int) -> int:
    """Return the ticks that a process has computed for."""
    stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    fields = stat.rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])
