"""A chain of upstreams, nearest first: as a source brings it, and as `vendor/` keeps it.

Every byte is checked against a lock before it is parsed.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from playbook.errors import PlaybookError
from playbook.merge import FIX, at_extends
from playbook.model.manifest import PLAYBOOK_ID
from playbook.source import read
from playbook.upstream.archive import unpack
from playbook.upstream.extends import extends_id
from playbook.upstream.lock import Lock, Pin, parse
from playbook.upstream.tree import (
    LOCK,
    MANIFEST_FILE,
    MAX_TOTAL,
    Tree,
    megabytes,
    no_playbook_error,
    tree_hash,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playbook.merge import Merged
    from playbook.source import Document
    from playbook.upstream.source import Fetched

VENDOR = "vendor"
MAX_LEVELS = 8
_RESTORE = "Restore it from version control."
_FETCH_AGAIN = "Fetch it again: playbook upgrade, or playbook build --fetch."


@dataclass(frozen=True)
class Link:
    """One upstream of a chain: its pin and its files."""

    pin: Pin
    tree: Tree


def read_lock(folder: Path) -> Lock | None:
    """Return the lock of the fork in `folder`, or None where there is none."""
    is_there = os.path.lexists(folder / LOCK)
    return parse(_read_file(folder, LOCK, _RESTORE)) if is_there else None


def missing_files(folder: Path, lock: Lock) -> list[str]:
    """Return the files of upstreams that the lock names and `vendor/` has not."""
    names = [f"{VENDOR}/{pin.file}" for pin in lock.chain]
    return [name for name in names if not os.path.lexists(folder / name)]


def vendored_chain(folder: Path, lock: Lock) -> list[Link]:
    """Return the chain that `lock` names, from `vendor/`; raises what `verified_chain` raises."""

    def raw_of(pin: Pin) -> bytes:
        return _read_file(folder, f"{VENDOR}/{pin.file}", _FETCH_AGAIN)

    return verified_chain(lock.chain, raw_of)


def verified_chain(pins: tuple[Pin, ...], raw_of: Callable[[Pin], bytes]) -> list[Link]:
    """Return the chain of `pins`; raise PlaybookError where a file is not what its pin says."""
    if len(pins) > MAX_LEVELS:
        raise PlaybookError(f"{LOCK} names more than {MAX_LEVELS} upstreams, one over the other.")
    chain: list[Link] = []
    total = 0
    for pin in pins:
        name = f"{VENDOR}/{pin.file}"
        tree = unpack(raw_of(pin), name)
        total += sum(map(len, tree.values()))
        if total > MAX_TOTAL:
            raise PlaybookError(f"{VENDOR}/ holds more than {megabytes(MAX_TOTAL)}.")
        if (found := tree_hash(tree)) != pin.tree:
            raise PlaybookError(
                f"{pin.id} {pin.version}: {name} has the hash {found}, {LOCK} says {pin.tree}; "
                "nothing was read from it. Restore both from version control."
            )
        chain.append(Link(pin, tree))
    for link, above in zip(chain, [*chain[1:], None], strict=True):
        lock = lock_of(link.tree, link.pin.id)
        trees = [pin.tree for pin in lock.chain] if lock else []
        if trees[:1] != ([above.pin.tree] if above else []):
            raise PlaybookError(
                f"{link.pin.id}: its own {LOCK} does not fit {LOCK}. Restore {LOCK} and {VENDOR}/ "
                "from version control; where it is upstream's, ask there for an upgrade."
            )
    return chain


def lock_of(tree: Tree, name: str) -> Lock | None:
    """Return the lock inside an upstream, or None where it extends nothing."""
    return parse(tree[LOCK], f"{name}/{LOCK}") if LOCK in tree else None


def fetched_chain(
    fetched: Fetched, source: str, *, own: str, own_manifest: Document | None = None
) -> list[Link]:
    """Return the chain that begins with what was fetched from `source`, nearest first.

    `own` is the id of the fork that is to extend it. Raises PlaybookError where it cannot be, at
    the `extends` of its manifest if there is one already.
    """
    manifest = _fetched_manifest(fetched, source, own_manifest)
    pin = _pin(manifest, fetched, source)
    chain = [Link(pin, fetched.tree)]
    lock = lock_of(fetched.tree, pin.id)
    if extends_id(manifest) is not None and lock is None:
        raise PlaybookError(f"{source} is a fork without {LOCK}. Upgrade it first.")
    if lock is not None:

        def raw_of(above: Pin) -> bytes:
            if above.file not in fetched.vendored:
                raise PlaybookError(f"{source} does not include {VENDOR}/{above.file}.")
            return fetched.vendored[above.file]

        chain += verified_chain(lock.chain, raw_of)
    ids = [own, *(link.pin.id for link in chain)]
    twice = next((id for id in ids if ids.count(id) > 1), None)
    if twice is not None:
        raise PlaybookError(f"{source}: {twice} would extend itself ({' -> '.join(ids)}).")
    return chain


def _fetched_manifest(fetched: Fetched, source: str, own: Document | None) -> Document:
    if MANIFEST_FILE not in fetched.tree:
        raise no_playbook_error(source)
    manifest, problems = read(
        fetched.tree[MANIFEST_FILE], file=f"upstream/{MANIFEST_FILE}", ref="playbook"
    )
    if not problems and not isinstance(manifest.data, dict):
        problems = [manifest.problem((), "is not a manifest", "Look at it.")]
    if problems:
        problem = at_extends(problems[0], own, FIX) if own is not None else problems[0]
        raise PlaybookError(f"{problem} Nothing was taken.")
    return manifest


def _pin(manifest: Document, fetched: Fetched, source: str) -> Pin:
    assert isinstance(manifest.data, dict), "anything else was refused"
    id, version = (manifest.data.get(key) for key in ("id", "version"))
    if not isinstance(id, str) or not re.fullmatch(PLAYBOOK_ID, id):
        raise PlaybookError(f"{source}: {MANIFEST_FILE} has no valid playbook id.")
    version = str(version or "")
    name = re.sub(r"[^A-Za-z0-9._-]+", "-", f"{id}-{version}")[:150]
    return Pin(id, version, tree_hash(fetched.tree), f"{name}.zip", fetched.commit)


def with_unique_filename(link: Link, old: list[Link]) -> Link:
    """Return `link` under a file name of its own: the same version may have another content.

    A commit that changed nothing of the content is not a new one: the old one stays named.
    """
    for before in old:
        if before.pin.tree == link.pin.tree:
            commit = before.pin.commit or link.pin.commit
            return replace(link, pin=replace(link.pin, file=before.pin.file, commit=commit))
        if before.pin.file == link.pin.file:
            mark = re.sub(r"[^A-Za-z0-9]", "", link.pin.tree[3:])[:8]
            file = f"{link.pin.file.removesuffix('.zip')}-{mark}.zip"
            return replace(link, pin=replace(link.pin, file=file))
    return link


def refuse_prefix(upstream: Merged, prefix: str, link: Link) -> None:
    """Refuse an upstream that has items with the prefix of the fork's own."""
    for item in upstream.draft.items:
        if item.ref.partition("/")[2].startswith(f"{prefix}-"):
            raise PlaybookError(
                f"{link.pin.id} {link.pin.version} has {item.ref}, and the prefix {prefix}- is "
                "yours. Nothing was taken; ask upstream to rename it, or choose another prefix."
            )


def _read_file(folder: Path, name: str, hint: str) -> bytes:
    """Return a file that `fork` and `upgrade` have written."""
    path = folder / name
    if path.is_symlink() or not path.is_file():
        what = "is not a plain file" if os.path.lexists(path) else "does not exist"
        raise PlaybookError(f"{name} {what}. {hint}")
    try:
        return path.read_bytes()
    except OSError as error:
        raise PlaybookError(f"{name} cannot be read ({error.strerror}).") from None
