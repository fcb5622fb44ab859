"""Fail every file-system call of a build's staging and swap once, and kill builds: what stays?

`python -m tests.faults` runs all of it, both ways of the swap; `--every N` a sample. After each
stop the site must be the old one or the new one, whole, with everything that is not ours in it; the
next command must leave nothing beside it. Prints a table, and exits 1 where anything was lost.
"""

from __future__ import annotations

import argparse
import errno
import logging
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from unittest import mock

from playbook.pipeline import complete
from playbook.publish import build, stage
from playbook.publish.settle import recover
from playbook.starter import make_starter
from tests.publish.folders import add_theirs, beside, contents, put, theirs_are_there
from tests.publish.stopping import BUG, DONE, ERRORS, KILL, Stop, run_in_a_fork

KILLS = 60
SEED = 20261129


class Trial:
    """A small playbook with an old site and what a new build of it should become."""

    def __init__(self, home: Path, *, exchange: bool) -> None:
        self._exchange = exchange
        self._folder, self._saved = home / "small", home / "saved"
        self.site = self._folder / "site"
        make_starter(self._folder)
        put(self._folder / "static", {"robots.txt": "User-agent: *", ".well-known/x.txt": "x"})
        build(self._folder)
        self._old = contents(self.site)
        add_theirs(self.site)
        shutil.copytree(self.site, self._saved, symlinks=True)
        title = "title: Ask first\nsummary: New.\nsteps: [steps/first-meeting]\n"
        put(self._folder, {"content/tips/new-tip.yml": title.replace("steps: ", "tags: ")})
        self._whole = complete(self._folder)
        self.calls = self.stopped(Stop(self.site.parent))[1]
        self._new = contents(self.site)
        assert self._new != self._old

    def stopped(self, stop: Stop) -> tuple[int, int]:
        """Build beside the old site and stop; return how it ended and how many calls there were."""
        shutil.rmtree(self.site, ignore_errors=True)
        for name in beside(self.site):
            shutil.rmtree(self.site.with_name(name))
        shutil.copytree(self._saved, self.site, symlinks=True)
        return run_in_a_fork(self._build, stop, exchange=self._exchange)

    def _build(self) -> None:
        """Build, and draw nothing anew: it is the writing that is looked at."""
        with mock.patch.object(stage, "whole_site", return_value=self._whole):
            build(self._folder)

    def verdict(self, end: int) -> str:
        """Say what a stop has left, and what the next command makes of it."""
        if end == BUG:
            return "an error that is not ours"
        if end != KILL and not self._is_whole():
            return "lost until the next command"
        left = bool(beside(self.site))
        recover(self.site)
        if not self._is_whole() or beside(self.site):
            return "lost"
        shown = "new" if contents(self.site) == self._new else "old"
        return f"{shown} site, settled by the next command" if left else f"{shown} site"

    def _is_whole(self) -> bool:
        if not self.site.exists():
            return False
        return contents(self.site) in (self._old, self._new) and theirs_are_there(self.site)


def main() -> int:
    """Run the trials; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=1, help="every N-th call only")
    parser.add_argument("--kills", type=int, default=KILLS)
    parser.add_argument("--way", choices=("exchange", "renames"), help="one way of the swap only")
    options = parser.parse_args()
    logging.disable(logging.WARNING)
    commit = ["git", "describe", "--always", "--dirty"]
    print(f"commit {subprocess.check_output(commit, text=True).strip()}, seed {SEED}")
    bad = 0
    for way in [options.way] if options.way else ["exchange", "renames"]:
        with tempfile.TemporaryDirectory(prefix="playbook-faults-") as home:
            begun = time.monotonic()
            trial = Trial(Path(home), exchange=way == "exchange")
            table = _table(trial, options.every, options.kills)
            print(f"\n{way}: {trial.calls} calls, {time.monotonic() - begun:.0f} s")
            for (stop, verdict), count in sorted(table.items()):
                print(f"  {count:5}  {stop:8} {verdict}")
                bad += count * verdict.startswith(("lost", "an error"))
    print(f"\n{bad} bad")
    return 1 if bad else 0


def _table(trial: Trial, every: int, kills: int) -> Counter[tuple[str, str]]:
    """Return how often each kind of stop ended in which way."""
    table: Counter[tuple[str, str]] = Counter()
    below = trial.site.parent
    draw = random.Random(SEED)
    for error in ERRORS:
        for at in range(draw.randrange(every) + 1, trial.calls + 1, every):
            end, _ = trial.stopped(Stop(below, at, error))
            assert end != KILL
            table[errno.errorcode[error], trial.verdict(end)] += 1
    for number in range(kills):
        late = number % 3 == 0  # the swap is short, and where it matters
        at = draw.randint(trial.calls * 2 // 3 if late else 1, trial.calls)
        end, _ = trial.stopped(Stop(below, at))
        assert end in (KILL, DONE)
        table["kill", trial.verdict(end)] += 1
    return table


if __name__ == "__main__":
    sys.exit(main())
