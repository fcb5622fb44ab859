"""The files beside the pages: styles, scripts, fonts, and the pictures that pages show."""

from __future__ import annotations

import re
from functools import cache as remembered
from functools import partial
from typing import TYPE_CHECKING

from playbook.fields import TYPES
from playbook.render.brand import brand_css
from playbook.render.files import Files
from playbook.render.fonts import font_files, fonts_css, ranges_of
from playbook.render.hues import hues_css
from playbook.render.moved import MOVED
from playbook.render.scripts import join_scripts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from playbook.link import Linked
    from playbook.render.fonts import Ranges
    from playbook.render.templates import Templates

HOME = "assets/playbook"
"""Where our own files lie in the site."""
SCRIPT = f"{HOME}/playbook.js"
"""The script of every page: it begins while the page is drawn, above all that is seen of it."""
STYLES = f"{HOME}/playbook.css"
"""The styles of every page; a publisher's own come after."""
STYLE = "style.css"
"""What a type of field adds to the style of the site."""


_LEAVE_OUT = re.compile(r"^\s*/\*.*?\*/\n?|^\s+", re.M | re.S)
"""Indents, empty lines, and remarks that begin a line: browsers need none of them."""
_LEAVE_OUT_THEN = re.compile(r"(?<=[{};,])\n| (?=\{)|;(?=\n?\})")
"""Then the ends of lines, the space before a brace, and the last semicolon of a rule."""


def asset_files(playbook: Linked, templates: Templates, text: Callable[[], bytes]) -> Files:
    """Return the files by address; the edition has left only pictures that a page shows.

    `text` returns all that the playbook says: our fonts have its letters.
    """
    ranges = remembered(lambda: ranges_of(text().decode()))
    found: dict[str, Callable[[], bytes]] = {
        STYLES: partial(_style, playbook, templates, ranges),
        f"{HOME}/combine.css": partial(_packed, [templates.files("combine")["seen.css"]]),
    }
    found[SCRIPT] = lambda: join_scripts(_of(templates, "js")).encode()
    for path in _of(templates, "svg"):
        found[f"{HOME}/{path.name}"] = path.read_bytes
    for name, font in font_files(ranges).items():
        found[f"{HOME}/fonts/{name}"] = font
    return Files(found | {name: picture.read_bytes for name, picture in playbook.assets.items()})


def styles_of_pages(templates: Templates) -> dict[str, str]:
    """Return what single pages add to the styles of all, by their names; that of home is empty.

    It lies beside their templates: `pages/tonight.css` is for `tonight` alone.
    """
    found = templates.files("pages").items()
    styles = {name[:-4]: _packed([path]).decode() for name, path in found if path.suffix == ".css"}
    return {"" if name == "home" else name: style for name, style in styles.items()}


def _style(playbook: Linked, templates: Templates, ranges: Callable[[], Ranges]) -> bytes:
    homes = (templates.files(f"fields/{name}") for name in TYPES)
    paths = [*_of(templates, "css"), *(home[STYLE] for home in homes if STYLE in home)]
    own = hues_css(playbook.manifest.kinds), brand_css(playbook.manifest.brand)
    return _packed([*paths, *templates.styles_of_kinds()], fonts_css(ranges()).decode(), own)


def _packed(paths: Iterable[Path], first: str = "", last: Iterable[str] = ()) -> bytes:
    """Return the styles in `paths` as one, between two texts, without what browsers need not."""
    css = "\n".join([first, *(path.read_text(encoding="utf-8") for path in paths), *last])
    return _LEAVE_OUT_THEN.sub("", _LEAVE_OUT.sub("", css)).encode()


def _of(templates: Templates, suffix: str) -> list[Path]:
    found = sorted(templates.files("assets").items())
    return [
        path
        for name, path in found
        if path.suffix == f".{suffix}" and f"assets/{name}" not in MOVED
    ]
