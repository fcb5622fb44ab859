"""The picture of the route: steps on a line in equal columns of phases, loops back above it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from playbook.model import Step

if TYPE_CHECKING:
    from playbook.link import Entry, Linked
    from playbook.model import Phase, Ref

STAR = "steps/set-north-star"
"""The step that is drawn as a star, where a playbook has it."""


@dataclass(frozen=True)
class RouteStop:
    """A step on the line, at `x` in the picture's own units."""

    entry: Entry
    x: float
    star: bool


@dataclass(frozen=True)
class RouteStretch:
    """A phase: its column begins at `left`."""

    phase: Phase
    stops: tuple[RouteStop, ...]
    left: float


@dataclass(frozen=True)
class RouteLoop:
    """A way back, drawn as `path` to the head of an arrow at `end`.

    Its words stand around `x` at the height `y`.
    """

    path: str
    end: float
    x: float
    y: float
    label: str
    far: bool
    """It leads back over other loops, so it is drawn with dashes."""


@dataclass(frozen=True)
class Route:
    """The whole picture, `width` units wide, the line at the height `line`, stops of `radius`."""

    width: float
    line: float
    radius: float
    stretches: tuple[RouteStretch, ...]
    loops: tuple[RouteLoop, ...]
    narrow: Route | None
    """The same for a phone: one stop a phase."""


WIDE, NARROW = 1200.0, 340.0
RADIUS = 17.0
FIRST, LEVEL, CORNER = 50.0, 40.0, 14.0
"""How high the lowest loop runs above the line, how much higher the next, how round its corners."""
LETTER = 6.1
"""How wide a letter is in the narrow picture, roughly."""

_Ways = list[tuple["RouteStop", "RouteStop", str]]


def route(playbook: Linked) -> Route:
    """Return where each stop, phase and loop of `playbook` is drawn."""
    phases = playbook.manifest.phases
    if not phases:
        return Route(WIDE, 0, RADIUS, (), (), None)
    column = WIDE / len(phases)
    most = max(len(phase.steps) for phase in phases)
    radius = min(RADIUS, column / most * 0.42)
    stretches = tuple(
        RouteStretch(
            phase,
            tuple(
                _stop(
                    playbook.entries[ref],
                    number * column + radius + 2 + index * column / len(phase.steps),
                )
                for index, ref in enumerate(phase.steps)
            ),
            number * column,
        )
        for number, phase in enumerate(phases)
    )
    stops = {stop.entry.ref: stop for stretch in stretches for stop in stretch.stops}
    ways = _ways(stops)
    return _draw(WIDE, radius, stretches, ways, narrow=_narrow(stretches, ways))


def _narrow(stretches: tuple[RouteStretch, ...], ways: _Ways) -> Route:
    edge = 32.0
    gap = (NARROW - 2 * edge) / max(1, len(stretches) - 1)
    small = tuple(
        RouteStretch(
            stretch.phase,
            (
                RouteStop(
                    stretch.stops[0].entry,
                    edge + index * gap,
                    any(stop.star for stop in stretch.stops),
                ),
            ),
            edge + index * gap,
        )
        for index, stretch in enumerate(stretches)
    )
    place = {
        stop.entry.ref: little.stops[0]
        for stretch, little in zip(stretches, small, strict=True)
        for stop in stretch.stops
    }
    return _draw(
        NARROW,
        9.0,
        small,
        [(place[start.entry.ref], place[end.entry.ref], label) for start, end, label in ways],
        narrow=None,
    )


def _stop(entry: Entry, x: float) -> RouteStop:
    return RouteStop(entry, x, entry.ref == STAR)


def _ways(stops: dict[Ref, RouteStop]) -> _Ways:
    found = [
        (stop, stops[loop.to], loop.label)
        for stop in stops.values()
        if isinstance(stop.entry.item, Step)
        for loop in stop.entry.item.loops
    ]
    # Two ways back with the same words are one arc in the picture: the longer one.
    longest = {label: (start, end) for start, end, label in sorted(found, key=_span)}
    return [(start, end, label) for label, (start, end) in longest.items()]


def _span(way: tuple[RouteStop, RouteStop, str]) -> float:
    return way[0].x - way[1].x


def _draw(
    width: float,
    radius: float,
    stretches: tuple[RouteStretch, ...],
    ways: _Ways,
    *,
    narrow: Route | None,
) -> Route:
    """Put each way back on the lowest level where no shorter one runs."""
    levels: list[list[tuple[float, float]]] = []
    placed: list[tuple[float, float, int, str]] = []
    for start, end, label in sorted(ways, key=_span):
        away, back = start.x, end.x
        if start is end:
            away, back = start.x + radius, end.x - radius
        reach = (back - radius, away + radius)
        level = next(
            (
                number
                for number, row in enumerate(levels)
                if all(reach[1] <= left or reach[0] >= right for left, right in row)
            ),
            len(levels),
        )
        if level == len(levels):
            levels.append([])
        levels[level].append(reach)
        # Where several ways leave one stop, the longer ones leave a little further out.
        out = sum(1 for other in placed if abs(other[0] - away) < radius) * radius * 0.5
        placed.append((away + out, back, level, label))
    line = FIRST + LEVEL * max(0, len(levels) - 1) + (24 if ways else radius - FIRST + 8)
    loops = tuple(
        RouteLoop(
            _path(away, back, line - FIRST - LEVEL * level, line - radius - 7),
            back,
            _words_at(away, back, label if narrow is None else ""),
            line - FIRST - LEVEL * level,
            label,
            far=level > 0,
        )
        for away, back, level, label in placed
    )
    return Route(width, line, radius, stretches, loops, narrow)


def _words_at(away: float, back: float, label: str) -> float:
    """Return the middle of a way back, moved so that a long label ends where the way begins.

    A label that would leave the picture at its start begins there instead.
    """
    half = len(label) * LETTER / 2
    middle = (away + back) / 2
    return max(half, min(middle, away - half - 4)) if label else middle


def _path(away: float, back: float, top: float, foot: float) -> str:
    turn = min(CORNER, (away - back) / 2)
    return (
        f"M{away:g} {foot + 3:g}V{top + turn:g}q0-{turn:g}-{turn:g}-{turn:g}"
        f"H{back + turn:g}q-{turn:g} 0-{turn:g} {turn:g}V{foot - 3:g}"
    )
