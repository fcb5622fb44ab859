"""Sizes of paper."""

from __future__ import annotations

from dataclasses import dataclass

MARGIN = 16
"""Millimetres of white at the left and the right; nothing is set within 10 mm of an edge."""


@dataclass(frozen=True)
class Paper:
    """A size of paper, in millimetres; `typst` is Typst's name for it, if it has one."""

    name: str
    typst: str | None
    width: float
    height: float

    @property
    def measure(self) -> float:
        """The width of the text."""
        return self.width - 2 * MARGIN

    @property
    def cut(self) -> list[float]:
        """Where it is cut from the middle of UNCUT: left, bottom, right and top, in points."""
        x, y = (UNCUT.width - self.width) / 2, (UNCUT.height - self.height) / 2
        return [round(edge * 72 / 25.4, 2) for edge in (x, y, x + self.width, y + self.height)]


A4 = Paper("a4", "a4", 210, 297)
LETTER = Paper("letter", "us-letter", 215.9, 279.4)
A3 = Paper("a3", "a3", 297, 420)
TABLOID = Paper("tabloid", "us-tabloid", 279.4, 431.8)
PAPERS = {paper.name: paper for paper in (A4, LETTER)}
"""What everything is printed on."""
COMMON = Paper(
    "common",
    None,
    min(paper.width for paper in PAPERS.values()),
    min(paper.height for paper in PAPERS.values()),
)
"""What each of them has room for."""
UNCUT = Paper(
    "uncut",
    None,
    max(paper.width for paper in PAPERS.values()),
    max(paper.height for paper in PAPERS.values()),
)
"""What each of them is cut from: a book and cards that are set once, alike on every paper."""
WALL_PAPERS = {paper.name: paper for paper in (A4, LETTER, A3, TABLOID)}
"""What goes on a wall is printed on these, too."""
MAP = "-map-"
"""What the name of a blank grid has between the sheet's and the paper's."""
