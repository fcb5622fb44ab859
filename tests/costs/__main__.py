"""Print how long each of the dearest texts takes, and check it against the limit."""

from __future__ import annotations

import argparse
import resource
import sys
import time

from tests.costs.patterns import PATTERNS
from tests.costs.weighing import weighed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=float, default=10.0, help="CPU seconds a text may take")
    given = parser.parse_args()
    slow = []
    for name, text in PATTERNS.items():
        begin = time.process_time()
        told = weighed(text)
        seconds = time.process_time() - begin
        print(f"{seconds:6.2f} s  {name[:30]!r:32} {told}", flush=True)
        if seconds > given.most:
            slow.append(name)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{len(PATTERNS)} texts, {len(slow)} over {given.most:g} s; peak {peak} MB")
    sys.exit(bool(slow))


if __name__ == "__main__":
    main()
