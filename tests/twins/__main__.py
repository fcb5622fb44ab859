"""Print what the hostile corpus comes to: `python -m tests.twins`."""

from __future__ import annotations

from functools import partial

from tests.twins import conftest
from tests.twins.hostile import corpus
from tests.twins.measured import by_python, by_scripts
from tests.twins.told import Told


def main() -> None:
    """Send every case through both readers and print a line each."""
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
            print(
                f"{name:52} {len(raw):9,} {says}{'' if one[0] == two[0] else '  DIFFERENT'}",
                flush=True,
            )


main()
