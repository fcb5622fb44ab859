"""Fonts for the site, cut to the letters that a browser asks for at once, and kept."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from typing import TYPE_CHECKING

from playbook.cache.disk import cached, version_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from fontTools.ttLib import TTFont


@dataclass(frozen=True)
class Face:
    """One style of a family, from a font package."""

    name: str
    package: str
    file: str
    features: tuple[str, ...] = ("kern", "liga", "mark", "mkmk", "ccmp", "locl")
    has_stroke: bool = False
    """Its zero has a stroke through it, which reads as a mistake in running text."""


FACES = (
    Face(
        "atkinson-400",
        "fontpkg_atkinson_hyperlegible",
        "AtkinsonHyperlegible-Regular.ttf",
        has_stroke=True,
    ),
    Face(
        "atkinson-400i",
        "fontpkg_atkinson_hyperlegible",
        "AtkinsonHyperlegible-Italic.ttf",
        has_stroke=True,
    ),
    Face(
        "atkinson-700",
        "fontpkg_atkinson_hyperlegible",
        "AtkinsonHyperlegible-Bold.ttf",
        has_stroke=True,
    ),
    Face("zilla-600", "fontpkg_zilla_slab", "ZillaSlab-SemiBold.ttf", ("kern", "liga", "lnum")),
)
RANGES = {
    "latin": (
        *range(0x20, 0x7F),
        *range(0xA0, 0x100),
        *(0x152, 0x153, 0x2013, 0x2014, 0x2018, 0x2019, 0x201A, 0x201C, 0x201D, 0x201E),
        *(0x2022, 0x2026, 0x202F, 0x2032, 0x2033, 0x2039, 0x203A, 0x20AC, 0x2190, 0x2192, 0x2212),
    ),
    "latin-ext": tuple(range(0x100, 0x180)),
}
"""Letters by file: the first is always needed, the second only where such letters stand."""


def font_files() -> dict[str, Callable[[], bytes]]:
    """Return what makes woff2 files, by their name, for example `atkinson-400-latin.woff2`."""
    return {
        f"{face.name}-{part}.woff2": partial(_make, face, letters)
        for face in FACES
        for part, letters in RANGES.items()
    }


def _make(face: Face, letters: tuple[int, ...]) -> bytes:
    source = (files(face.package) / "files" / face.file).read_bytes()
    recipe = f"{version_of('fonttools')} {version_of('brotli')} {face} {letters}".encode()
    return cached(source + recipe, lambda: _subset(source, face, letters))


def _subset(source: bytes, face: Face, letters: tuple[int, ...]) -> bytes:
    # Slow to import, and needed for the first build of a machine only
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    options = Options(
        flavor="woff2",
        hinting=False,
        layout_features=list(face.features),
        recalc_timestamp=False,
        desubroutinize=True,
        notdef_outline=True,
    )
    font = TTFont(io.BytesIO(source), recalcTimestamp=False)
    if face.has_stroke:
        _open_zero(font)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)
    font.flavor = "woff2"
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def _open_zero(font: TTFont) -> None:
    """Take the stroke out of the zero: its two counters become one, in the shape of its outline."""
    from fontTools.misc.arrayTools import calcBounds
    from fontTools.ttLib.tables._g_l_y_f import GlyphCoordinates

    glyph = font["glyf"][font.getBestCmap()[ord("0")]]
    points, ends, flags = glyph.getCoordinates(font["glyf"])
    count = ends[0] + 1
    outline, marks = list(points[:count]), list(flags[:count])
    left, low, right, high = calcBounds(outline)
    inner_left, inner_low, inner_right, inner_high = calcBounds(points[count:])
    wide = (inner_right - inner_left) / (right - left)
    tall = (inner_high - inner_low) / (high - low)
    counter = [
        (round(inner_left + (x - left) * wide), round(inner_low + (y - low) * tall))
        for x, y in reversed(outline)
    ]
    glyph.coordinates = GlyphCoordinates([*outline, *counter])
    glyph.flags = bytearray([*marks, *reversed(marks)])
    glyph.endPtsOfContours = [count - 1, 2 * count - 1]
    glyph.numberOfContours = 2
