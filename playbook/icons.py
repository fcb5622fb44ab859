"""Drawings from the theme's set of Material Design Icons."""

from __future__ import annotations

import re
from functools import cache as remembered
from importlib.resources import files

_FOLDER = files("material") / "templates" / ".icons" / "material"


@remembered
def drawing(name: str) -> str | None:
    """Return the paths of the icon `name`, or None where the set has none of that name."""
    path = _FOLDER / f"{name}.svg"
    if not path.is_file():
        return None
    return "".join(re.findall(r"<path[^>]*/?>(?:</path>)?", path.read_text(encoding="utf-8")))


@remembered
def known_icons() -> tuple[str, ...]:
    """Return the names of all icons that there are."""
    return tuple(sorted(path.name.removesuffix(".svg") for path in _FOLDER.iterdir()))
