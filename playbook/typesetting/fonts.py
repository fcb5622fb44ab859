"""The fonts of the sheets: cut to alphabets, from font packages, and kept in a cache.

Typst sets the text in static cuts that lie in a folder of their own; it sees no other font, so
that a sheet is the same on every computer. What people type is drawn in one further font, the
fill font: its alphabets go by the playbook's language and by what has been typed.
"""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import unicodedata
from contextlib import suppress
from functools import cache as remembered
from functools import partial
from typing import TYPE_CHECKING

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

from playbook.cache.disk import cached, version_of
from playbook.glyphs import (
    ALPHABETS,
    JOINING,
    PICTURES,
    READY,
    SYMBOL_FAMILY,
    TEXT_FONT,
    font_file,
    open_zero,
    symbols,
)
from playbook.language import Language
from playbook.whole import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

ALWAYS = ("latin", "greek", "cyrillic")
"""Alphabets that every sheet can be filled in with."""
_OTHERS = ("arabic", "hebrew")
ALPHABET_OF = {"Arab": "arabic", "Hebr": "hebrew"}
"""Alphabets by the scripts of languages; the others come in with the letters that need them."""
_CUTS = (
    ALWAYS,
    *((name,) for name in ALPHABETS if name not in ALWAYS),
)
"""Alphabets of one font, which are cut together."""
_FAMILIES = ("Atkinson Hyperlegible", *(ALPHABETS[names[0]].family for names in _CUTS))
TEXT_FAMILIES = (*_FAMILIES[:-1], "Zilla Slab", SYMBOL_FAMILY, _FAMILIES[-1])
"""The last ones are there for arrows, ticks, symbols and pictures."""
TITLE_FAMILIES = ("Zilla Slab", *_FAMILIES[:-1], SYMBOL_FAMILY, _FAMILIES[-1])
_WEIGHTS = {"Regular": 400, "Bold": 700}


def text_fonts(cache: Path, text: str, language: str) -> Path:
    """Return a folder with the fonts that `text` is set in, and nothing else.

    The faces that every sheet has are copied; a further script is cut only where it is needed.
    """
    rare = set(text) - _common() if not text.isascii() else set()
    codes = set(map(ord, rare)) - JOINING - symbols()
    own = ALPHABET_OF.get(Language(language).script)
    cuts = [
        names
        for names in _CUTS
        if own in names or any(codes & ALPHABETS[name].letters() for name in names)
    ]
    faces = [(names, style) for names in cuts for style in _styles(names)]
    recipe = f"open zero {READY} {[_recipe(*face) for face in faces]}"
    for package in sorted({package for package, _ in READY}):
        recipe += f" {package} {version_of(package.replace('_', '-'))}"
    folder = cache / "typeset" / hashlib.sha256(recipe.encode()).hexdigest()[:16]
    if not folder.is_dir():
        made = folder.with_name(f"{folder.name}.{os.getpid()}.part")
        try:
            made.mkdir(parents=True, exist_ok=True)
            for package, file in READY:
                (made / file).write_bytes(_ready(package, file))
            for names, style in faces:
                face = cached(_recipe(names, style).encode(), partial(_face, names, style))
                (made / f"{names[0]}-{style}.ttf").write_bytes(face)
            _settle(made, folder)
        finally:
            shutil.rmtree(made, ignore_errors=True)
    return folder


def _ready(package: str, file: str) -> bytes:
    """Return a font of one cut as texts are set in it."""
    raw = font_file(package, file)
    return cached(b"open zero" + raw, partial(_opened, raw)) if package == TEXT_FONT else raw


def _opened(raw: bytes) -> bytes:
    font = TTFont(io.BytesIO(raw), recalcTimestamp=False)
    open_zero(font)
    return _font_bytes(font)


def _styles(names: tuple[str, ...]) -> list[str]:
    """Return the faces that a text needs; pictures have no bold one."""
    return ["Regular"] if names == (PICTURES,) else list(_WEIGHTS)


@remembered
def _recipe(names: tuple[str, ...], style: str) -> str:
    alphabets = [ALPHABETS[name] for name in names]
    package = alphabets[0].package.replace("_", "-")
    what = f"{names} {style} {alphabets} {sorted(JOINING)}"
    return f"face {_tools()} {package} {version_of(package)} {what}"


def _face(names: tuple[str, ...], style: str) -> bytes:
    """Return a face of some alphabets of one font, as a file."""
    font = _subset(names, _WEIGHTS[style])
    _rename(font, ALPHABETS[names[0]].family, style, _WEIGHTS[style])
    return _font_bytes(font)


@remembered
def _common() -> frozenset[str]:
    """Return the letters that the faces of every sheet have."""
    known = (TTFont(io.BytesIO(font_file(*ready)), lazy=True).getBestCmap() for ready in READY[:2])
    return frozenset(map(chr, set.intersection(*map(set, known))))


def scripts_of(language: str, text: str = "") -> tuple[str, ...]:
    """Return the alphabets for a playbook's language and for what has been typed."""
    wanted = {ALPHABET_OF.get(Language(language).script)}
    if not text.isascii():
        typed = set(map(ord, text))
        wanted |= {name for name in _OTHERS if typed & ALPHABETS[name].letters()}
    return (*ALWAYS, *(name for name in _OTHERS if name in wanted))


def fill_font_file(scripts: tuple[str, ...], cache: Path) -> bytes:
    """Return the TrueType font that typed text is drawn in."""
    alphabets = [ALPHABETS[name] for name in scripts]
    packages = sorted({one.package for one in alphabets})
    versions = [version_of(package.replace("_", "-")) for package in packages]
    recipe = f"fill font {_tools()} {scripts} {alphabets} {versions}"
    kept = cache / "typeset" / f"fill-{hashlib.sha256(recipe.encode()).hexdigest()[:16]}.ttf"
    if not kept.is_file():
        kept.parent.mkdir(parents=True, exist_ok=True)
        write_whole(kept, cached(recipe.encode(), partial(_merge, scripts)))
    return _read_file(kept)


@remembered
def _read_file(path: Path) -> bytes:
    return path.read_bytes()


def _tools() -> str:
    return f"fonttools {version_of('fonttools')} unicode {unicodedata.unidata_version}"


def _subset(names: Iterable[str], weight: int, *, bare: bool = False) -> TTFont:
    """Return the letters of some alphabets of one family, in one weight.

    A bare font has no rules for joining and placing letters: a PDF viewer does not use them.
    """
    alphabets = [ALPHABETS[name] for name in names]
    font = TTFont(
        io.BytesIO(font_file(alphabets[0].package, alphabets[0].file)), recalcTimestamp=False
    )
    options = Options(
        hinting=False,
        recalc_timestamp=False,
        notdef_outline=True,
        name_IDs=[1, 2, 3, 4, 5, 6, 13, 14],
    )
    if bare:
        options.layout_features = []
        options.drop_tables += ["GSUB", "GPOS", "GDEF", "STAT", "gasp", "DSIG", "MVAR", "HVAR"]
    subsetter = Subsetter(options)
    letters: set[int] = set().union(*(alphabet.letters() for alphabet in alphabets))
    subsetter.populate(unicodes=letters if bare else letters | JOINING)
    subsetter.subset(font)
    axes = {axis.axisTag: weight if axis.axisTag == "wght" else 100 for axis in font["fvar"].axes}
    instantiateVariableFont(font, axes, inplace=True)
    return font


def _merge(scripts: tuple[str, ...]) -> bytes:
    groups = [names for names in (tuple(n for n in cut if n in scripts) for cut in _CUTS) if names]
    parts = [io.BytesIO(_font_bytes(_subset(names, 400, bare=True))) for names in groups]
    font = TTFont(parts[0], recalcTimestamp=False) if len(parts) == 1 else Merger().merge(parts)
    _rename(font, "Playbook Fill", "Regular", 400)
    return _font_bytes(font)


def _rename(font: TTFont, family: str, style: str, weight: int) -> None:
    names = font["name"]
    names.names = [name for name in names.names if name.nameID in (13, 14)]
    post = f"{family.replace(' ', '')}-{style}"
    for number, text in ((1, family), (2, style), (3, post), (4, f"{family} {style}"), (6, post)):
        names.setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight
    bold = style == "Bold"
    font["OS/2"].fsSelection = 0x20 if bold else 0x40
    font["head"].macStyle = int(bold)


def _font_bytes(font: TTFont) -> bytes:
    out = io.BytesIO()
    font.recalcTimestamp = False
    font["head"].created = font["head"].modified = 3_600_000_000
    font.save(out)
    return out.getvalue()


def _settle(made: Path, folder: Path) -> None:
    """Put a finished folder into its place; another process may have been faster."""
    with suppress(OSError):
        made.replace(folder)
