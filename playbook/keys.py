"""Keys of what is made of a playbook: the same key, and the same would be made again."""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from typing import TYPE_CHECKING

from playbook.cache import disk
from playbook.cache.program import program_by_content
from playbook.model import KINDS
from playbook.reads import ALL
from playbook.whole import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from playbook.link import Entry, Linked

TEMPLATES = "templates"
"""Where a publisher's own templates lie in a playbook's folder."""


class Keys:
    """What tells everything that is read of a playbook from what it was, or will be."""

    def __init__(self, playbook: Linked, *world: str) -> None:
        """Take a playbook, and what else all that is made of it may read."""
        self._playbook = playbook
        self._world = hash_all([*_in_everything(playbook), *world])

    def of(self, reads: Iterable[str]) -> str:
        """Return the key of what reads whatever bears these names; see `playbook.reads`."""
        hashes = self._playbook.hashes
        if not hashes:
            hashes.update(_hashes(self._playbook))
        return hash_all([self._world, *(f"{name} {hashes.get(name)}" for name in reads)])


class CachedResult:
    """What was made of a playbook and its templates, for as long as it would be made so again."""

    def __init__(
        self, playbook: Linked, folder: Path, name: str, *, home: Path | None = None
    ) -> None:
        """Take the playbook in `folder`; `name` is what tells this result from others.

        It lies in `home`, beside what was made, else with all that is kept of this person's.
        """
        self._playbook, self._folder = playbook, folder
        self._file = home / f"{name}.json" if home else None
        self._recipe = json.dumps([name, str(folder.resolve())]).encode()
        self._templates = hash_files(folder, TEMPLATES)
        self._keys = Keys(playbook, self._templates)
        self._names: set[str] = set()

    def recall(self) -> object:
        """Return what was made the last time; None where it may be something else now."""
        with suppress(OSError, ValueError, TypeError, AttributeError, RecursionError):
            kept = self._file.read_bytes() if self._file else disk.recall(self._recipe)
            key, reads, made = json.loads(kept or b"[]")
            if key == self._keys.of(reads):
                found: object = made
                return found
        return None

    def noted(self) -> AbstractContextManager[None]:
        """Note what is read to make it anew."""
        return self._playbook.reads.into(self._names)

    def keep(self, made: object) -> None:
        """Write down what was made, unless a template has changed since; it is plain data."""
        if hash_files(self._folder, TEMPLATES) == self._templates:
            reads = sorted(self._names)
            record = json.dumps([self._keys.of(reads), reads, made]).encode()
            if self._file:
                with suppress(OSError):  # what cannot be kept is made anew
                    write_whole(self._file, record)
            else:
                disk.keep(self._recipe, record)


def _hashes(playbook: Linked) -> dict[str, str]:
    """Return a hash of each item in its place, of all items of a kind, and of all there are."""
    found: dict[str, str] = {}
    for kind in KINDS:
        entries = playbook.of_kind(kind)
        own = {entry.ref: hash_all(_in_place(entry)) for entry in entries}
        found |= own | {kind: hash_all(own.values())}
    return found | {ALL: hash_all(found.values())}


def _in_everything(playbook: Linked) -> Iterator[str]:
    yield program_by_content()
    yield os.environ.get("SOURCE_DATE_EPOCH", "")
    yield playbook.manifest.model_dump_json()
    yield from (upstream.model_dump_json() for upstream in playbook.lineage.chain)


def _in_place(entry: Entry) -> Iterator[str]:
    """Yield everything that an entry says."""
    yield entry.item.model_dump_json()
    place = entry.ref, entry.number, entry.phase and entry.phase.id, entry.previous, entry.next
    yield repr((*place, entry.links, entry.backlinks))
    yield from (said.model_dump_json() for said in (entry.upstream, entry.changed) if said)


def hash_files(folder: Path, *names: str) -> str:
    """Return a hash of what some files of `folder` hold, and all those in some of its folders."""
    paths = (path for name in names for path in (folder / name, *(folder / name).rglob("*")))
    files = sorted(path for path in paths if path.is_file())
    return hash_all(f"{path.relative_to(folder)} {hash_of(path.read_bytes())}" for path in files)


def hash_all(parts: Iterable[str]) -> str:
    """Return one hash for several texts, told apart by their lengths."""
    text = "".join(f"{len(part)}:{part}" for part in parts)
    return hash_of(text.encode("utf-8", "surrogatepass"))


def hash_of(content: bytes) -> str:
    """Return the hash of what a file holds."""
    return hashlib.sha256(content).hexdigest()
