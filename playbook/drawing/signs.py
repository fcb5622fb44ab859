"""The table of signs: what each stands for and needs. `svg` draws them."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

ENDS = -1
"""For a sign that goes between two: names, points, or one of each."""
POSITIONS = (
    "active-ally",
    "passive-ally",
    "undecided",
    "passive-opponent",
    "active-opponent",
)


@dataclass(frozen=True)
class Sign:
    """What a sign needs, and how it is written."""

    means: str
    example: str
    points: int = 1
    sizes: int = 0
    numbers: tuple[int, int] = (0, 0)
    states: tuple[str, ...] = ()


SIGNS: Mapping[str, Sign] = MappingProxyType(
    {
        "you": Sign("you, a double ring", "you:a 3,4"),
        "person": Sign(
            "a person: with you, half sure, missing, or whom others follow; else not asked",
            "person:b 8,4 in",
            states=("in", "half", "missing", "followed"),
        ),
        "org": Sign("an organization", "org:c 6,2 3x2", sizes=1, states=("missing",)),
        "table": Sign("a table that people sit around", "table 6,3.5 4x2", sizes=1),
        "star": Sign("the North Star, agreed or still open", "star:s 6,3 open", states=("open",)),
        "ring": Sign("what somebody wants or is", "ring 5,3 2", numbers=(1, 1)),
        "piece": Sign(
            "a piece of work or help, ours or half ours, or a gap for one",
            "piece 3,3 mine",
            numbers=(0, 1),
            states=("mine", "half", "gap"),
        ),
        "dot": Sign("an idea, as large as it has grown", "dot 3,3 2", numbers=(1, 1)),
        "sheet": Sign(
            "a page, sound or with a flaw",
            "sheet 2,3 2.4x3 tick",
            sizes=1,
            states=("tick", "crack"),
        ),
        "bubble": Sign(
            "what somebody says", 'bubble 4,2 left "I will"', states=("left", "right", "dots")
        ),
        "date": Sign("a date", "date 8,2"),
        "coin": Sign("money", "coin 4,5"),
        "box": Sign("something to do, or done", "box 2,2 tick", states=("tick",)),
        "cross": Sign("what stays out", "cross 3,3"),
        "bolt": Sign("a clash", "bolt 6,2"),
        "bar": Sign("an end", "bar 11,5"),
        "stair": Sign(
            "a step upward, done or to come", "stair 4,6 2 done", numbers=(1, 1), states=("done",)
        ),
        "balance": Sign("two sides, weighed", "balance 6,1.5"),
        "reach": Sign("how far somebody reaches", "reach 2,5 3", numbers=(1, 1)),
        "notches": Sign(
            "a line with so many notches", "notches 1,5 11,5 5", points=2, numbers=(1, 1)
        ),
        "mark": Sign("a position, as on the map", "mark 6,3 undecided", states=POSITIONS),
        "brace": Sign("what belongs together", "brace 1,4 5,4", points=2),
        "line": Sign("trust, or not yet", "line a b dotted", ENDS, states=("dotted", "thin")),
        "arrow": Sign("something goes this way", "arrow a b", ENDS),
        "both": Sign("something goes both ways", "both a b", ENDS),
        "arc": Sign("a way around, above or below", "arc 4,1 8,1", points=2, states=("below",)),
        "text": Sign("words", 'text 6,6.7 "one plan" start', states=("start", "end")),
    }
)
