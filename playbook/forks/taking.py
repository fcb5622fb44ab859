"""What a source holds, as the chain of playbooks that a fork of it builds on."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from playbook.errors import PlaybookError
from playbook.forks.chain import VENDOR, Link, chain_of, lock_of
from playbook.forks.extends import extended
from playbook.forks.lock import Pin
from playbook.forks.tree import LOCK, MANIFEST, tree_hash
from playbook.model.manifest import PLAYBOOK_ID
from playbook.source import read

if TYPE_CHECKING:
    from playbook.forks.source import Fetched
    from playbook.merge import Merged


def chain_from(fetched: Fetched, source: str, *, own: str) -> list[Link]:
    """Return the chain that begins with what was fetched, nearest first."""
    if MANIFEST not in fetched.tree:
        raise PlaybookError(f"{source} holds no playbook: there is no {MANIFEST} in it.")
    manifest, problems = read(fetched.tree[MANIFEST], file=f"upstream/{MANIFEST}", ref="playbook")
    data = manifest.data
    if problems or not isinstance(data, dict):
        what = problems or [manifest.problem((), "is no manifest", "Look at it.")]
        raise PlaybookError(f"{what[0]} Nothing was taken.")
    said = {key: data.get(key) for key in ("id", "version")}
    if not isinstance(said["id"], str) or not re.fullmatch(PLAYBOOK_ID, said["id"]):
        raise PlaybookError(f"{source}: {MANIFEST} has no id of a playbook.")
    version = str(said["version"] or "")
    name = re.sub(r"[^A-Za-z0-9._-]+", "-", f"{said['id']}-{version}")[:150]
    pin = Pin(said["id"], version, tree_hash(fetched.tree), f"{name}.zip", fetched.commit)
    chain = [Link(pin, fetched.tree)]
    lock = lock_of(fetched.tree, pin.id)
    if extended(manifest) is not None and lock is None:
        raise PlaybookError(f"{source} is a fork without {LOCK}. Upgrade it first.")
    if lock is not None:

        def packed(above: Pin) -> bytes:
            if above.file not in fetched.packed:
                raise PlaybookError(f"{source} does not bring {VENDOR}/{above.file} with it.")
            return fetched.packed[above.file]

        chain += chain_of(lock.chain, packed)
    ids = [own, *(link.pin.id for link in chain)]
    twice = next((one for one in ids if ids.count(one) > 1), None)
    if twice is not None:
        raise PlaybookError(f"{source}: {twice} would extend itself ({' -> '.join(ids)}).")
    return chain


def named(link: Link, old: list[Link]) -> Link:
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


def refuse_prefix(parent: Merged, prefix: str, link: Link) -> None:
    """Refuse an upstream that has items with the prefix of the fork's own."""
    for item in parent.draft.items:
        if item.ref.partition("/")[2].startswith(f"{prefix}-"):
            raise PlaybookError(
                f"{link.pin.id} {link.pin.version} has {item.ref}, and the prefix {prefix}- is "
                "yours. Nothing was taken; ask upstream to rename it, or choose another prefix."
            )
