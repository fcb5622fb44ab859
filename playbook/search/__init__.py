"""Step 6, besides: what the browser needs to find items, one document an item."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from playbook.render.templates import Templates
from playbook.search.files import search_files

if TYPE_CHECKING:
    from pathlib import Path

    from playbook.render import Site


def indexed(site: Site, *, folder: Path) -> Site:
    """Return `site` with the ranking and the index for its search."""
    templates = Templates(site.words.language, own=folder / "templates")
    return replace(site, files=site.files | search_files(site.playbook, templates))
