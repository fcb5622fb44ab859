"""What a browser that holds nothing loads for a page, pictures left out."""

from __future__ import annotations

import gzip
import re
from functools import cache
from pathlib import Path
from posixpath import dirname, join, normpath

FONTS = ("atkinson-400", "atkinson-700", "zilla-600")
"""What the letters of every page are set in."""
_ASKED = re.compile(
    r'<(?:script\b[^>]*?\bsrc|link\b(?=[^>]*\brel="(?:stylesheet|preload)")[^>]*?\bhref)="([^"]+)"'
)

_HELD = re.compile(r"<template\b.*?</template>", re.S)
"""What a page holds back: a browser loads nothing of it."""


def first_load(site: Path, page: Path) -> dict[str, int]:
    """The files of a page -> their bytes, compressed as hosts do."""
    html = _HELD.sub("", page.read_text(encoding="utf-8"))
    here = page.relative_to(site).as_posix()
    asked = {normpath(join(dirname(here), url)) for url in _ASKED.findall(html)}
    asked |= {f"assets/playbook/fonts/{name}-latin.woff2" for name in FONTS}
    files = (site / name.lstrip("/") for name in (here, *sorted(asked)))
    return {file.relative_to(site).as_posix(): _packed(file) for file in files}


@cache
def _packed(file: Path) -> int:
    raw = file.read_bytes()
    return len(raw) if file.suffix == ".woff2" else len(gzip.compress(raw))
