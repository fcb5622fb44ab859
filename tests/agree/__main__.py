"""Run many random playbooks, and print where `check` and `build` do not agree."""

from __future__ import annotations

import argparse
import sys
import tempfile
import traceback
from collections import Counter
from pathlib import Path

from tests.agree.running import run

TELLING = 25
"""Playbooks after which the run says how far it is."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    verdicts: Counter[str] = Counter()
    for number in range(given.count):
        seed = given.seed + number
        if number and number % TELLING == 0:
            print(f"{number} of {given.count}: {dict(verdicts)}", flush=True)
        with tempfile.TemporaryDirectory() as scratch:
            try:
                outcome = run(Path(scratch) / "playbook", seed)
            except Exception:  # noqa: BLE001  # this is what is looked for
                verdicts["traceback"] += 1
                print(f"seed {seed}: {traceback.format_exc()}", flush=True)
                continue
        verdict = f"check {outcome.checked}, build {outcome.built}"
        verdicts[verdict if outcome.agrees else f"{verdict} (they do not agree)"] += 1
        if not outcome.agrees:
            print(f"seed {seed}: {verdict}: {outcome.said}", flush=True)
    print(f"{given.count} playbooks from seed {given.seed}: {dict(verdicts)}")
    sys.exit(any("agree" in verdict or verdict == "traceback" for verdict in verdicts))


if __name__ == "__main__":
    main()
