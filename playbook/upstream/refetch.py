"""Fetch again what `vendor/` lacks: exactly what the lock names, or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playbook.draft import read_draft
from playbook.errors import PlaybookError
from playbook.upstream.archive import pack
from playbook.upstream.chain import VENDOR, Link, fetched_chain, missing_files, read_lock
from playbook.upstream.extends import source_of, upstream_id
from playbook.upstream.layers import read_own_layer
from playbook.upstream.source import fetch, source_at_commit
from playbook.upstream.transaction import write_files
from playbook.upstream.tree import LOCK

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from playbook.merge import Layer
    from playbook.upstream.lock import Lock


def fetch_missing(folder: Path) -> list[str]:
    """Write what `vendor/` of the fork in `folder` lacks, and return the names of the files.

    Raises PlaybookError where it is to be had no more; nothing is written then.
    """
    own = read_own_layer(folder, read_draft(folder / "content"))
    upstream_id(folder, own.draft)
    lock = read_lock(folder)
    missing = missing_files(folder, lock) if lock is not None else []
    if lock is None or not missing:
        return []
    chain = refetch_chain(folder, own, lock)
    files = {f"{VENDOR}/{link.pin.file}": pack(link.tree) for link in chain}
    return write_files(folder, {name: files[name] for name in missing})


def refetch_chain(
    folder: Path, own: Layer, lock: Lock, at_hand: Sequence[Link] | None = None
) -> list[Link]:
    """Return the chain that `lock` names, from what is `at_hand` or from where upstream is.

    Raises PlaybookError where neither has the content that the lock names.
    """
    source = source_of(own.draft.manifest)
    exact = source_at_commit(source, lock.chain[0].commit)
    chain = list(at_hand or ())
    manifest = own.draft.manifest
    if chain and _is_locked(chain, lock):
        return _with_pins_of(chain, lock)
    for place in dict.fromkeys(filter(None, (exact, source))):
        fetched = fetch(place, beside=folder)
        chain = fetched_chain(fetched, place, own=own.own("id"), own_manifest=manifest)
        if _is_locked(chain, lock):
            return _with_pins_of(chain, lock)
    pin, now = lock.chain[0], chain[0].pin
    raise PlaybookError(
        f"{VENDOR}/{pin.file} does not exist, and {source} holds {now.version} with the hash "
        f"{now.tree}, while {LOCK} says {pin.version} with {pin.tree}. Restore {VENDOR}/ from "
        f"version control, or say where {pin.version} is: playbook upgrade --to SOURCE"
    )


def _is_locked(chain: Sequence[Link], lock: Lock) -> bool:
    """Tell whether a chain has the very content that a lock names."""
    return [link.pin.tree for link in chain] == [pin.tree for pin in lock.chain]


def _with_pins_of(chain: Sequence[Link], lock: Lock) -> list[Link]:
    return [Link(pin, link.tree) for pin, link in zip(lock.chain, chain, strict=True)]
