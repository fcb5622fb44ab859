"""The letters that our fonts have, and what stands on paper for one that they have not."""

from __future__ import annotations

import io
import json
import re
import unicodedata
from dataclasses import dataclass
from functools import cache as remembered
from importlib.metadata import version
from importlib.resources import files

from playbook.cache import cached

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
}
READY = (
    ("fontpkg_atkinson_hyperlegible", "AtkinsonHyperlegible-Regular.ttf"),
    ("fontpkg_atkinson_hyperlegible", "AtkinsonHyperlegible-Bold.ttf"),
    ("fontpkg_atkinson_hyperlegible", "AtkinsonHyperlegible-Italic.ttf"),
    ("fontpkg_atkinson_hyperlegible", "AtkinsonHyperlegible-BoldItalic.ttf"),
    ("fontpkg_zilla_slab", "ZillaSlab-SemiBold.ttf"),
)
"""Fonts that are used as they are: those of texts, and the one of titles."""
STAND_IN = "\ufffd"
_PLAINER = {
    "\u27a1\u2794\u279c\u279e\u27f6\u21d2\u21e8": "\u2192",
    "\u2b05\u27f5\u21d0\u21e6": "\u2190",
    "\u2714\u2705": "\u2713",
    "\u2717\u2718\u274c\u2716": "\u00d7",
    "\u2605\u2606\u2b50": "*",
    "\u25cf\u25aa\u25b8\u2023": "\u2022",
}
_PLAIN = {char: plain for chars, plain in _PLAINER.items() for char in chars}
"""Signs that have a plainer one of the same meaning among our letters."""
_TAIL = "[\u200d\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\u20e3]*"
"""What only changes the look of the character before it."""
_RARE = re.compile(rf"[^\x00-\x7f]{_TAIL}(?:(?<=\u200d)[^\x00-\x7f]{_TAIL})*")
_UNSEEN = ("Cc", "Cf", "Zs", "Zl", "Zp")


def replace_undrawable(text: str) -> str:
    """Return `text` with a stand-in for each character that no font of ours has."""
    if text.isascii():
        return text
    return _RARE.sub(lambda found: stand_in(found[0]) or found[0], text)


def undrawable(text: str) -> list[str]:
    """Return the characters of `text` that no font of ours has, each once, in order."""
    if text.isascii() or common().issuperset(text):
        return []
    return list(dict.fromkeys(char for char in _RARE.findall(text) if stand_in(char)))


@remembered
def stand_in(char: str) -> str | None:
    """Return what is drawn in the place of a character, or None where it can be drawn itself."""
    first = char[0]
    if first in common() or unicodedata.category(first) in _UNSEEN:
        return None
    plain = _PLAIN.get(first) or unicodedata.normalize("NFKC", first)
    return plain if plain != first and common().issuperset(plain) else STAND_IN


@remembered
def common() -> frozenset[str]:
    """Return every letter that our fonts have."""
    packages = {package for package, _ in READY} | {one.package for one in ALPHABETS.values()}
    versions = [f"{name} {version(name.replace('_', '-'))}" for name in sorted(packages)]
    recipe = f"glyphs {versions} {READY} {ALPHABETS}".encode()
    return frozenset(json.loads(cached(recipe, _letters)))


def _letters() -> bytes:
    codes: set[int] = set()
    for ready in READY:
        codes |= _codes(*ready)
    for alphabet in ALPHABETS.values():
        codes |= alphabet.letters() & _codes(alphabet.package, alphabet.file)
    return json.dumps("".join(map(chr, sorted(codes)))).encode()


def _codes(package: str, file: str) -> set[int]:
    from fontTools.ttLib import TTFont  # slow to import, and seldom needed

    return set(TTFont(io.BytesIO(font_file(package, file)), lazy=True).getBestCmap())


def font_file(package: str, file: str) -> bytes:
    """Return a file of a font package."""
    return (files(package) / "files" / file).read_bytes()
