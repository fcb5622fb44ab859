"""Fonts for the site, cut to the letters that a playbook says, and kept.

Until they are there, a font of the reader's own device stands in, as wide and as high as they are:
nothing moves when they come.
"""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from playbook.cache.disk import cached, version_of
from playbook.glyphs import TEXT_FONT, font_file, open_zero

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@dataclass(frozen=True)
class Face:
    """One style of a family, from a font package."""

    name: str
    family: str
    weight: int
    package: str
    file: str
    style: str = "normal"
    features: tuple[str, ...] = ("kern", "liga", "mark", "mkmk", "ccmp", "locl")


FACES = (
    Face(
        "atkinson-400",
        "Atkinson",
        400,
        TEXT_FONT,
        "AtkinsonHyperlegible-Regular.ttf",
    ),
    Face(
        "atkinson-400i",
        "Atkinson",
        400,
        TEXT_FONT,
        "AtkinsonHyperlegible-Italic.ttf",
        style="italic",
    ),
    Face(
        "atkinson-700",
        "Atkinson",
        700,
        TEXT_FONT,
        "AtkinsonHyperlegible-Bold.ttf",
    ),
    Face(
        "zilla-600",
        "Zilla",
        600,
        "fontpkg_zilla_slab",
        "ZillaSlab-SemiBold.ttf",
        features=("kern", "liga", "lnum"),
    ),
)
_ALWAYS = frozenset(
    {
        *range(0x20, 0x7F),
        *(0xA0, 0xA9, 0xAB, 0xB7, 0xBB, 0xD7, 0x2013, 0x2014, 0x2018, 0x2019, 0x201A, 0x201C),
        *(0x201D, 0x201E, 0x2022, 0x2026, 0x202F, 0x2032, 0x2033, 0x2039, 0x203A, 0x20AC, 0x2190),
        *(0x2192, 0x2212),
    }
)
_LATIN = _ALWAYS | frozenset(range(0xA0, 0x180))
PARTS = ("latin", "latin-ext")
"""The files of a face: the first is always needed, the second where further letters are typed."""
Ranges: TypeAlias = "dict[str, tuple[int, ...]]"
"""Letters by file."""


def ranges_of(text: str) -> Ranges:
    """Return the letters of a playbook that says `text`, and the other Latin ones."""
    said = _ALWAYS | (_LATIN & set(map(ord, set(text))))
    return dict(zip(PARTS, (tuple(sorted(said)), tuple(sorted(_LATIN - said))), strict=True))


_OFTEN = {
    letter: times
    for times, letters in {
        183: " ",
        106: "e",
        75: "toa",
        54: "nsri",
        44: "h",
        29: "ld",
        21: "wucpm",
        16: "fyg",
        9: "bkv",
        1: "jqx",
    }.items()
    for letter in letters
}
"""How often a letter stands among a thousand of the shipped playbook."""


@dataclass(frozen=True)
class StandIn:
    """A font that most devices have: its names in each cut, and how wide its letters are there."""

    name: str
    regular: tuple[float, tuple[str, ...]]
    italic: tuple[float, tuple[str, ...]]
    bold: tuple[float, tuple[str, ...]]

    def cut(self, face: Face) -> tuple[float, tuple[str, ...]]:
        """Return what stands in for `face`."""
        if face.weight >= 600:
            return self.bold
        return self.regular if face.style == "normal" else self.italic


STAND_INS = (
    StandIn(
        "Arial",
        (0.4445, ("Arial", "Liberation Sans", "Arimo")),
        (0.4445, ("Arial Italic", "Liberation Sans Italic", "Arimo Italic")),
        (0.4801, ("Arial Bold", "Liberation Sans Bold", "Arimo Bold")),
    ),
    StandIn(
        "Roboto",
        (0.4457, ("Roboto", "Roboto Regular")),
        (0.4333, ("Roboto Italic",)),
        (0.4514, ("Roboto Bold",)),
    ),
)
"""Widths in em of the letters, as often as they stand: Arimo's, which are Arial's, and Roboto's."""


def fonts_css(ranges: Ranges) -> bytes:
    """Return the `@font-face` rules of every font and of what stands in for it.

    For a tenth of a second a text waits for its font. Then what stands in for it is shown, as wide
    and as high, until the font is there; after three seconds that waits for the next page.
    """
    return "".join(_rules(ranges)).encode()


def _rules(ranges: Ranges) -> Iterator[str]:
    for face in FACES:
        for part, letters in ranges.items():
            address = f'url("fonts/{face.name}-{part}.woff2") format("woff2")'
            yield _rule(face, face.family, address, letters, "font-display:fallback;")
        advance, ascent, descent = _measures(face)
        for stand_in in STAND_INS:
            own, names = stand_in.cut(face)
            size = advance / own
            yield _rule(
                face,
                f"{face.family} in {stand_in.name}",
                ",".join(f'local("{name}")' for name in names),
                ranges["latin"],
                f"size-adjust:{size:.2%};ascent-override:{ascent / size:.2%};"
                f"descent-override:{descent / size:.2%};line-gap-override:0%;",
            )


def _rule(face: Face, family: str, source: str, letters: tuple[int, ...], more: str) -> str:
    return (
        f'@font-face{{font-family:"{family}";font-style:{face.style};font-weight:{face.weight};'
        f"src:{source};{more}unicode-range:{_unicode_range(letters)}}}\n"
    )


def _unicode_range(letters: tuple[int, ...]) -> str:
    """Return the letters as CSS has them, for example `U+20-7E,U+A0`."""
    runs: list[list[int]] = []
    for letter in letters:
        if runs and letter == runs[-1][1] + 1:
            runs[-1][1] = letter
        else:
            runs.append([letter, letter])
    return ",".join(f"U+{a:X}" if a == b else f"U+{a:X}-{b:X}" for a, b in runs)


def _measures(face: Face) -> tuple[float, float, float]:
    """Return how wide the letters of a face are, and how high above and below the line, in em."""
    source = font_file(face.package, face.file)
    recipe = f"measures {_OFTEN}".encode()
    advance, ascent, descent = json.loads(cached(source + recipe, lambda: _measured(source)))
    return advance, ascent, descent


def _measured(source: bytes) -> bytes:
    from fontTools.ttLib import TTFont  # slow to import, and needed once

    font = TTFont(io.BytesIO(source))
    em, names, widths = font["head"].unitsPerEm, font.getBestCmap(), font["hmtx"]
    advance = sum(times * widths[names[ord(letter)]][0] for letter, times in _OFTEN.items())
    mean = advance / sum(_OFTEN.values()) / em
    return json.dumps([mean, font["hhea"].ascent / em, -font["hhea"].descent / em]).encode()


def font_files(ranges: Callable[[], Ranges]) -> dict[str, Callable[[], bytes]]:
    """Return what makes woff2 files, by their name, for example `atkinson-400-latin.woff2`."""
    return {
        f"{face.name}-{part}.woff2": partial(_make, face, part, ranges)
        for face in FACES
        for part in PARTS
    }


def _make(face: Face, part: str, ranges: Callable[[], Ranges]) -> bytes:
    source, letters = font_file(face.package, face.file), ranges()[part]
    recipe = f"{version_of('fonttools')} {version_of('brotli')} {face} {letters} open zero".encode()
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
    if face.package == TEXT_FONT:
        open_zero(font)
    name = font["name"]
    name.names = [
        record
        for record in name.names
        if record.nameID in options.name_IDs
        and record.langID in options.name_languages
        and record.isUnicode()
    ]
    del font["name"]  # to look all through a font for calls of further names takes a third longer
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)
    font["name"] = name
    font.flavor = "woff2"
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()
