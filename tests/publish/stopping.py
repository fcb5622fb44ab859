"""Stop a process at its n-th call of the file system: by an error of that call, or for good.

Python tells an audit hook of every call that opens, lists, makes, renames or removes something.
A child process has the hook, so that nothing of it stays.
"""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkContext, ForkServerContext
from pathlib import Path
from typing import Any

from playbook.errors import PlaybookError
from playbook.publish import swap

CALLS = {
    "open",
    "os.link",
    "os.listdir",
    "os.mkdir",
    "os.remove",
    "os.rename",
    "os.rmdir",
    "os.scandir",
    "os.symlink",
    "os.truncate",
    "os.utime",
}
ERRORS = (errno.ENOSPC, errno.EACCES, errno.EIO)
KILL = -signal.SIGKILL
DONE, REFUSED, BUG = 0, 2, 70
HERE, SMALL = get_context("fork"), get_context("forkserver")
"""To fork the process that has all tests in it takes three times as long as to fork a small one."""
SMALL.set_forkserver_preload(["__main__", "tests.publish.folders", __name__])


@dataclass
class Stop:
    """Where to stop what is done below a folder, and how; `at` 0 only counts the calls."""

    below: Path
    at: int = 0
    error: int | None = None
    """The error of the call; None kills the process."""
    seen: int = 0

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event in CALLS and any(self._is_below(one) for one in arguments):
            self.count()

    def count(self) -> None:
        self.seen += 1
        if self.seen != self.at:
            return
        if self.error is None:
            os.kill(os.getpid(), signal.SIGKILL)
        else:
            raise OSError(self.error, os.strerror(self.error))

    def _is_below(self, argument: object) -> bool:
        if isinstance(argument, bytes):
            argument = os.fsdecode(argument)
        name = os.fspath(argument) if isinstance(argument, os.PathLike) else argument
        return isinstance(name, str) and name.startswith(str(self.below))


def run(
    task: Callable[[], object],
    stop: Stop,
    *,
    exchange: bool = True,
    fork: ForkContext | ForkServerContext = SMALL,
) -> tuple[int, int]:
    """Do `task` in a process of its own; return how it ended and how many calls there were.

    It ends with DONE, with REFUSED (an error of ours, or of the system), with BUG, or killed.
    A SMALL process knows tasks that can be pickled, HERE is for any other.
    """
    receive, send = fork.Pipe(duplex=False)
    child = fork.Process(target=_end, args=(task, stop, exchange, send))
    child.start()
    send.close()
    with receive, suppress(EOFError):
        stop.seen = receive.recv()
    child.join()
    assert child.exitcode is not None, "it has ended"
    return child.exitcode, stop.seen


def _end(task: Callable[[], object], stop: Stop, exchange: bool, send: Connection) -> None:
    code = _do(task, stop, exchange)
    send.send(stop.seen)
    os._exit(code)


def _do(task: Callable[[], object], stop: Stop, exchange: bool) -> int:
    renames = swap._exchange

    def one_call(one: Path, other: Path) -> bool:
        stop.count()
        return renames(one, other)

    swap._exchange = one_call
    if not exchange:
        swap._exchange = lambda one, other: False
    sys.addaudithook(stop)
    try:
        task()
    except (OSError, PlaybookError):
        return REFUSED
    except BaseException:  # noqa: BLE001  # whatever else it is, it is a bug, and the parent says so
        return BUG
    return DONE
