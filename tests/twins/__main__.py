"""Print what the hostile corpus comes to, on a machine that does nothing else.

`python -m tests.twins` ends with 1 where the readers differ or one takes longer than it may.
"""

from __future__ import annotations

import sys
from functools import partial

from tests.twins import conftest
from tests.twins.hostile import corpus
from tests.twins.measured import SECONDS, by_python, by_scripts
from tests.twins.told import Told


def main() -> int:
    """Send every case through both readers, print a line each and return the exit code."""
    failed = False
    print(
        f"{'':52} {'bytes':>9}  {'program':24} {'s':>5} {'MB':>4}  {'page':14} {'s':>5} {'MB':>4}"
    )
    with conftest.running(conftest.garden_and_all()) as scripts:
        told = Told(conftest.garden_and_all())
        for name, (call, make, more) in corpus().items():
            raw = make()
            given = {"text": raw.decode()} if call == "link" else {"file": raw}
            one = by_python(partial(told, call, **given, **more))
            two = by_scripts(scripts, partial(scripts, call, **given, **more))
            says = " ".join(
                f" {verdict:14} {seconds:5.2f} {megabytes:4.0f}"
                for verdict, seconds, megabytes in (one, two)
            )
            wrong = "" if one.verdict == two.verdict else "  DIFFERENT"
            wrong += "  SLOW" if max(one.seconds, two.seconds) > SECONDS else ""
            failed = failed or bool(wrong)
            print(f"{name:52} {len(raw):9,} {says}{wrong}", flush=True)
    return int(failed)


sys.exit(main())
