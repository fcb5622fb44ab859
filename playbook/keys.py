"""Keys of what is made of a playbook: the same key, and the same would be made again."""

from __future__ import annotations

import hashlib
import json
import os
from functools import cached_property
from typing import TYPE_CHECKING

from playbook.cache.unchanged import program
from playbook.model import KINDS
from playbook.reads import ALL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from playbook.link import Entry, Linked


class Keys:
    """What tells everything that is read of a playbook from what it was, or will be."""

    def __init__(self, playbook: Linked, *world: str) -> None:
        """Take a playbook, and what else all that is made of it may read."""
        self._playbook = playbook
        self._world = hash_all([*_in_everything(playbook), *world])

    def of(self, reads: Iterable[str]) -> str:
        """Return the key of what reads whatever bears these names; see `playbook.reads`."""
        return hash_all([self._world, *(f"{name} {self._values.get(name)}" for name in reads)])

    @cached_property
    def _values(self) -> dict[str, str]:
        """A hash of each item in its place, of all items of a kind, and of all that there are."""
        found: dict[str, str] = {}
        for kind in KINDS:
            entries = self._playbook.of_kind(kind)
            own = {entry.ref: hash_all(_in_place(entry)) for entry in entries}
            found |= own | {kind: hash_all(own.values())}
        return found | {ALL: hash_all(found.values())}


def _in_everything(playbook: Linked) -> Iterator[str]:
    yield json.dumps(program())
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
