"""Bring a fork up to its upstream without losing a word of its own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from playbook.draft import read_draft
from playbook.errors import ContentError, PlaybookError, in_order
from playbook.forks.archive import pack
from playbook.forks.bases import after_upgrade, before_upgrade, changed_items
from playbook.forks.chain import (
    VENDOR,
    locked_chain,
    missing,
    own_layer,
    read_lock,
    upstream_layers,
)
from playbook.forks.editions import not_a_successor
from playbook.forks.extends import refuse_newer, source_of, upstream_id
from playbook.forks.lock import Lock, Pin, dump
from playbook.forks.notices import ItemNotice, notices
from playbook.forks.refetch import refetched
from playbook.forks.rewording import with_value
from playbook.forks.source import fetch, seen_from
from playbook.forks.taking import chain_from, named, refuse_prefix
from playbook.forks.tree import LOCK, MANIFEST
from playbook.forks.waiting import waiting
from playbook.forks.writing import write
<<<<<<< HEAD
from playbook.memory import gc_paused
from playbook.overlay import (
    NOTHING,
=======
from playbook.memory import collector_at_rest
from playbook.merge import (
    EMPTY_BASELINE,
    Baseline,
>>>>>>> 9934b39 (The room of merging is called that, and one walks through half of it: what merges, what is merged, what comes of it)
    Layer,
    Merged,
    anticipate_renames,
    attribute_problems,
    merge_layers,
    upstream_problems,
)
from playbook.validate import validate

if TYPE_CHECKING:
    from pathlib import Path

    from playbook.errors import Problem
    from playbook.forks.source import Fetched
    from playbook.source import Document


@dataclass(frozen=True)
class Upgraded:
    """What an upgrade came to."""

    before: Pin
    after: Pin
    upstream: dict[str, list[str]]
    """What upstream did: items added, removed, changed, renamed."""
    done: Merged
    wrote: list[str]
    waiting: int = 0
    """How many things a person should look at."""
    problems: tuple[Problem, ...] = ()
    """What stops the build of the fork as it is now."""
    moved: str = ""
    """The tag that names another commit than it did."""
    compared: bool = True
    """Whether there was a lock that says what the fork's statements were written over."""
    notices: tuple[ItemNotice, ...] = ()
    """What upstream newly says of items that the fork changed or hid."""


@gc_paused()
def upgrade(folder: Path, *, to: str | None = None) -> Upgraded:
    """Bring the fork in `folder` up to its upstream, or to the one at `to`.

    Raises PlaybookError where the source is not what it should be, ContentError where upstream's
    content has problems, or the fork's own had some before; nothing is changed then.
    """
    own = own_layer(folder, read_draft(folder / "content"))
    extends = upstream_id(folder, own.draft)
    said = source_of(own.draft.manifest)
    source = seen_from(to, folder) if to is not None else said
    lock = read_lock(folder)
    if lock is None:
        _refuse_forgotten(folder)
    fetched = fetch(source, beside=folder)
    chain = chain_from(fetched, source, own=own.own("id"))
    _refuse_other(own.draft.manifest, extends, chain[0].pin, source)
    if lock is None:
        old = chain
    elif missing(folder, lock):
        old = refetched(folder, own, lock, chain)
    else:
        old = locked_chain(folder, lock)
    chain = [named(link, old) for link in chain]
    pins = tuple(link.pin for link in chain)
    new_layers = upstream_layers(chain)
    refuse_newer(own.draft.manifest, new_layers)
    same = [link.pin.tree for link in chain] == [link.pin.tree for link in old]
    old_layers = new_layers if same else upstream_layers(old)
    locked = lock.baseline if lock else EMPTY_BASELINE
    before, after, locked = compare(old_layers, new_layers, own, locked)
    refuse_prefix(merge_layers(new_layers), own.own("prefix"), chain[0])
    problems = _problems(after)
    files = {
        **{f"{VENDOR}/{link.pin.file}": pack(link.tree) for link in chain},
        LOCK: dump(Lock(pins, locked, _before(lock, old[0].pin, pins[0], fetched))),
    }
    if source != said:
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
        moved=source if source == said and fetched.commit and fetched.is_fixed else "",
        compared=lock is not None or not after.outcomes,
        notices=tuple(one for one in notices(after) if one not in notices(before)),
    )


def _problems(done: Merged) -> tuple[Problem, ...]:
    """Return what stops the build of a fork; raise ContentError where its upstream is at fault."""
    try:
        validate(done.draft)
    except ContentError as error:
        try:
            validate(done.parent)
        except ContentError as theirs:
            raise ContentError(upstream_problems(theirs.problems, done.draft.manifest)) from None
        found = (one for one in error.problems if one.level == "error")
        return in_order(attribute_problems(found, done))
    return ()


def _before(lock: Lock | None, old: Pin, new: Pin, fetched: Fetched) -> Pin | None:
    """Return what the lock says was here: what is no successor of it is told till the next one."""
    if lock is None or old.tree == new.tree:
        return lock.before if lock else None
    told = not_a_successor(old, new)
    return old if told and (fetched.is_fixed or old.version != new.version) else None


def _refuse_other(manifest: Document, extends: str, pin: Pin, source: str) -> None:
    if pin.id != extends:
        line, column = manifest.marks.get(("extends", "id"), (1, 1))
        raise PlaybookError(
            f"{manifest.file}:{line}:{column}: extends {extends}, but {source} holds {pin.id}. "
            "Nothing was taken; name another source, or begin anew with `playbook fork`."
        )


def _refuse_forgotten(folder: Path) -> None:
    """Refuse to take what upstream says now for what the fork was written over."""
    if any((folder / VENDOR).glob("*.zip")):
        raise PlaybookError(
            f"{folder / LOCK} does not exist, though {VENDOR}/ does. Restore it from version "
            f"control; only where it never was there, delete {VENDOR}/ and begin anew with this."
        )


def compare(
    old: list[Layer], new: list[Layer], own: Layer, locked: Baseline
) -> tuple[Merged, Merged, Baseline]:
    """Return a fork over its old upstream and over the new one, and what its lock then holds."""
    theirs, news = (merge_layers(layers).draft for layers in (old, new))
    before = merge_layers([Layer(anticipate_renames(theirs, news)), replace(own, baseline=locked)])
    # What is wrong with the old upstream itself does not matter any more.
    if mine := [one for one in before.problems if not one.file.startswith(f"{VENDOR}/")]:
        raise ContentError(mine)
    bridge = before_upgrade(before, before.baseline)
    if new is old:
        return before, before, after_upgrade(before, bridge)
    after = merge_layers([*new, replace(own, baseline=bridge)])
    arrived = changed_items(before.parent, after.parent)["added"]
    if arrived and own.policy("new_items") in ("hide", "review"):
        bridge = replace(bridge, new=(*bridge.new, *arrived))
        after = merge_layers([*new, replace(own, baseline=bridge)])
    return before, after, after_upgrade(after, after.baseline)
