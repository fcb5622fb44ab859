"""Step 6, besides: what the browser needs to find items, one document an item."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from playbook.search.files import search_files

if TYPE_CHECKING:
    from playbook.render import Site


def with_search(site: Site) -> Site:
    """Return `site` with the ranking and the index for its search."""
    found = search_files(site.playbook, site.templates, site.markup)
    return replace(site, files=site.files | found)
