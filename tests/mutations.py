"""One slip in a real file: is it told within a line of where it happened?

`python -m tests.mutations 2000` prints the share; a sample runs in `test_mutations.py`.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from playbook.source import read

CONTENT = Path(__file__).parent.parent / "content"
TYPED = "\t:-'\"[]{}#&*!|>%@`,?“” \u00a0"


@dataclass(frozen=True)
class Slip:
    file: Path
    kind: str
    line: int
    """From 1."""
    text: str


def slipped(file: Path, chance: random.Random) -> Slip:
    """Make one slip somewhere in a file."""
    lines = file.read_text(encoding="utf-8").split("\n")[:-1]
    number = chance.randrange(len(lines))
    line = lines[number]
    at = chance.randrange(len(line) + 1)
    kind = chance.choice(["delete", "double", "insert", "indent", "swap", "join"])
    if kind == "delete":
        lines[number] = line[:at] + line[at + 1 :]
    elif kind == "double":
        lines[number] = line[:at] + line[at : at + 1] + line[at:]
    elif kind == "insert":
        lines[number] = line[:at] + chance.choice(TYPED) + line[at:]
    elif kind == "indent":
        lines[number] = line[1:] if line.startswith(" ") and chance.random() < 0.5 else f" {line}"
    elif kind == "swap" and number + 1 < len(lines):
        lines[number : number + 2] = lines[number + 1], line
    elif kind == "join" and number + 1 < len(lines):
        lines[number : number + 2] = [line + lines[number + 1]]
    return Slip(file, kind, number + 1, "\n".join(lines) + "\n")


def distance(slip: Slip) -> int | None:
    """Return how many lines away a slip that breaks YAML is told; None for one that does not."""
    _, problems = read(slip.text.encode(), file=slip.file.name, ref="x")
    return min((abs(problem.line - slip.line) for problem in problems), default=None)


def slips(count: int, seed: int = 0) -> list[Slip]:
    chance = random.Random(seed)
    files = sorted(CONTENT.rglob("*.yml"))
    return [slipped(chance.choice(files), chance) for _ in range(count)]


def share_told_near(made: list[Slip]) -> tuple[float, int, Counter[str]]:
    """Return the share told within a line, of how many that break YAML, and what was missed."""
    found = [(slip, far) for slip in made if (far := distance(slip)) is not None]
    missed = Counter(slip.kind for slip, far in found if far > 1)
    return 1 - missed.total() / len(found), len(found), missed


if __name__ == "__main__":
    share, broken, missed = share_told_near(slips(int(sys.argv[1])))
    print(f"{share:.1%} of {broken} that break YAML are told within a line; missed: {missed}")
