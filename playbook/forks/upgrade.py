"""Make a fork, and bring it up to its upstream without losing a word of its own."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from playbook.errors import ContentError, PlaybookError
from playbook.forks.archive import pack
from playbook.forks.bases import after_upgrade, before_upgrade, changed_items
from playbook.forks.chain import (
    VENDOR,
    Link,
    chain_of,
    extended,
    lock_of,
    locked_chain,
    own_layer,
    read_lock,
    upstream_layers,
)
from playbook.forks.lock import Lock, Pin, dump
from playbook.forks.rewording import with_value
from playbook.forks.source import Fetched, fetch, seen_from
from playbook.forks.tree import LOCK, MANIFEST, tree_hash
from playbook.forks.waiting import waiting
from playbook.forks.writing import write
from playbook.load import load
from playbook.model.manifest import PLAYBOOK_ID
from playbook.model.text import ID
from playbook.overlay import NOTHING, Layer, Locked, Overlaid, overlay
from playbook.shipped import shipped
from playbook.source import read
from playbook.validate import validate

if TYPE_CHECKING:
    from playbook.errors import Problem
    from playbook.source import Data

_MANIFEST = """\
# Your playbook: what you leave out here comes from upstream.
id: {id}
# The ids of your own items, and the names of your own pictures, begin with this and a hyphen.
prefix: {prefix}
title: {title}
version: "1.0"
date: {date}

# Where upstream comes from. `playbook upgrade` looks there; everything else uses vendor/.
extends:
  id: {upstream}
  source: {source}

# Your own words and colours go over upstream's, one by one:
# words:
#   unit: {{one: chapter, other: chapters, article: a}}
# brand:
#   primary: "#004d40"
"""
_OVERRIDES = """\
# What you change in upstream's items. Any number of files; their names mean nothing.
#
# items:
#   tips/ask-early:
#     set: {title: Your own title}
#     edit:
#       body:
#         - {replace: old words, with: new words}
#         - {append: "\\n\\nA line of your own at the end."}
#     why: Say why, for those who look after this next year.
#   tips/not-for-us:
#     hide: true
"""


@dataclass(frozen=True)
class Upgraded:
    """What an upgrade came to."""

    before: Pin
    after: Pin
    upstream: dict[str, list[str]]
    """What upstream did: items added, removed, changed, renamed."""
    done: Overlaid
    wrote: list[str]
    waiting: int = 0
    """How many things a person should look at."""
    problems: tuple[Problem, ...] = ()
    """What stops the build of the fork as it is now."""
    compared: bool = True
    """Whether there was a lock that says what the fork's statements were written over."""


def fork(source: str, folder: Path, *, id: str, prefix: str) -> tuple[Pin, int]:
    """Make a fork of what is at `source` in the new folder `folder`.

    Returns the upstream's pin and the number of its items. Raises PlaybookError, and leaves
    nothing behind, where something stands against it.
    """
    if not re.fullmatch(PLAYBOOK_ID, id):
        raise PlaybookError(f"{id!a} cannot be an id. Write one such as org.example.chapter.")
    if not re.fullmatch(ID, prefix) or len(prefix) > 20:
        raise PlaybookError(
            f"{prefix!a} cannot be a prefix. Write small letters and digits, such as ch: the "
            "hyphen after it comes by itself."
        )
    _refuse_taken(folder)
    fetched = fetch(source, beside=Path.cwd())
    chain = _chain(fetched, source, own=id, expected=None)
    layers = upstream_layers(chain)
    parent = overlay(layers)
    _refuse_shared(layers, prefix)
    _refuse_prefix(parent, prefix, chain[0])
    validate(parent.draft)
    text = _manifest(id, prefix, chain[0], parent.draft.manifest.data, seen_from(source, folder))
    starter = shipped("templates") / "starter"
    files = {
        MANIFEST: text.encode(),
        "mkdocs.yml": (starter / "mkdocs.yml").read_bytes(),
        ".gitignore": (starter / "gitignore").read_bytes(),
        "overrides/changes.yml": _OVERRIDES.encode(),
        LOCK: dump(Lock(tuple(link.pin for link in chain))),
        **{f"{VENDOR}/{link.pin.file}": pack(link.tree) for link in chain},
    }
    write(folder, files)
    return chain[0].pin, len(parent.draft.items) - len(parent.draft.hidden)


def _refuse_taken(folder: Path) -> None:
    try:
        taken = os.path.lexists(folder) and (not folder.is_dir() or any(folder.iterdir()))
    except OSError as error:
        raise PlaybookError(f"{folder} cannot be read ({error.strerror}).") from None
    if taken:
        raise PlaybookError(f"{folder} is not empty. Choose a new folder.")


def upgrade(folder: Path, *, to: str | None = None) -> Upgraded:
    """Bring the fork in `folder` up to its upstream, or to the one at `to`.

    Raises PlaybookError where the source is not what it should be, ContentError where upstream's
    content has problems, or the fork's own had some before; nothing is changed then.
    """
    own = own_layer(folder, load(folder / "content"))
    extends, said = extended(own.draft.manifest), own.draft.manifest.data
    if extends is None or not isinstance(said, dict):
        raise PlaybookError(
            f"{folder} extends no other playbook. Make a fork with `playbook fork`."
        )
    source = seen_from(to, folder) if to is not None else _source(said)
    lock = read_lock(folder)
    if lock is None:
        _refuse_forgotten(folder)
    fetched = fetch(source, beside=folder)
    chain = _chain(fetched, source, own=own.own("id"), expected=extends)
    old = locked_chain(folder, lock) if lock else chain
    chain = [_named(link, old) for link in chain]
    pins = tuple(link.pin for link in chain)
    new_layers = upstream_layers(chain)
    same = [link.pin.tree for link in chain] == [link.pin.tree for link in old]
    old_layers = new_layers if same else upstream_layers(old)
    locked = lock.locked if lock else NOTHING
    before, after, locked = compare(old_layers, new_layers, own, locked)
    _refuse_prefix(overlay(new_layers), own.own("prefix"), chain[0])
    problems = _problems(after)
    files = {
        **{f"{VENDOR}/{link.pin.file}": pack(link.tree) for link in chain},
        LOCK: dump(Lock(pins, locked)),
    }
    if to is not None and source != _source(said):
        text = with_value(own.draft.manifest, ("extends", "source"), source)
        files[MANIFEST] = text
    keep = {pin.file for pin in pins}
    unused = [f"{VENDOR}/{link.pin.file}" for link in old if link.pin.file not in keep]
    wrote = write(folder, files, remove=unused)
    changes = changed_items(before.parent, after.parent)
    return Upgraded(
        old[0].pin,
        chain[0].pin,
        changes,
        after,
        wrote,
        waiting(own, after),
        problems,
        compared=lock is not None or not after.outcomes,
    )


def _problems(done: Overlaid) -> tuple[Problem, ...]:
    """Return what stops the build of a fork; raise ContentError where its upstream is at fault."""
    try:
        validate(done.draft)
    except ContentError as error:
        validate(done.parent)
        return error.problems
    return ()


def _refuse_forgotten(folder: Path) -> None:
    """Refuse to take what upstream says now for what the fork was written over."""
    if any((folder / VENDOR).glob("*.zip")):
        raise PlaybookError(
            f"{folder / LOCK} does not exist, though {VENDOR}/ does. Take it back from your "
            f"history; only where it never was there, delete {VENDOR}/ and begin anew with this."
        )


def compare(
    old: list[Layer], new: list[Layer], own: Layer, locked: Locked
) -> tuple[Overlaid, Overlaid, Locked]:
    """Return a fork over its old upstream and over the new one, and what its lock then holds."""
    before = overlay([*old, replace(own, locked=locked)])
    if before.broken:
        raise ContentError(before.broken)
    bridge = before_upgrade(before, locked)
    if new is old:
        return before, before, after_upgrade(before, bridge)
    after = overlay([*new, replace(own, locked=bridge)])
    arrived = changed_items(before.parent, after.parent)["added"]
    if arrived and own.policy("new_items") in ("hide", "review"):
        bridge = replace(bridge, new=(*bridge.new, *arrived))
        after = overlay([*new, replace(own, locked=bridge)])
    return before, after, after_upgrade(after, bridge)


def _chain(fetched: Fetched, source: str, *, own: str, expected: str | None) -> list[Link]:
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
    if expected is not None and said["id"] != expected:
        raise PlaybookError(
            f"{MANIFEST}: extends {expected}, but {source} holds {said['id']}. Nothing was taken."
        )
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


def _named(link: Link, old: list[Link]) -> Link:
    """Return `link` under a file name of its own: the same version may have another content."""
    for before in old:
        if before.pin.tree == link.pin.tree:
            return replace(link, pin=replace(link.pin, file=before.pin.file))
        if before.pin.file == link.pin.file:
            mark = re.sub(r"[^A-Za-z0-9]", "", link.pin.tree[3:])[:8]
            file = f"{link.pin.file.removesuffix('.zip')}-{mark}.zip"
            return replace(link, pin=replace(link.pin, file=file))
    return link


def _refuse_prefix(parent: Overlaid, prefix: str, link: Link) -> None:
    for item in parent.draft.items:
        if item.ref.partition("/")[2].startswith(f"{prefix}-"):
            raise PlaybookError(
                f"{link.pin.id} {link.pin.version} has {item.ref}, and the prefix {prefix}- is "
                "yours. Nothing was taken; ask upstream to rename it, or choose another prefix."
            )


def _refuse_shared(layers: list[Layer], prefix: str) -> None:
    """Refuse a prefix with which an upstream's own ids begin, or will begin, or the other way."""
    for layer in layers[1:]:
        theirs = layer.own("prefix")
        if f"{prefix}-".startswith(f"{theirs}-") or f"{theirs}-".startswith(f"{prefix}-"):
            raise PlaybookError(
                f"{layer.own('id')} has the prefix {theirs}: its own items and yours could not be "
                f"told apart under {prefix}. Choose another prefix."
            )


def _source(manifest: dict[str, Data]) -> str:
    extends = manifest.get("extends")
    source = extends.get("source") if isinstance(extends, dict) else None
    if not isinstance(source, str):
        raise PlaybookError(f"{MANIFEST} does not say where upstream comes from (extends.source).")
    return source


def _manifest(id: str, prefix: str, link: Link, said: Data, source: str) -> str:
    data = said if isinstance(said, dict) else {}
    return _MANIFEST.format(
        id=id,
        prefix=prefix,
        title=_quoted(str(data.get("title") or "")),
        date=data.get("date"),
        upstream=link.pin.id,
        source=_quoted(source),
    )


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
