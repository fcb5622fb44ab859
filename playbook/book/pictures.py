"""Pictures of the pages, for paper: an SVG that stands alone, as clear in grey as in colours."""

from __future__ import annotations

import html
import re

_STYLE = """
circle, path, rect { fill: none; stroke: #15242a; stroke-width: 2 }
circle, path, rect { stroke-linecap: round; stroke-linejoin: round }
.f { fill: #15242a }
.n, .o { fill: #ffffff }
.o { stroke-width: 1.6 }
.d { fill: #ffffff; stroke: #63736e; stroke-dasharray: 3 3.4 }
.y { fill: BRAND; stroke: BRAND }
.r { fill: #ffffff; stroke: BRAND }
.g { fill: BRAND; fill-opacity: 0.1; stroke: BRAND }
.l { stroke: BRAND; stroke-width: 2.6 }
.w { stroke: #63736e; stroke-dasharray: 1 4 }
.h { stroke: #63736e; stroke-width: 1.4 }
.a { stroke-width: 2.2 }
.t { stroke: BRAND; stroke-width: 2.8 }
.c { stroke-width: 2.4 }
.b { stroke-width: 4 }
.s { fill: ACCENT; stroke-width: 1.6 }
.e { fill: #ffffff; stroke-width: 1.6 }
text { fill: #15242a; font-family: 'Atkinson Hyperlegible'; font-size: 9.6px; text-anchor: middle }
"""
_SAYS = re.compile(r'aria-label="([^"]*)"')
_WIDE = re.compile(r'viewBox="0 0 ([\d.]+)')
_TEXT = re.compile(r'<text x="([-\d.]+)"([^>]*)>')
_TICK = re.compile(r'<path class="t" d="M([-\d.]+) [-\d.]+l([-\d.]+) [-\d.]+l([-\d.]+) ')
_ANCHOR = re.compile(r'text-anchor="(start|end)"')
_OTHER = {"start": "end", "end": "start"}


def on_paper(svg: str, *, brand: str, accent: str, mirrored: bool) -> dict[str, str | None] | None:
    """Return a picture as the templates of the book take it: its SVG, and what it says.

    Where lines run from the right it is `mirrored`, its words and ticks are not. None where there
    is none.
    """
    if not svg:
        return None
    svg = str(svg)  # what is joined to markup would be escaped
    says = _SAYS.search(svg)
    wide = _WIDE.search(svg)
    assert wide is not None, "a picture has a width"
    head, _, inner = svg.partition(">")
    inner = inner.removesuffix("</svg>")
    if mirrored:
        turned = _TICK.sub(_unturned_tick, _TEXT.sub(_unturned, inner))
        inner = f'<g transform="translate({wide[1]} 0) scale(-1 1)">{turned}</g>'
    style = _STYLE.replace("BRAND", brand).replace("ACCENT", accent)
    inner = _ANCHOR.sub(r'style="text-anchor: \1"', inner)  # a rule goes before an attribute
    return {
        "svg": f'{head} xmlns="http://www.w3.org/2000/svg"><style>{style}</style>{inner}</svg>',
        "says": html.unescape(says[1]) if says else None,
    }


def _unturned(found: re.Match[str]) -> str:
    rest = _ANCHOR.sub(lambda anchor: f'text-anchor="{_OTHER[anchor[1]]}"', found[2])
    return f'<text x="{found[1]}"{rest} {_turn(float(found[1]))}>'


def _unturned_tick(found: re.Match[str]) -> str:
    left, down, up = map(float, found.groups())
    return found[0].replace("<path ", f"<path {_turn(left + (down + up) / 2)} ")


def _turn(middle: float) -> str:
    """Return what turns a piece of a picture around a line."""
    return f'transform="translate({2 * middle:g} 0) scale(-1 1)"'
