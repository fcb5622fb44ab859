"""The picture of a case: its dated moves on a line of years."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from playbook.drawing.svg import circle, number, path

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LEAST = 3
"""Dated moves below which there is nothing to see."""
WIDE, HIGH, EDGE = 300.0, 34.0, 14.0
_YEAR = re.compile(r"(?<!\d)((?:1[6-9]|20)\d\d)(?:-(\d\d))?(?!\d)")


def dates_of(whens: Iterable[str], months: Sequence[str]) -> list[float]:
    """Return the years in texts such as 2014-03, "March 2014" or "2007", with their fractions.

    `months` are the names of the language, January first; a text without a year has no place.
    """
    found = []
    for when in whens:
        year = _YEAR.search(when)
        if year is None:
            continue
        named = (at for at, name in enumerate(months) if name.lower() in when.lower())
        month = int(year[2]) - 1 if year[2] else next(named, 5.5)
        found.append(int(year[1]) + min(month, 11) / 12)
    return found


def timeline_svg(dates: Sequence[float], says: str) -> Markup:
    """Return the picture of dated moves; nothing where they are few, or all of one year.

    `says` is what a screen reader says of it.
    """
    first, last = (int(min(dates)), int(max(dates))) if dates else (0, 0)
    if len(dates) < LEAST or first == last:
        return Markup("")
    span = last + 1 - first
    scale = (WIDE - 2 * EDGE) / span
    y = 12.0
    ticks = "".join(
        f"M{number(EDGE + scale * at)} {number(y - 4)}v8" for at in range(span + 1) if span <= MANY
    )
    line = path("k", f"M{number(EDGE)} {number(y)}H{number(WIDE - EDGE)}{ticks}")
    dots = "".join(circle("f", EDGE + (date - first) * scale, y, 4) for date in sorted(dates))
    words = "".join(
        f'<text x="{number(EDGE + scale * (year - first + 0.5))}" y="30">{year}</text>'
        for year in sorted({first, last, *(range(first, last) if span <= FEW else ())})
    )
    size = f'viewBox="0 0 {number(WIDE)} {number(HIGH)}"'
    said = f'role="img" aria-label="{escape(says)}"'
    return Markup(f'<svg class="pb-pic pb-timeline-pic" {size} {said}>{line}{dots}{words}</svg>')


FEW, MANY = 8, 24
"""Years that all have their number; years that all have a notch."""
