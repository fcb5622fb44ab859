"""Print the figures that the project holds itself to. Run it on a quiet machine.

What an edit and a build cost is `python -m tests.benchmarks.speed`.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import yaml

from playbook.edition import cut
from playbook.link import link
from playbook.pipeline import check
from tests.benchmarks.blocking import longest_task
from tests.benchmarks.forks import forking
from tests.benchmarks.generated import ROOT, markdown_of, playbook_of
from tests.benchmarks.timing import alternate, process, weigh

ROUNDS = 5


def size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def reading(count: int, scratch: Path, rounds: int) -> None:
    folder = playbook_of(count, scratch / f"read-{count}")
    files = sorted((folder / "content").rglob("*.yml"))

    def plain() -> None:
        for path in files:
            yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)

    def ours() -> None:
        link(cut(check(folder)))

    base, mine = alternate(rounds, plain, ours)
    print(
        f"load + validate + link of {count} items: {mine * 1000:.0f} ms, plain CSafeLoader "
        f"{base * 1000:.0f} ms: {mine / base:.2f} times (at most 1.5)"
    )


def building(scratch: Path, rounds: int) -> None:
    stock = scratch / "stock"
    stock.mkdir()
    markdown_of(link(cut(check(ROOT))), stock)
    ours = process("playbook", "build", "--site-dir", str(scratch / "ours"), folder=ROOT)
    theirs = process("mkdocs", "build", "-q", folder=stock)
    ours()
    mine, base = alternate(rounds, ours, theirs)
    weighed = weigh("playbook", "build", "--site-dir", str(scratch / "ours"), folder=ROOT)
    assert weighed.code == 0, weighed.said
    print(
        f"build of the shipped playbook: {mine:.2f} s, stock MkDocs + Material {base:.2f} s: "
        f"{mine / base:.2f} times (at most 1.2); {weighed.megabytes:.0f} MB (under 250)"
    )
    longest = longest_task(scratch / "ours", rounds)
    print(f"longest task while the widest worksheet loads: {longest:.0f} ms (at most 100)")


def growing(scratch: Path, small: int, large: int, rounds: int) -> None:
    folders = [playbook_of(count, scratch / f"grow-{count}") for count in (small, large)]
    runs = [process("playbook", "build", folder=folder) for folder in folders]
    seconds = alternate(rounds, *runs)
    sizes = [size(folder / "site") for folder in folders]
    print(
        f"{small} -> {large} items: {seconds[0]:.1f} -> {seconds[1]:.1f} s, "
        f"{seconds[1] / seconds[0]:.2f} times; {sizes[0] / 1e6:.1f} -> {sizes[1] / 1e6:.1f} MB, "
        f"{sizes[1] / sizes[0]:.2f} times (at most 3.3)"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--items", type=int, default=1000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        scratch = Path(temporary)
        reading(given.items, scratch, given.rounds)
        building(scratch, given.rounds)
        forking(given.items, scratch, given.rounds)
        growing(scratch, given.items, 3 * given.items, 1 if given.rounds < ROUNDS else 2)


if __name__ == "__main__":
    main()
