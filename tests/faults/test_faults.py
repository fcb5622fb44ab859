"""A sample of `python -m tests.faults`."""

import subprocess
import sys

import pytest


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork and no SIGKILL")
def test_builds_that_are_stopped_lose_nothing():
    sample = ["--every", "250", "--kills", "4", "--way", "exchange"]
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults", *sample], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.endswith("\n0 bad\n")
