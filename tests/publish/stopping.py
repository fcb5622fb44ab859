"""Stop what is done at its n-th call of the file system: by an error of that call, or for good.

Python tells an audit hook of every call that opens, lists, makes, renames or removes something.
"""

from __future__ import annotations

import errno
import os
import shutil
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any
from unittest import mock

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
DONE, REFUSED = 0, 2
BUG = 1
"""What a process of `multiprocessing` ends with that nobody stopped and that raises."""


@dataclass
class Calls:
    """The calls below a folder, counted; what is to be done at one is done before it is made."""

    below: Path
    seen: int = field(default=0, init=False)

    def hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event in CALLS and any(self._is_below(one) for one in arguments):
            self.count()

    def count(self) -> None:
        self.seen += 1
        self.act()

    def act(self) -> None:
        """Do something at the call that was counted last."""

    def _is_below(self, argument: object) -> bool:
        if isinstance(argument, bytes):
            argument = os.fsdecode(argument)
        name = os.fspath(argument) if isinstance(argument, os.PathLike) else argument
        return isinstance(name, str) and name.startswith(str(self.below))


@dataclass
class Stop(Calls):
    """Where to stop what is done below a folder, and how; `at` 0 only counts the calls."""

    at: int = 0
    error: int | None = None
    """The error of the call; None kills the process."""

    def act(self) -> None:
        if self.seen != self.at:
            return
        if self.error is None:
            os.kill(os.getpid(), signal.SIGKILL)
        else:
            raise OSError(self.error, os.strerror(self.error))


@dataclass
class Copies(Calls):
    """Copies of a folder as it is before each call: what a kill at that call leaves."""

    into: Path

    def act(self) -> None:
        with mock.patch.object(_listening, "calls", None):
            shutil.copytree(self.below, self.into / str(self.seen), symlinks=True)

    @property
    def folders(self) -> list[Path]:
        return [self.into / str(number) for number in range(1, self.seen + 1)]


@dataclass
class _Listening:
    """Who is told of calls now; Python takes no hook back."""

    calls: Calls | None = None

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self.calls is not None:
            self.calls.hear(event, arguments)


_listening = _Listening()
sys.addaudithook(_listening)


def run(task: Callable[[], object], calls: Calls, *, exchange: bool = True) -> int:
    """Do `task` while its calls are counted; return DONE, or REFUSED.

    It is refused by an error of ours, or of the system; any other error is a bug, and raised.
    """
    renames = swap._exchange

    def one_call(one: Path, other: Path) -> bool:
        calls.count()
        return renames(one, other)

    way = one_call if exchange else lambda one, other: False
    with mock.patch.object(swap, "_exchange", way), mock.patch.object(_listening, "calls", calls):
        try:
            task()
        except (OSError, PlaybookError):
            return REFUSED
    return DONE


def run_in_a_fork(
    task: Callable[[], object], calls: Calls, *, exchange: bool = True
) -> tuple[int, int]:
    """Do the same in a process of its own, which may be killed; return the number of calls, too."""
    fork = get_context("fork")
    receive, send = fork.Pipe(duplex=False)
    child = fork.Process(target=_end, args=(task, calls, exchange, send))
    child.start()
    send.close()
    with receive, suppress(EOFError):
        calls.seen = receive.recv()
    child.join()
    assert child.exitcode is not None, "it has ended"
    return child.exitcode, calls.seen


def _end(task: Callable[[], object], calls: Calls, exchange: bool, send: Connection) -> None:
    code = run(task, calls, exchange=exchange)
    send.send(calls.seen)
    os._exit(code)
