"""Run a program that fetches: git, or pip. It cannot ask anything, and it cannot stay for ever."""

from __future__ import annotations

import os
import signal
import subprocess
from typing import TYPE_CHECKING

from playbook.errors import PlaybookError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

_NOISE = ("warning:", "hint:", "remote:", "[notice]")
_LONGEST = 300


def run(
    command: Sequence[str],
    source: str,
    *,
    seconds: float,
    folder: Path | str,
    environment: Mapping[str, str] | None = None,
    given: bytes = b"",
) -> bytes:
    """Return what `command` prints, started in `folder` with `given` as its input.

    It has no terminal, and neither has what it starts, such as ssh: nothing can wait there for a
    password. Raises PlaybookError with one line about `source` where the program is missing, fails,
    or takes more than `seconds`.
    """
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment,
            cwd=folder,
            start_new_session=True,
        )
    except FileNotFoundError:
        raise PlaybookError(f"{source} needs the program {command[0]}. Install it first.") from None
    with process:
        try:
            printed, said = process.communicate(given, timeout=seconds)
        except subprocess.TimeoutExpired:
            raise PlaybookError(f"{source} did not answer within {seconds:g} seconds.") from None
        finally:
            _end(process)
    if process.returncode:
        raise PlaybookError(f"{source} cannot be fetched: {_reason(said)}")
    return printed


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a program that still runs, and all that it has started."""
    if process.poll() is not None:
        return
    if os.name == "posix":
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()


def _reason(said: bytes) -> str:
    """Return the line that says why: the first one that is no warning and nobody else's words."""
    lines = [line.strip() for line in said.decode("utf-8", "replace").splitlines()]
    told = [line for line in lines if line and not line.lower().startswith(_NOISE)]
    reason = next(iter(told or filter(None, lines)), "it failed")
    return "".join(sign if sign.isprintable() else "?" for sign in reason)[:_LONGEST]
