"""Draw a picture: lines of signs -> SVG without a colour of its own, each square 20 units wide."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from markupsafe import Markup, escape

from playbook.drawing.grammar import HIGH, WIDE, Drawing, marks_of
from playbook.drawing.signs import ENDS, SIGNS

if TYPE_CHECKING:
    from playbook.drawing.grammar import Mark, Point

U = 20
"""Units a square: letters of 9.6 units are 14 pixels where a picture is 350 wide."""
_STAR, _HEAD = 17.0, 7.5
_MARKS = {
    "active-ally": ("f", "circle"),
    "passive-ally": ("n", "circle"),
    "undecided": ("n", "diamond"),
    "passive-opponent": ("n", "square"),
    "active-opponent": ("f", "square"),
}


def number(value: float) -> str:
    """Return a number as short as a picture needs it."""
    return f"{value:.1f}".removesuffix(".0").replace("-0.", "-.") or "0"


def star(x: float, y: float, radius: float) -> str:
    """Return the path of the four-pointed star."""
    turns = ((math.pi * (turn - 2) / 4, radius * (0.3 if turn % 2 else 1)) for turn in range(8))
    points = (f"{number(x + r * math.cos(a))} {number(y + r * math.sin(a))}" for a, r in turns)
    return f"M{'L'.join(points)}z"


def sheet(x: float, y: float, wide: float, high: float) -> str:
    """Return the path of a page around a point, its corner folded."""
    fold = min(9.0, wide * 0.3)
    left, top = number(x - wide / 2), number(y - high / 2)
    w, f, h = number(wide - fold), number(fold), number(high - fold)
    return f"M{left} {top}h{w}l{f} {f}v{h}h-{number(wide)}z"


class _Canvas:
    """Three layers and the words; where each named mark stands, and how far it reaches."""

    def __init__(self, thumb: bool) -> None:
        self.thumb = thumb
        self.back: list[str] = []
        self.middle: list[str] = []
        self.front: list[str] = []
        self.reaches: dict[str, tuple[float, float, float, float]] = {}
        """Name -> centre, and half of its width and height; a round one has no height."""

    def stands(self, mark: Mark, x: float, y: float, half: float, high: float = 0) -> None:
        if mark.name:
            self.reaches[mark.name] = (x, y, half, high)

    def words(self, x: float, y: float, text: str, anchor: str = "") -> None:
        """Write words; a thumbnail has none."""
        if text and not self.thumb:
            at = f' text-anchor="{anchor}"' if anchor else ""
            self.front.append(f'<text x="{number(x)}" y="{number(y)}"{at}>{escape(text)}</text>')


_Pen: TypeAlias = Callable[[_Canvas, "Mark", float, float], None]


def circle(kind: str, x: float, y: float, r: float) -> str:
    """Return a circle that the style knows as `kind`."""
    return f'<circle class="{kind}" cx="{number(x)}" cy="{number(y)}" r="{number(r)}"/>'


def rect(kind: str, x: float, y: float, wide: float, high: float, round_: float = 0) -> str:
    """Return a rectangle around a point."""
    left, top = number(x - wide / 2), number(y - high / 2)
    rx = f' rx="{number(round_)}"' if round_ else ""
    size = f'width="{number(wide)}" height="{number(high)}"'
    return f'<rect class="{kind}" x="{left}" y="{top}" {size}{rx}/>'


def path(kind: str, d: str) -> str:
    """Return a path."""
    return f'<path class="{kind}" d="{d}"/>'


def _you(canvas: _Canvas, mark: Mark, x: float, y: float) -> None:
    canvas.stands(mark, x, y, 14.5)
    canvas.middle += [circle("r", x, y, 12.7), circle("y", x, y, 8)]
    canvas.words(x, y + 26, mark.label)


def _person(canvas: _Canvas, mark: Mark, x: float, y: float) -> None:
    state = mark.states[0] if mark.states else ""
    canvas.stands(mark, x, y, 16.5 if state == "followed" else 11.5)
    kind = {"in": "f", "missing": "d", "followed": "f"}.get(state, "n")
    if state == "followed":
        canvas.middle.append(circle("k", x, y, 15.5))
    canvas.middle.append(circle(kind, x, y, 10))
    if state == "half":
        canvas.middle.append(path("f", f"M{number(x)} {number(y - 10)}a10 10 0 0 0 0 20z"))
    canvas.words(x, y + 24, mark.label)


def _org(canvas: _Canvas, mark: Mark, x: float, y: float) -> None:
    wide, high = _units(mark)
    canvas.stands(mark, x, y, wide / 2, high / 2)
    canvas.back.append(rect("d" if mark.states else "o", x, y, wide, high, 9))
    canvas.words(x, y + 3.5, mark.label)


def _table(canvas: _Canvas, mark: Mark, x: float, y: float) -> None:
    wide, high = _units(mark)
    canvas.stands(mark, x, y, wide / 2, high / 2)
    canvas.back.append(rect("o", x, y, wide, high, high / 2))


def _star(canvas: _Canvas, mark: Mark, x: float, y: float) -> None:
    canvas.stands(mark, x, y, _STAR * 0.72)
    canvas.front.append(path("e" if mark.states else "s", star(x, y, _STAR)))
    canvas.words(x, y + 30, mark.label)


def _ring(canvas: _Canvas, mark: Mark, x: float, y: float) -> None:
    canvas.stands(mark, x, y, mark.numbers[0] * U)
    canvas.back.append(circle("g", x, y, mark.numbers[0] * U))
    canvas.words(x, y + 3.5, mark.label)


def _piece(canvas: _Canvas, mark: Mark, x: float, y: float) -> None:
    side = (mark.numbers[0] if mark.numbers else 1) * U - 1
    canvas.stands(mark, x, y, side / 2, side / 2)
    kind = "y" if "mine" in mark.states else "d" if "gap" in mark.states else "n"
    canvas.middle.append(rect(kind, x, y, side, side, 2.5))
    if "half" in mark.states:
        left, low, side_ = number(x - side / 2), number(y + side / 2), number(side)
        canvas.middle.append(path("y", f"M{left} {low}v-{side_}h{side_}z"))
    canvas.words(x, y + side / 2 + 12, mark.label)


def _dot(canvas: _Canvas, mark: Mark, x: float, y: float) -> None:
    canvas.front.append(circle("y", x, y, 1.5 + 2.2 * mark.numbers[0]))


def _sheet(canvas: _Canvas, mark: Mark, x: float, y: float) -> None:
    wide, high = _units(mark)
    left, top = x - wide / 2, y - high / 2
    canvas.stands(mark, x, y, wide / 2, high / 2)
    canvas.back.append(path("o", sheet(x, y, wide, high)))
    lines = mark.label.split("|") if mark.label else []
    if lines and not canvas.thumb:
        for row, text in enumerate(lines, 1):
            canvas.words(left + 6, top + high * row / (len(lines) + 1) + 4, text, "start")
    elif "tick" in mark.states:
        canvas.middle.append(path("t", f"M{number(x - 8)} {number(y + 1)}l6 6l11 -13"))
    elif "crack" in mark.states:
        third = number(high * 0.3)
        canvas.middle.append(
            path("c", f"M{number(x - 3)} {number(top + 2)}l7 {third}l-9 {third}l8 {third}")
        )
    else:
        rows = range(1, 4) if high > 2 * U else range(1, 3)
        step = high / (len(rows) + 1)
        d = "".join(
            f"M{number(left + 6)} {number(top + step * row)}h{number(wide - 12)}" for row in rows
        )
        canvas.middle.append(path("h", d))


def _bubble(canvas: _Canvas, mark: Mark, x: float, y: float) -> None:
    wide, high = max(36.0, 5.2 * len(mark.label) + 14), 26.0
    side = 11 if "left" in mark.states else -11 if "right" in mark.states else 0
    canvas.stands(mark, x, y, wide / 2, high / 2)
    left, top, w, h = (
        number(x - wide / 2 + 7),
        number(y - high / 2),
        number(wide - 14),
        number(high - 14),
    )
    tip = number(x + side + 5)
    canvas.back.append(
        path(
            "o",
            f"M{left} {top}h{w}a7 7 0 0 1 7 7v{h}a7 7 0 0 1 -7 7H{tip}l-5 7l-5 -7H{left}"
            f"a7 7 0 0 1 -7 -7v-{h}a7 7 0 0 1 7 -7z",
        )
    )
    if mark.label and not canvas.thumb:
        canvas.words(x, y + 3.5, mark.label)
    elif "dots" in mark.states or mark.label:
        canvas.middle += [circle("f", x + off, y, 2) for off in (-8, 0, 8)]


def _date(canvas: _Canvas, mark: Mark, x: float, y: float) -> None:
    canvas.stands(mark, x, y, 12, 12)
    top = f"M{number(x - 11)} {number(y - 10)}h22v6h-22z"
    canvas.middle += [
        rect("n", x, y + 0.5, 22, 21, 3),
        path("f", top),
        circle("f", x + 4, y + 4, 3),
    ]
    canvas.words(x + 17, y + 4, mark.label, "start")


def _coin(canvas: _Canvas, mark: Mark, x: float, y: float) -> None:
    canvas.stands(mark, x, y, 11)
    canvas.middle += [circle("n", x, y, 9.5), path("k", f"M{number(x)} {number(y - 5)}v10")]
    canvas.words(x, y + 22, mark.label)


def _box(canvas: _Canvas, mark: Mark, x: float, y: float) -> None:
    canvas.stands(mark, x, y, 11, 11)
    canvas.middle.append(rect("n", x, y, 20, 20, 3))
    if mark.states:
        canvas.middle.append(path("t", f"M{number(x - 6)} {number(y)}l4.5 5l8 -10"))
    canvas.words(x + 16, y + 3.5, mark.label, "start")


def _cross(canvas: _Canvas, mark: Mark, x: float, y: float) -> None:
    canvas.stands(mark, x, y, 8)
    canvas.middle.append(path("c", f"M{number(x - 5)} {number(y - 5)}l10 10m0 -10l-10 10"))


def _bolt(canvas: _Canvas, mark: Mark, x: float, y: float) -> None:
    canvas.middle.append(path("c", f"M{number(x + 4)} {number(y - 15)}l-9 14h10l-8 16"))


def _bar(canvas: _Canvas, mark: Mark, x: float, y: float) -> None:
    canvas.middle.append(path("b", f"M{number(x)} {number(y - 15)}v30"))
    canvas.words(x, y + 28, mark.label)


def _stair(canvas: _Canvas, mark: Mark, x: float, y: float) -> None:
    high = mark.numbers[0] * U
    canvas.stands(mark, x, y - high / 2, 21, high / 2)
    canvas.middle.append(rect("y" if mark.states else "d", x, y - high / 2, 42, high, 2))
    canvas.words(x, y + 13, mark.label)


def _balance(canvas: _Canvas, mark: Mark, x: float, y: float) -> None:
    left, right = (x - 48, y + 8), (x + 48, y - 8)
    canvas.back += [
        path("a", f"M{number(x)} {number(y)}v78m-14 0h28{_segment(*left, *right)}"),
        *(
            path("o", f"M{number(px - 22)} {number(py + 48)}h44a22 13 0 0 1 -44 0zl22 -48l22 48")
            for px, py in (left, right)
        ),
    ]


def _reach(canvas: _Canvas, mark: Mark, x: float, y: float) -> None:
    r = mark.numbers[0] * U
    ends = [(x + r * math.cos(a), y + r * math.sin(a)) for a in (-1.05, 0.5)]
    (fx, fy), (tx, ty) = ends
    canvas.back.append(
        path(
            "k",
            f"M{number(fx)} {number(fy)}A{number(r)} {number(r)} 0 0 1 {number(tx)} {number(ty)}",
        )
    )


def _mark(canvas: _Canvas, mark: Mark, x: float, y: float) -> None:
    kind, shape = _MARKS[mark.states[0] if mark.states else "undecided"]
    canvas.stands(mark, x, y, 11)
    if shape == "circle":
        canvas.middle.append(circle(kind, x, y, 8.5))
    elif shape == "square":
        canvas.middle.append(rect(kind, x, y, 15.5, 15.5))
    else:
        canvas.middle.append(path(kind, f"M{number(x)} {number(y - 10)}l10 10l-10 10l-10 -10z"))
    canvas.words(x, y + 22, mark.label)


def _text(canvas: _Canvas, mark: Mark, x: float, y: float) -> None:
    canvas.words(x, y, mark.label, mark.states[0] if mark.states else "")


_PENS: dict[str, _Pen] = {
    "you": _you,
    "person": _person,
    "org": _org,
    "table": _table,
    "star": _star,
    "ring": _ring,
    "piece": _piece,
    "dot": _dot,
    "sheet": _sheet,
    "bubble": _bubble,
    "date": _date,
    "coin": _coin,
    "box": _box,
    "cross": _cross,
    "bolt": _bolt,
    "bar": _bar,
    "stair": _stair,
    "balance": _balance,
    "reach": _reach,
    "mark": _mark,
    "text": _text,
}


def _units(mark: Mark) -> tuple[float, float]:
    assert mark.size is not None, "the grammar asks for it"
    return mark.size[0] * U, mark.size[1] * U


def _between(canvas: _Canvas, mark: Mark) -> None:
    """Draw a line, an arrow or both between two ends, from edge to edge."""
    places = [_place(canvas, end) for end in mark.ends]
    (x, y, *_), (tx, ty, *_) = places
    angle = math.atan2(ty - y, tx - x)
    gap = 0 if mark.sign == "line" else 3
    first, second = (_edge(place, angle) + (gap if place[2] else 0) for place in places)
    dx, dy = math.cos(angle), math.sin(angle)
    ends = x + first * dx, y + first * dy, tx - second * dx, ty - second * dy
    if mark.sign == "line":
        canvas.back.append(
            path({"dotted": "w", "thin": "h"}.get("".join(mark.states), "l"), _segment(*ends))
        )
    elif mark.sign == "arrow":
        canvas.back.append(path("a", _segment(*ends) + _arrow(ends[2], ends[3], angle)))
    else:
        aside, down = 4.6 * dy, -4.6 * dx
        fx, fy, lx, ly = ends
        there = _segment(fx + aside, fy + down, lx + aside, ly + down)
        back = _segment(lx - aside, ly - down, fx - aside, fy - down)
        heads = _arrow(lx + aside, ly + down, angle), _arrow(fx - aside, fy - down, angle + math.pi)
        canvas.back.append(path("a", there + heads[0] + back + heads[1]))
    middle = (ends[0] + ends[2]) / 2, (ends[1] + ends[3]) / 2 - 6
    canvas.words(*middle, mark.label)


def _place(canvas: _Canvas, end: str | Point) -> tuple[float, float, float, float]:
    if isinstance(end, str):
        return canvas.reaches.get(end, (0.0, 0.0, 0.0, 0.0))
    return end[0] * U, end[1] * U, 0.0, 0.0


def _edge(place: tuple[float, float, float, float], angle: float) -> float:
    """Return how far it is from the middle of a mark to its edge."""
    _, _, half, high = place
    if not high:
        return half
    across, down = max(abs(math.cos(angle)), 1e-6), max(abs(math.sin(angle)), 1e-6)
    return min(half / across, high / down) + 2


def _segment(x: float, y: float, tx: float, ty: float) -> str:
    return f"M{number(x)} {number(y)}L{number(tx)} {number(ty)}"


def _arrow(x: float, y: float, angle: float) -> str:
    points = [
        (x - _HEAD * math.cos(angle + turn), y - _HEAD * math.sin(angle + turn))
        for turn in (-0.5, 0.5)
    ]
    (ax, ay), (bx, by) = points
    return f"M{number(ax)} {number(ay)}L{number(x)} {number(y)}L{number(bx)} {number(by)}"


def _along(canvas: _Canvas, mark: Mark) -> None:
    """Draw what goes from one point to another: notches, a brace, an arc."""
    (x, y), (tx, ty) = ((px * U, py * U) for px, py in mark.points)
    if mark.sign == "brace":
        canvas.back.append(path("h", f"M{number(x)} {number(y - 4)}v6H{number(tx)}v-6"))
        canvas.words((x + tx) / 2, y + 17, mark.label)
    elif mark.sign == "notches":
        count = max(2, round(mark.numbers[0]))
        places = (x + 10 + (tx - x - 20) * at / (count - 1) for at in range(count))
        ticks = "".join(f"M{number(place)} {number(y - 6)}v12" for place in places)
        canvas.back.append(path("k", f"M{number(x)} {number(y)}H{number(tx)}{ticks}"))
    else:
        turn, sweep = (-0.5, 0) if mark.states else (0.5, 1)
        r = number(math.hypot(tx - x, ty - y) * 1.05)
        angle = math.atan2(ty - y, tx - x) + turn
        d = f"M{number(x)} {number(y)}A{r} {r} 0 0 {sweep} {number(tx)} {number(ty)}"
        canvas.back.append(path("a", d + _arrow(tx, ty, angle)))
        canvas.words((x + tx) / 2, min(y, ty) - 12, mark.label)


@lru_cache(maxsize=1024)
def picture_svg(drawing: Drawing, thumb: bool = False) -> Markup:
    """Return a picture; its square thumbnail stands beside words, and says none itself."""
    canvas = _Canvas(thumb)
    marks = [mark for mark in marks_of(drawing.draw) if not (thumb and mark.large_only)]
    for mark in marks:
        if mark.sign in _PENS:
            x, y = mark.points[0]
            _PENS[mark.sign](canvas, mark, x * U, y * U)
    for mark in marks:
        if SIGNS[mark.sign].points == ENDS:
            _between(canvas, mark)
        elif mark.sign not in _PENS:
            _along(canvas, mark)
    left = number(drawing.focus * U) if thumb else "0"
    box = f"{left} 0 {HIGH * U if thumb else WIDE * U} {HIGH * U}"
    said = ' aria-hidden="true"' if thumb else f' role="img" aria-label="{escape(drawing.says)}"'
    kind = "pb-pic pb-thumb" if thumb else "pb-pic"
    inner = "".join((*canvas.back, *canvas.middle, *canvas.front))
    return Markup(f'<svg class="{kind}" viewBox="{box}"{said}>{inner}</svg>')
