"""The picture of a path, drawn from its stops: what one does at each, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from playbook.drawing.svg import U, circle, number, path, rect, sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

STEP, HIGH, MOST = 26.0, 26.0, 20
"""How far stops stand apart, how high the picture is, how many of them are drawn."""


def stops_picture(stops: Sequence[tuple[str, int | None]]) -> Markup:
    """Return the picture of stops: each the kind of its item, and the number of a step.

    It stands beside words that say as much, so it says nothing itself.
    """
    shown, middle = stops[:MOST], HIGH / 2
    wide = STEP * max(1, len(shown))
    line = path("l", f"M{number(STEP / 2)} {number(middle)}H{number(wide - STEP / 2)}")
    drawn = "".join(
        _stop(kind, count, STEP * (at + 0.5), middle) for at, (kind, count) in enumerate(shown)
    )
    size = f'viewBox="0 0 {number(wide)} {number(HIGH)}" style="--stops: {len(shown)}"'
    return Markup(f'<svg class="pb-pic pb-path-pic" {size} aria-hidden="true">{line}{drawn}</svg>')


def _stop(kind: str, count: int | None, x: float, y: float) -> str:
    if kind == "steps":
        text = f'<text x="{number(x)}" y="{number(y + 3.4)}">{count}</text>'
        return circle("n", x, y, 9.5) + text
    if kind == "worksheets":
        lines = path("h", f"M{number(x - 4)} {number(y - 1)}h8m-8 4h6")
        return path("n", sheet(x, y, 15, 19)) + lines
    if kind == "checklists":
        tick = path("t", f"M{number(x - 4)} {number(y)}l3 3.6l5.4 -7")
        return rect("n", x, y, 16, 16, 2.5) + tick
    if kind == "guides":
        return path("n", f"M{number(x - 9)} {number(y - 7)}h18v12h-10l-4 5v-5h-4z")
    return circle("f", x, y, U / 5)
