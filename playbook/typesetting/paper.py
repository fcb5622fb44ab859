"""Sizes of paper."""

from __future__ import annotations

from dataclasses import dataclass

MARGIN = 16
"""Millimetres of white at the left and the right; nothing is set within 10 mm of an edge."""


@dataclass(frozen=True)
class Paper:
    """A size of paper, in millimetres."""

    name: str
    typst: str
    width: float
    height: float

    @property
    def measure(self) -> float:
        """The width of the text."""
        return self.width - 2 * MARGIN


A4 = Paper("a4", "a4", 210, 297)
LETTER = Paper("letter", "us-letter", 215.9, 279.4)
A3 = Paper("a3", "a3", 297, 420)
TABLOID = Paper("tabloid", "us-tabloid", 279.4, 431.8)
PAPERS = {paper.name: paper for paper in (A4, LETTER)}
"""What everything is printed on."""
WALL_PAPERS = {paper.name: paper for paper in (A4, LETTER, A3, TABLOID)}
"""What goes on a wall is printed on these, too."""
MAP = "-map-"
"""What the name of a blank grid has between the sheet's and the paper's."""
