"""Icons, drawn once a page and used by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup as Safe

from playbook.errors import PlaybookError
from playbook.icons import drawing
from playbook.kinds import KINDS

if TYPE_CHECKING:
    from playbook.model import Manifest

ICONS = {
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
    "share": "share-variant-outline",
    "download": "download-outline",
    "tonight": "clock-outline",
    "light": "weather-sunny",
    "dark": "weather-night",
    "out": "open-in-new",
    "warning": "alert-outline",
}
"""Our name -> the name in the theme's set; those of kinds are at their homes."""


class Icons:
    """The icons of one playbook, which may have given its kinds others."""

    def __init__(self, manifest: Manifest) -> None:
        """Choose the icon of each kind: the manifest's, or the kind's own."""
        own = {kind: named.icon for kind, named in manifest.kinds.items() if named.icon}
        kinds = {kind: own.get(kind, model.place.icon) for kind, model in KINDS.items()}
        self._names = kinds | ICONS
        symbols = "".join(
            f'<symbol id="pb-icon-{name}" viewBox="0 0 24 24">{drawing(icon) or ""}</symbol>'
            for name, icon in self._names.items()
        )
        self._sprite = Safe(f'<svg class="pb-sprite" hidden>{symbols}</svg>')

    def icon(self, name: str) -> Safe:
        """Return the icon `name`, which says nothing to a screen reader: a word stands beside it.

        Raises PlaybookError for a name that is not known.
        """
        if name not in self._names:
            raise PlaybookError(f"Unknown icon {name} in a template.")
        # xlink: navigation.instant makes every plain `href` absolute, which an SVG's cannot be made
        return Safe(
            '<svg class="pb-icon" aria-hidden="true"><use xlink:href="#pb-icon-{}"/></svg>'
        ).format(name)

    def sprite(self) -> Safe:
        """Return every icon's drawing, hidden, for `icon` to point at; once on each page."""
        return self._sprite
