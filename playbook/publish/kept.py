"""Pages of the site that stands, taken over by the next one: those that would be drawn the same.

A page is the same while all that its drawing read the last time is the same: what is noted in
`playbook.reads`, and the rest of the world, which every page reads. Names and times of files count
for nothing, only what they hold: a page is known by the hash of its bytes.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from playbook.cache import disk
from playbook.cache.fingerprints import Fingerprints
from playbook.cache.unchanged import program
from playbook.model import KINDS
from playbook.publish.alone import SETTINGS, TEMPLATES, depends_on
from playbook.publish.files import NOT_FOUND
from playbook.reads import ALL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from playbook.link import Entry
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
        self._files = _hash_files(folder)
        self._alone = not depends_on(folder)
        self._keys: _Keys | None = None
        self._rows: dict[str, _Row] = {}

    def link(self, site: Site, staging: Path) -> frozenset[str]:
        """Put what is kept into the new site in `staging`; return the names of these pages."""
        if not self._alone:
            return frozenset()
        self._keys = keys = _Keys(site, self._files)
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
            if old.is_symlink() or _hash(old.read_bytes()) != drawn:
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
                drawn = _hash((staging / file_of(page)).read_bytes())
                reads = sorted(page.reads)
                self._rows[page.name] = self._keys.of(reads), drawn, reads
        disk.keep(self._recipe, json.dumps(self._rows).encode())

    def _has_changed(self) -> bool:
        now = Fingerprints.below(self._folder, *_WORLD)
        same = self._fingerprints.settled and now.files == self._fingerprints.files
        return not same or _hash_files(self._folder) != self._files


def file_of(page: Page) -> str:
    """Return the name of a page's file in the site."""
    return f"{page.name}/index.html".lstrip("/")


class _Keys:
    """What tells everything that a page reads from what it was, or will be."""

    def __init__(self, site: Site, files: str) -> None:
        """Take the site, and the hash of the files that go into every page."""
        self._world = _hash_all([json.dumps(program()), files, *_in_every_page(site)])
        self._playbook = site.playbook

    def of(self, reads: Iterable[str]) -> str:
        """Return the key of a page that reads what bears these names."""
        return _hash_all([self._world, *(f"{name} {self._values.get(name)}" for name in reads)])

    @cached_property
    def _values(self) -> dict[str, str]:
        """A hash of each item in its place, of all items of a kind, and of all that there are."""
        found: dict[str, str] = {}
        for kind in KINDS:
            entries = self._playbook.of_kind(kind)
            own = {entry.ref: _hash_all(_in_place(entry)) for entry in entries}
            found |= own | {kind: _hash_all(own.values())}
        return found | {ALL: _hash_all(found.values())}


def _in_every_page(site: Site) -> Iterator[str]:
    """Yield what every page shows or may show, beside the publisher's files."""
    playbook = site.playbook
    yield os.environ.get("SOURCE_DATE_EPOCH", "")
    yield playbook.manifest.model_dump_json()
    yield from (upstream.model_dump_json() for upstream in playbook.lineage.chain)
    yield from (f"{page.name} {page.title}" for page in site.pages if _is_in_menu(page))


def _is_in_menu(page: Page) -> bool:
    return "/" not in page.name or page.name.startswith("steps/")


def _in_place(entry: Entry) -> Iterator[str]:
    """Yield everything that an entry says."""
    yield entry.item.model_dump_json()
    place = entry.ref, entry.number, entry.phase and entry.phase.id, entry.previous, entry.next
    yield repr((*place, entry.links, entry.backlinks))
    yield from (said.model_dump_json() for said in (entry.upstream, entry.changed) if said)


def _hash_files(folder: Path) -> str:
    """Return a hash of what in `folder` goes into every page."""
    paths = [folder / SETTINGS, *sorted((folder / TEMPLATES).rglob("*"))]
    return _hash_all(
        f"{path.relative_to(folder)} {_hash(path.read_bytes())}" for path in paths if path.is_file()
    )


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _hash_all(parts: Iterable[str]) -> str:
    """Return one hash for several texts, told apart by their lengths."""
    return _hash("".join(f"{len(part)}:{part}" for part in parts).encode("utf-8", "surrogatepass"))
