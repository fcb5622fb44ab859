"""How long something takes, and how much memory: in a process of its own."""

from __future__ import annotations

import gc
import os
import pickle
import resource
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from tests.twins.browserless import RefusedByScriptError, Scripts

SECONDS = 2.0
"""What a file that means harm may take: a convener still takes it for "at once"."""
PATIENCE = 10
"""Seconds after which nobody waits any more."""


class Measured(NamedTuple):
    verdict: str
    seconds: float
    megabytes: float


def by_python(work: Callable[[], Any]) -> Measured:
    """Return what `work` says, in a fork of this process."""
    reader, writer = os.pipe()
    gc.freeze()  # else the collector would copy all memory
    child = os.fork()
    if child == 0:
        signal.alarm(PATIENCE)
        try:
            before, start = _resident(), time.process_time()
            verdict = _verdict(work)
            seconds = time.process_time() - start
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            os.write(writer, pickle.dumps(Measured(verdict, seconds, max(0.0, peak - before))))
        finally:
            os._exit(0)
    gc.unfreeze()
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        raw = pipe.read()
    os.waitpid(child, 0)
    return pickle.loads(raw) if raw else Measured("never ends", PATIENCE, 0)


def by_scripts(scripts: Scripts, work: Callable[[], Any]) -> Measured:
    """Return what the scripts say, the most memory of their process beyond what it had."""
    home = Path(f"/proc/{scripts.process}")
    scripts("rest")
    home.joinpath("clear_refs").write_text("5", encoding="ascii")
    before = _from_status(home, "VmRSS")
    verdict = _verdict(work)
    return Measured(verdict, scripts.took, max(0.0, _from_status(home, "VmHWM") - before))


def _verdict(work: Callable[[], Any]) -> str:
    try:
        work()
    except RefusedByScriptError as refused:
        return str(refused)
    return "read"


def _resident() -> float:
    return _from_status(Path("/proc/self"), "VmRSS")


def _from_status(home: Path, name: str) -> float:
    lines = home.joinpath("status").read_text(encoding="ascii").splitlines()
    return next(float(line.split()[1]) / 1024 for line in lines if line.startswith(name))
