"""Pages of the site that stands, taken over by the next one: those that would be drawn the same.

A page is the same while all that its drawing read the last time is the same: what is noted in
`playbook.reads`, and the rest of the world, which every page reads. Names and times of files count
for nothing, only what they hold: a page is known by the hash of its bytes.
"""

from __future__ import annotations

import json
import os
import shutil
from contextlib import suppress
from typing import TYPE_CHECKING, TypeAlias

from playbook.cache import disk
from playbook.cache.fingerprints import Fingerprints
from playbook.keys import TEMPLATES, Keys, hash_files, hash_of
from playbook.publish.alone import depends_on
from playbook.publish.files import NOT_FOUND
from playbook.publish.settings import SETTINGS

if TYPE_CHECKING:
    from pathlib import Path

    from playbook.render import Site
    from playbook.render.pages import Page

_WORLD = (SETTINGS, TEMPLATES)
"""What every page may read of a playbook's folder beside its content."""
_Row: TypeAlias = "tuple[str, str, list[str]]"
"""The key that a page had, the hash of what was drawn, and the names of what it reads."""


class KeptPages:
    """The pages of one playbook and one site that need not be drawn again."""

    def __init__(self, folder: Path, live: Path) -> None:
        """Look at the playbook in `folder` before anything of it is read; `live` is its site."""
        self._folder, self._live = folder, live
        self._recipe = json.dumps(["pages", str(live)]).encode()
        self._fingerprints = Fingerprints.below(folder, *_WORLD)
        self._files = hash_files(folder, *_WORLD)
        self.are_allowed = not depends_on(folder)
        self._keys: Keys | None = None
        self._rows: dict[str, _Row] = {}

    def link(self, site: Site, staging: Path) -> frozenset[str]:
        """Put what is kept into the new site in `staging`; return the names of these pages."""
        if not self.are_allowed:
            return frozenset()
        self._keys = keys = Keys(site.playbook, self._files, *_on_every_page(site))
        before = self._recall()
        for page in site.pages:
            row = before.get(page.name)
            if row and row[0] == keys.of(row[2]) and self._place(file_of(page), row[1], staging):
                self._rows[page.name] = row
        return frozenset(self._rows)

    def _recall(self) -> dict[str, _Row]:
        """Return what the last build wrote down; a broken record counts for nothing."""
        with suppress(ValueError, TypeError, AttributeError, RecursionError):
            rows = json.loads(disk.recall(self._recipe) or b"{}").items()
            return {name: (str(key), str(drawn), list(reads)) for name, (key, drawn, reads) in rows}
        return {}

    def _place(self, name: str, drawn: str, staging: Path) -> bool:
        """Put a page of the site that stands into the new one, if it is what was drawn."""
        old, new = self._live / name, staging / name
        with suppress(OSError):
            if old.is_symlink() or hash_of(old.read_bytes()) != drawn:
                return False
            new.parent.mkdir(parents=True, exist_ok=True)
            try:
                os.link(old, new)
            except OSError:  # not every file system knows links
                shutil.copyfile(old, new)
            return True
        return False

    def keep(self, site: Site, staging: Path) -> None:
        """Write down what the pages of the new site in `staging` have read.

        Nothing is where something may have changed while they were drawn.
        """
        if self._keys is None or self._has_changed():
            return
        for page in site.pages:
            if page.name not in self._rows and page.name != NOT_FOUND:
                drawn = hash_of((staging / file_of(page)).read_bytes())
                reads = sorted(page.reads)
                self._rows[page.name] = self._keys.of(reads), drawn, reads
        disk.keep(self._recipe, json.dumps(self._rows).encode())

    def _has_changed(self) -> bool:
        now = Fingerprints.below(self._folder, *_WORLD)
        same = self._fingerprints.settled and now.files == self._fingerprints.files
        return not same or hash_files(self._folder, *_WORLD) != self._files


def file_of(page: Page) -> str:
    """Return the name of a page's file in the site."""
    return f"{page.name}/index.html".lstrip("/")


def _on_every_page(site: Site) -> list[str]:
    """Return what every page shows: the menu, and what can be printed."""
    menu = [f"{page.name} {page.title}" for page in site.pages if _is_in_menu(page)]
    return [*menu, *(f"{one.address} {one.pages} {one.megabytes}" for one in site.prints)]


def _is_in_menu(page: Page) -> bool:
    return "/" not in page.name or page.name.startswith("steps/")
