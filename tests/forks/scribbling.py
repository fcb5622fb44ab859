"""Files of overrides at random, with comments and blank lines wherever people may write them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from hypothesis import strategies as st

VALUES = (
    "Plain words",
    '"q: # x, {y}"',
    "'it''s # not'",
    "|\n@Text # no comment\n@  deep\n\n@end",
    "|+\n@# no comment\n\n",
    ">- # a head\n@Fold\n@more",
    "Begin\n@goes on",
    "[one, 'two, three']",
    "{a: b, c: [d]}",
    "{\n@a: b, # inside, and\n@# { alone\n@c: d\n@}",
)
"""Values of every form; @ stands for the spaces before a line of theirs."""


class _Scribbler:
    """Write rows, with remarks above and beside them."""

    def __init__(self, draw: st.DrawFn) -> None:
        self._draw = draw
        self._step = draw(st.sampled_from([2, 4]))
        self._numbers: Iterator[int] = count()
        self.rows: list[str] = []

    def row(self, depth: int, text: str) -> None:
        """Write a row of so many levels."""
        indent = depth * self._step
        remark = st.sampled_from([None, 0, 1, -self._step])
        for by in self._draw(st.lists(remark, max_size=2)):
            lead = " " * max(indent + (by or 0), 0)
            self.rows.append("" if by is None else f"{lead}# alone {next(self._numbers)},")
        if "\n" not in text and self._draw(st.booleans()):
            text += f"  # beside {next(self._numbers)}"
        self.rows.append(" " * indent + text.replace("@", " " * (indent + self._step)))

    def some(self, *names: str) -> list[str]:
        """Choose some of these, in any order."""
        return self._draw(st.lists(st.sampled_from(names), min_size=1, unique=True))

    def one(self, *names: str) -> str:
        """Choose one of these."""
        return self._draw(st.sampled_from(names))

    def item(self) -> None:
        """Write what is said of one item."""
        for key in self.some("set", "unset", "edit", "lists", "hide"):
            getattr(self, f"_{key}")()
        if self._draw(st.booleans()):
            self.row(2, f"why: {self.one(*VALUES[:7])}")

    def _set(self) -> None:
        if self._draw(st.booleans()):
            self.row(2, "set: {title: 'a, b', summary: c, body: [d, e]}")
            return
        self.row(2, "set:")
        for field in self.some("title", "summary", "body"):
            self.row(3, f"{field}: {self.one(*VALUES)}")

    def _unset(self) -> None:
        self.row(2, "unset:")
        for field in self.some("time", "people"):
            self.row(3, f"- {field}")

    def _edit(self) -> None:
        self.row(2, "edit:")
        for field in self.some("bring", "leave_with"):
            self.row(3, f"{field}:")
            self.row(4, "- {replace: a, with: b}")
            self.row(4, "- append: |\n@@more")

    def _lists(self) -> None:
        self.row(2, "lists:")
        self.row(3, "tags:")
        for change in self.some("add", "remove"):
            self.row(4, f"{change}: [{change}-1, {change}-2]")

    def _hide(self) -> None:
        self.row(2, "hide: true")


@st.composite
def files(draw: st.DrawFn) -> str:
    """A file of overrides with some items in it."""
    scribbler = _Scribbler(draw)
    scribbler.row(0, "items:")
    for item in scribbler.some("tips/a", '"tips/b"', "tips/c"):
        scribbler.row(1, f"{item}:")
        scribbler.item()
    if draw(st.booleans()):
        scribbler.row(0, "words: {unit: {one: a, other: b}}")
    ends = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    text = "\n".join([*scribbler.rows, "# the end", *draw(st.sampled_from([[], [""]]))])
    return text.replace("\n", ends)
