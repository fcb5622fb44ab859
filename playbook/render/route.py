"""The picture of the route: steps on a line, phases below, loops back above."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from playbook.model import Step

if TYPE_CHECKING:
    from playbook.link import Entry, Linked
    from playbook.model import Phase


@dataclass(frozen=True)
class RouteStop:
    """A step on the line, at `x` in the picture's own units."""

    entry: Entry
    x: float


@dataclass(frozen=True)
class RouteStretch:
    """A phase, from `left` to `right`."""

    phase: Phase
    stops: tuple[RouteStop, ...]
    left: float
    right: float

    @property
    def middle(self) -> float:
        """Where the phase's name stands."""
        return (self.left + self.right) / 2


@dataclass(frozen=True)
class RouteLoop:
    """A way back, drawn as an arc from `start` to `end` whose top lies `height` above the line."""

    start: RouteStop
    end: RouteStop
    height: float
    label: str
    when: str


@dataclass(frozen=True)
class Route:
    """The whole picture, `width` units wide; `height` is what the tallest loop needs."""

    width: float
    height: float
    stretches: tuple[RouteStretch, ...]
    loops: tuple[RouteLoop, ...]


STEP, GAP, EDGE = 52.0, 34.0, 26.0


def route(playbook: Linked) -> Route:
    """Return where each stop, phase and loop of `playbook` is drawn."""
    stretches: list[RouteStretch] = []
    x = EDGE
    for phase in playbook.manifest.phases:
        stops = [
            RouteStop(playbook.entries[ref], x + index * STEP)
            for index, ref in enumerate(phase.steps)
        ]
        stretches.append(RouteStretch(phase, tuple(stops), stops[0].x, stops[-1].x))
        x = stops[-1].x + STEP + GAP
    width = x - STEP - GAP + EDGE
    loops = tuple(_loops(stretches))
    return Route(width, max((loop.height for loop in loops), default=0.0), tuple(stretches), loops)


def _loops(stretches: list[RouteStretch]) -> list[RouteLoop]:
    stops = {stop.entry.ref: stop for stretch in stretches for stop in stretch.stops}
    found = [
        (stop, stops[loop.to], loop)
        for stop in stops.values()
        if isinstance(stop.entry.item, Step)
        for loop in stop.entry.item.loops
    ]
    drawn: dict[str, RouteLoop] = {}
    for start, end, loop in sorted(found, key=lambda one: one[0].x - one[1].x):
        height = 34 + 26 * len(drawn)
        # Two ways back with the same words are one arc in the picture: the longer one.
        drawn[loop.label] = RouteLoop(start, end, height, loop.label, loop.when)
    return list(drawn.values())
