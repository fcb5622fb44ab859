"""Icons, drawn once a page and used by name. They come from the theme's package."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from markupsafe import Markup as Safe

from playbook.errors import PlaybookError

_FOLDER = files("material") / "templates" / ".icons" / "material"
ICONS = {
    "steps": "shoe-print",
    "tips": "lightbulb-on-outline",
    "appeals": "bullhorn-outline",
    "case-studies": "book-open-page-variant-outline",
    "worksheets": "file-document-edit-outline",
    "checklists": "format-list-checks",
    "guides": "forum-outline",
    "rules": "handshake-outline",
    "roles": "account-group-outline",
    "terms": "book-alphabet",
    "paths": "map-marker-path",
    "sources": "bookshelf",
    "search": "magnify",
    "menu": "menu",
    "close": "close",
    "tick": "check",
    "loop": "arrow-u-left-top",
    "next": "arrow-right",
    "previous": "arrow-left",
    "print": "printer-outline",
    "lock": "lock-outline",
    "work": "folder-outline",
    "light": "weather-sunny",
    "dark": "weather-night",
    "out": "open-in-new",
    "warning": "alert-outline",
}
"""Our name -> the name in the theme's set of Material Design Icons."""


def icon(name: str) -> Safe:
    """Return the icon `name`; it says nothing to a screen reader, so a word stands beside it."""
    if name not in ICONS:
        raise PlaybookError(f'A template asks for the icon "{name}", which there is not.')
    # xlink: navigation.instant makes every plain `href` absolute, which an SVG's cannot be made
    return Safe(
        '<svg class="pb-icon" aria-hidden="true"><use xlink:href="#pb-icon-{}"/></svg>'
    ).format(name)


@cache
def sprite() -> Safe:
    """Return every icon's drawing, hidden, for `icon` to point at; once on each page."""
    symbols = "".join(
        f'<symbol id="pb-icon-{name}" viewBox="0 0 24 24">{_paths(drawing)}</symbol>'
        for name, drawing in ICONS.items()
    )
    return Safe(f'<svg class="pb-sprite" hidden>{symbols}</svg>')


def _paths(drawing: str) -> str:
    svg = (_FOLDER / f"{drawing}.svg").read_text(encoding="utf-8")
    return "".join(re.findall(r"<path[^>]*/?>(?:</path>)?", svg))
