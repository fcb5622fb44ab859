"""Run things in turn, so that a busy moment of the machine touches all alike."""

from __future__ import annotations

import gc
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

WEIGHING = """
import json, resource, subprocess, sys, time
begin = time.monotonic()
done = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
seconds = time.monotonic() - begin
used = resource.getrusage(resource.RUSAGE_CHILDREN)
cpu = used.ru_utime + used.ru_stime
json.dump([done.returncode, done.stdout, seconds, used.ru_maxrss, cpu], sys.stdout)
"""
"""Linux counts a parent's memory as its child's until the child has begun: so the parent of what
is weighed is this small program, and never a test runner that has grown large."""


def alternate(rounds: int, *runs: Callable[[], object]) -> list[float]:
    """Run each in turn, `rounds` times; return the median seconds of each."""
    seconds: list[list[float]] = [[] for _ in runs]
    for _ in range(rounds):
        for index, run in enumerate(runs):
            gc.collect()
            start = time.perf_counter()
            run()
            seconds[index].append(time.perf_counter() - start)
    return [statistics.median(row) for row in seconds]


def process(*command: str, folder: Path) -> Callable[[], object]:
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}

    def run() -> object:
        return subprocess.run(
            [sys.executable, "-m", *command],
            cwd=folder,
            check=True,
            capture_output=True,
            env=environment,
        )

    return run


class Weighed(NamedTuple):
    """What a command said with what exit code, how long it took, and its most memory."""

    code: int
    said: str
    seconds: float
    megabytes: float
    cpu: float
    """Seconds of all processors, that of its own children, too."""


def weigh(
    *command: str, folder: Path | None = None, environment: Mapping[str, str] | None = None
) -> Weighed:
    """Run a module of Python by itself; not on Windows, which does not say what a process took."""
    return weigh_program(
        sys.executable, "-m", *command, folder=folder, environment=environment or {}
    )


def weigh_program(*command: str, folder: Path | None, environment: Mapping[str, str]) -> Weighed:
    """Run a program by itself; `environment` is told beside ours."""
    arguments = [sys.executable, "-c", WEIGHING, *command]
    done = subprocess.run(
        arguments,
        cwd=folder,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"} | dict(environment),
    )
    code, said, seconds, peak, cpu = json.loads(done.stdout)
    return Weighed(
        code, said, seconds, peak / (1_000 if sys.platform == "linux" else 1_000_000), cpu
    )
