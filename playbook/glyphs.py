"""The letters that our fonts have, and what stands on paper for one that they have not."""

from __future__ import annotations

import io
import json
import re
import unicodedata
from dataclasses import dataclass
from functools import cache as remembered
from importlib.resources import files
from typing import TYPE_CHECKING

from playbook.cache.disk import cached, version_of

if TYPE_CHECKING:
    from collections.abc import Callable, Set

    from fontTools.ttLib import TTFont

Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Alphabet:
    """Letters of one script, and the font that has them."""

    package: str
    file: str
    family: str
    spans: Spans

    def letters(self) -> set[int]:
        """Return its code points."""
        return {code for low, high in self.spans for code in range(low, high + 1)}


_NOTO = ("fontpkg_noto_sans", "NotoSans[wdth,wght].ttf", "Noto Sans")
PICTURES = "emoji"
ALPHABETS = {
    "latin": Alphabet(
        *_NOTO,
        (
            (0x20, 0x7E),
            (0xA0, 0x24F),
            (0x259, 0x259),
            (0x2B9, 0x2BF),
            (0x2C6, 0x2DD),
            (0x300, 0x30C),
            (0x323, 0x331),
            (0x1E00, 0x1EFF),
            (0x2010, 0x2027),
            (0x202F, 0x203A),
            (0x2044, 0x2044),
            (0x2070, 0x209C),
            (0x20A0, 0x20BF),
            (0x2113, 0x2122),
            (0x2212, 0x2212),
            (0xFFFD, 0xFFFD),
        ),
    ),
    "greek": Alphabet(*_NOTO, ((0x370, 0x3FF),)),
    "cyrillic": Alphabet(*_NOTO, ((0x400, 0x45F), (0x48A, 0x4FF))),
    "arabic": Alphabet(
        "fontpkg_noto_sans_arabic",
        "NotoSansArabic[wdth,wght].ttf",
        "Noto Sans Arabic",
        ((0x600, 0x6FF), (0x750, 0x77F), (0xFB50, 0xFBFF), (0xFE70, 0xFEFC)),
    ),
    "hebrew": Alphabet("fontpkg_assistant", "Assistant[wght].ttf", "Assistant", ((0x5B0, 0x5F4),)),
    **{
        name.lower(): Alphabet(
            f"fontpkg_noto_sans_{name.lower()}",
            f"NotoSans{name}[wdth,wght].ttf",
            f"Noto Sans {name}",
            spans,
        )
        for name, spans in {
            "Devanagari": ((0x900, 0x97F), (0x1CD0, 0x1CF9), (0xA8E0, 0xA8FF)),
            "Khmer": ((0x1780, 0x17F9), (0x19E0, 0x19FF)),
            "Tamil": ((0xB82, 0xBFA),),
            "Telugu": ((0xC00, 0xC7F),),
            "Thai": ((0xE01, 0xE5B),),
        }.items()
    },
    **{
        name.lower(): Alphabet(
            "manimgx_fonts", f"NotoSans{name}[wght].ttf", f"Noto Sans {name}", spans
        )
        for name, spans in {
            "Armenian": ((0x531, 0x58F), (0xFB13, 0xFB17)),
            "Bengali": ((0x980, 0x9FE),),
            "Ethiopic": ((0x1200, 0x1399), (0x2D80, 0x2DDE), (0xAB01, 0xAB2E)),
            "Georgian": ((0x10A0, 0x10FF), (0x1C90, 0x1CBF), (0x2D00, 0x2D2D)),
            "Gujarati": ((0xA81, 0xAFF),),
            "Gurmukhi": ((0xA01, 0xA76),),
            "Kannada": ((0xC80, 0xCF3),),
            "Lao": ((0xE81, 0xEDF),),
            "Malayalam": ((0xD00, 0xD7F),),
            "Myanmar": ((0x1000, 0x109F), (0xA9E0, 0xA9FE), (0xAA60, 0xAA7F)),
            "Oriya": ((0xB01, 0xB77),),
            "Sinhala": ((0xD81, 0xDF4),),
        }.items()
    },
    PICTURES: Alphabet(
        "manimgx_fonts",
        "NotoEmoji[wght].ttf",
        "Noto Emoji",
        ((0x231A, 0x23FA), (0x2600, 0x27BF), (0x2B05, 0x2B55), (0x1F000, 0x1FAFF)),
    ),
}
JOINING = frozenset((0x200C, 0x200D, 0x20E3, 0x25CC, 0x964, 0x965, 0xFE0F))
"""What joins letters or stands beside them in many scripts."""
SYMBOL_FAMILY = "DejaVu Sans Mono"
"""The font of symbols that Typst brings along."""
_SYMBOLS: Spans = (
    (0x2030, 0x2037), (0x203C, 0x203F), (0x2190, 0x2213), (0x2223, 0x2224), (0x2227, 0x222D),
    (0x2234, 0x223D), (0x2241, 0x2269), (0x226D, 0x228B), (0x228D, 0x22A5), (0x22C2, 0x22C6),
    (0x2300, 0x2306), (0x2308, 0x2315), (0x2318, 0x2319), (0x2335, 0x237A), (0x23CE, 0x23CF),
    (0x2500, 0x262F), (0x2638, 0x268B), (0x2690, 0x269C), (0x26A0, 0x26A1), (0x2701, 0x2704),
    (0x2706, 0x2709), (0x270C, 0x2727), (0x2729, 0x274B), (0x274F, 0x2752), (0x2758, 0x275E),
    (0x2761, 0x2775), (0x2798, 0x27AF), (0x27B1, 0x27BE), (0x27F5, 0x27F7), (0x2B05, 0x2B0D),
    (0x2B12, 0x2B1A),
)  # fmt: skip
"""Its symbols, as far as they are of use in a text: what Typst could set of them was tried out."""
TEXT_FONT = "fontpkg_atkinson_hyperlegible"
"""Its zero has a stroke through it, which reads as a mistake in running text; see `open_zero`."""
READY = (
    (TEXT_FONT, "AtkinsonHyperlegible-Regular.ttf"),
    (TEXT_FONT, "AtkinsonHyperlegible-Bold.ttf"),
    (TEXT_FONT, "AtkinsonHyperlegible-Italic.ttf"),
    (TEXT_FONT, "AtkinsonHyperlegible-BoldItalic.ttf"),
    ("fontpkg_zilla_slab", "ZillaSlab-SemiBold.ttf"),
)
"""Fonts of one cut: those of texts, whose zeros lose their stroke, and the one of titles."""
STAND_IN = "\ufffd"
_LOOKS = re.compile("[\ufe0e\ufe0f\u20e3]")
"""What asks for colour or a key around a character: paper has neither."""
_TAIL = "[\u200d\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\u20e3]*"
"""What only changes the look of the character before it."""
_RARE = re.compile(rf"[^\x00-\x7f]{_TAIL}(?:(?<=\u200d)[^\x00-\x7f]{_TAIL})*")
_UNSEEN = ("Cc", "Cf", "Zs", "Zl", "Zp")


def replace_undrawable(text: str) -> str:
    """Return `text` with a stand-in for each character that no font of ours has."""
    if text.isascii():
        return text
    return _RARE.sub(lambda found: stand_in(found[0]) or found[0], _LOOKS.sub("", text))


def undrawable(text: str) -> list[str]:
    """Return the characters of `text` that no font of ours has, each once, in order."""
    if text.isascii() or usual().issuperset(text) or common().issuperset(text):
        return []
    found = _RARE.findall(_LOOKS.sub("", text))
    return list(dict.fromkeys(char for char in found if stand_in(char)))


@remembered
def stand_in(char: str) -> str | None:
    """Return what is drawn in the place of a character, or None where it can be drawn itself."""
    first = char[0]
    if first in common() or unicodedata.category(first) in _UNSEEN:
        return None
    plain = unicodedata.normalize("NFKC", first)
    return plain if plain != first and common().issuperset(plain) else STAND_IN


@remembered
def usual() -> frozenset[str]:
    """Return the letters of our font for texts: few texts need the other fonts to be looked at."""
    package, file = READY[0]
    return _cached_letters(f"{_versions({package})} {file}", lambda: _codes(package, file))


@remembered
def common() -> frozenset[str]:
    """Return every letter that our fonts have."""
    packages = {package for package, _ in READY} | {one.package for one in ALPHABETS.values()}
    return _cached_letters(f"{_versions(packages)} {READY} {ALPHABETS} {_SYMBOLS}", _all_codes)


def _versions(packages: set[str]) -> list[str]:
    return [f"{name} {version_of(name.replace('_', '-'))}" for name in sorted(packages)]


def _cached_letters(recipe: str, find: Callable[[], Set[int]]) -> frozenset[str]:
    """Return the letters of the code points that `find` finds, or found for the same `recipe`."""

    def letters() -> bytes:
        return json.dumps("".join(map(chr, sorted(find())))).encode()

    return frozenset(json.loads(cached(f"glyphs {recipe}".encode(), letters)))


def _all_codes() -> Set[int]:
    codes = symbols() | JOINING
    for ready in READY:
        codes |= _codes(*ready)
    for alphabet in ALPHABETS.values():
        codes |= alphabet.letters() & _codes(alphabet.package, alphabet.file)
    return codes


@remembered
def symbols() -> frozenset[int]:
    """Return the symbols that Typst's own font has."""
    return frozenset(code for low, high in _SYMBOLS for code in range(low, high + 1))


def _codes(package: str, file: str) -> set[int]:
    from fontTools.ttLib import TTFont  # slow to import, and seldom needed

    font = TTFont(io.BytesIO(font_file(package, file)), lazy=True)
    font.setGlyphOrder([""] * 0x10000)  # names of glyphs take longest to read, and nobody asks
    return set(font.getBestCmap())


def font_file(package: str, file: str) -> bytes:
    """Return a file of a font package."""
    home = files(package)
    inside = home / "files"
    return ((inside if inside.is_dir() else home) / file).read_bytes()


def open_zero(font: TTFont) -> None:
    """Take the stroke out of the zero: its two counters become one, in the shape of its outline.

    The font has no other zero that a text could ask for.
    """
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
