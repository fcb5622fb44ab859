"""Print what an edit and a build cost, beside others: `python -m tests.benchmarks.speed`.

Run it on a quiet machine; where it is not, the seconds of CPU say more than those of the clock.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from playbook.edition import cut
from playbook.link import link
from playbook.pipeline import check
from tests.benchmarks.generated import ROOT, markdown_of, playbook_of
from tests.benchmarks.rivals import RIVALS
from tests.benchmarks.serving import reword, served
from tests.benchmarks.timing import Weighed, weigh

ROUNDS = 3
HEAD = ("", "CPU s", "wall s", "MB", "CPU", "wall", "goal")
WIDTHS = (54, 8, 8, 7, 7, 7)


def row(*cells: str) -> None:
    """Print one row of the table."""
    shown = [cell.ljust(width) for cell, width in zip(cells, WIDTHS, strict=False)]
    print("  ".join([*shown, *cells[len(WIDTHS) :]]).rstrip(), flush=True)


def show(name: str, cost: Weighed, beside: Weighed | None = None, goal: str = "") -> None:
    """Print what something cost, and how many times what is `beside` it."""
    times = (
        [f"{cost.cpu / beside.cpu:.3f}", f"{cost.seconds / beside.seconds:.3f}"]
        if beside
        else ["", ""]
    )
    seconds = (f"{cost.cpu:.2f}", f"{cost.seconds:.2f}", f"{cost.megabytes:.0f}")
    row(name, *seconds, *times, goal)


class Playbook:
    """One playbook with a cache of its own, and the same words for stock MkDocs and Material."""

    def __init__(self, folder: Path, scratch: Path) -> None:
        self.folder, self._cache = folder, scratch / "cache"
        self.site = scratch / "site"
        self.words = scratch / "stock"
        self.words.mkdir(parents=True)
        markdown_of(link(cut(check(folder))), self.words)
        self.environment = {"XDG_CACHE_HOME": str(self._cache)}

    def build(self) -> Weighed:
        """Build the site as it is."""
        return self._succeeded(
            weigh(
                *("playbook", "build", "-C", str(self.folder), "--site-dir", str(self.site)),
                environment=self.environment,
            )
        )

    def build_cold(self) -> Weighed:
        """Build it on a machine that has seen nothing but the PDFs."""
        for path in (self.site, self._cache):
            shutil.rmtree(path, ignore_errors=True)
        return self.build()

    def build_anew(self) -> Weighed:
        """Build it where not even PDFs are kept."""
        shutil.rmtree(self.folder / ".playbook", ignore_errors=True)
        return self.build_cold()

    def build_stock(self) -> Weighed:
        """Build the same words with stock MkDocs and Material."""
        return self._succeeded(weigh("mkdocs", "build", "-q", folder=self.words))

    def _succeeded(self, weighed: Weighed) -> Weighed:
        assert weighed.code == 0, weighed.said
        return weighed


def in_turn(rounds: int, *runs: Callable[[], Weighed]) -> list[Weighed]:
    """Run each in turn, `rounds` times; return each one's medians."""
    found: list[list[Weighed]] = [[] for _ in runs]
    for _ in range(rounds):
        for costs, run in zip(found, runs, strict=True):
            costs.append(run())
    return [
        Weighed(
            0,
            "",
            statistics.median(cost.seconds for cost in costs),
            max(cost.megabytes for cost in costs),
            statistics.median(cost.cpu for cost in costs),
        )
        for costs in found
    ]


def building(playbook: Playbook, count: int, rounds: int) -> Weighed:
    """Print what builds cost; return the cold one, with its PDFs kept."""
    anew = playbook.build_anew()
    cold, stock = in_turn(rounds, playbook.build_cold, playbook.build_stock)
    again, _ = in_turn(rounds, playbook.build, lambda: stock)
    reword(playbook.folder, 1)
    tip = playbook.build()
    row(*HEAD)
    show(f"stock MkDocs + Material, {count} items", stock)
    show("cold, no PDFs kept", anew, stock, "wall at most 0.45")
    show("cold, PDFs kept", cold, stock, "wall at most 0.25")
    show("again, nothing changed", again, stock, "CPU at most 0.02")
    show("one tip changed, a new process", tip, stock, "CPU at most 0.12")
    return cold


def shipped(scratch: Path, rounds: int) -> None:
    """Print what the shipped playbook costs."""
    playbook = Playbook(copied(scratch / "shipped-source"), scratch / "shipped")
    playbook.build()
    cold, stock = in_turn(rounds, playbook.build_cold, playbook.build_stock)
    show("stock MkDocs + Material, the shipped playbook", stock)
    show("cold, PDFs kept", cold, stock, "wall at most 1.0")


def copied(folder: Path) -> Path:
    """Return a copy of the shipped playbook, which is not touched."""
    shutil.copytree(ROOT / "content", folder / "content")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    return folder


def serving(playbook: Playbook, count: int, goal: str) -> None:
    """Print what an edit costs until its page is shown."""
    cost = served(playbook.folder, playbook.environment)
    row(
        f"edit to page, {count} items, median of every kind",
        f"{cost.cpu:.2f}",
        f"{cost.seconds:.2f}",
        *("", "", ""),
        f"wall at most {goal} (longest {cost.longest:.2f}; first page {cost.first:.1f})",
    )


def rivals(words: Path, scratch: Path, stock: Weighed) -> None:
    """Print what others take for the same words, where they can be installed."""
    for rival in RIVALS:
        try:
            cost = rival.build(scratch / rival.name, words)
        except (OSError, subprocess.CalledProcessError) as error:
            print(f"{rival.name}: cannot be installed here ({error})")
            continue
        if cost.code:
            print(f"{rival.name}: {cost.said.strip()[-300:]}")
        else:
            show(f"{rival.name}: {rival.makes}", cost, stock)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=1000)
    parser.add_argument("--large", action="store_true", help="ten times as many items, too")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--alone", action="store_true", help="without Zensical, Hugo and Eleventy")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        scratch = Path(temporary)
        playbook = Playbook(playbook_of(given.items, scratch / "small-source"), scratch / "small")
        cold = building(playbook, given.items, given.rounds)
        serving(playbook, given.items, "0.4")
        shipped(scratch, given.rounds)
        if not given.alone:
            rivals(playbook.words, scratch, playbook.build_stock())
        if given.large:
            growing(10 * given.items, scratch, cold)


def growing(count: int, scratch: Path, small: Weighed) -> None:
    """Print what ten times as many items cost."""
    playbook = Playbook(playbook_of(count, scratch / "large-source"), scratch / "large")
    playbook.build()
    show(f"{count} items, cold, PDFs kept", playbook.build_cold(), small, "9 times, 1,000 MB")
    serving(playbook, count, "1.0")


if __name__ == "__main__":
    main()
