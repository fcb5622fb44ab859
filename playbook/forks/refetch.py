"""Fetch again what `vendor/` lacks: exactly what the lock names, or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playbook.draft import read_draft
from playbook.errors import PlaybookError
from playbook.forks.archive import pack
from playbook.forks.chain import VENDOR, Link, missing, own_layer, read_lock
from playbook.forks.extends import source_of, upstream_id
from playbook.forks.source import at_commit, fetch
from playbook.forks.taking import chain_from
from playbook.forks.tree import LOCK
from playbook.forks.writing import write

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from playbook.forks.lock import Lock
    from playbook.merge import Layer


def fetch_missing(folder: Path) -> list[str]:
    """Write what `vendor/` of the fork in `folder` lacks, and return the names of the files.

    Raises PlaybookError where it is to be had no more; nothing is written then.
    """
    own = own_layer(folder, read_draft(folder / "content"))
    upstream_id(folder, own.draft)
    lock = read_lock(folder)
    lacking = missing(folder, lock) if lock is not None else []
    if lock is None or not lacking:
        return []
    chain = refetched(folder, own, lock)
    files = {f"{VENDOR}/{link.pin.file}": pack(link.tree) for link in chain}
    return write(folder, {name: files[name] for name in lacking})


def refetched(
    folder: Path, own: Layer, lock: Lock, at_hand: Sequence[Link] | None = None
) -> list[Link]:
    """Return the chain that `lock` names, from what is `at_hand` or from where upstream is.

    Raises PlaybookError where neither has the content that the lock names.
    """
    source = source_of(own.draft.manifest)
    sources = [exact] if (exact := at_commit(source, lock.chain[0].commit)) else []
    for place in dict.fromkeys((*([] if at_hand is None else [""]), *sources, source)):
        chain = at_hand or []
        if place:
            chain = chain_from(fetch(place, beside=folder), place, own=own.own("id"))
        if [link.pin.tree for link in chain] == [pin.tree for pin in lock.chain]:
            return [Link(pin, link.tree) for pin, link in zip(lock.chain, chain, strict=True)]
    pin, now = lock.chain[0], chain[0].pin
    raise PlaybookError(
        f"{VENDOR}/{pin.file} does not exist, and {source} holds {now.version} with the hash "
        f"{now.tree}, while {LOCK} says {pin.version} with {pin.tree}. Restore {VENDOR}/ from "
        f"version control, or say where {pin.version} is: playbook upgrade --to SOURCE"
    )
