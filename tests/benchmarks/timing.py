"""Run things in turn, so that a busy moment of the machine touches all alike."""

from __future__ import annotations

import gc
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path


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
