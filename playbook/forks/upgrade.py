"""Bring a fork up to its upstream without losing a word of its own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from playbook.draft import read_draft
from playbook.errors import ContentError, PlaybookError, in_order
from playbook.forks.merge_base import (
    UpstreamChanges,
    advance_bases,
    compare_editions,
    remember_upstream,
)
from playbook.forks.state import ItemNotice, count_waiting, item_notices
from playbook.memory import gc_paused
from playbook.merge import (
    EMPTY_BASELINE,
    Baseline,
    Layer,
    Merged,
    anticipate_renames,
    attribute_problems,
    merge_layers,
    upstream_problems,
)
from playbook.upstream.archive import pack
from playbook.upstream.chain import (
    VENDOR,
    Link,
    fetched_chain,
    missing_files,
    read_lock,
    refuse_prefix,
    vendored_chain,
    with_unique_filename,
)
from playbook.upstream.extends import refuse_newer, source_of, upstream_id
from playbook.upstream.layers import read_own_layer, upstream_layers
from playbook.upstream.lock import Lock, Pin, dump, why_not_successor
from playbook.upstream.refetch import refetch_chain
from playbook.upstream.source import fetch, source_seen_from
from playbook.upstream.transaction import write_files
from playbook.upstream.tree import LOCK, MANIFEST_FILE
from playbook.validate import validate
from playbook.yaml_edit import replace_text

if TYPE_CHECKING:
    from pathlib import Path

    from playbook.errors import Problem
    from playbook.source import Document
    from playbook.upstream.source import Fetched


class Comparison(NamedTuple):
    """A fork over its old upstream and over the new one, and what its lock then holds."""

    before: Merged
    after: Merged
    baseline: Baseline


@dataclass(frozen=True)
class Upgraded:
    """What an upgrade came to."""

    before: Pin
    after: Pin
    upstream: UpstreamChanges
    merged: Merged
    wrote: list[str]
    waiting: int = 0
    """How many things a person should look at."""
    problems: tuple[Problem, ...] = ()
    """What stops the build of the fork as it is now."""
    moved_tag: str = ""
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
    own = read_own_layer(folder, read_draft(folder / "content"))
    manifest = own.draft.manifest
    extends = upstream_id(folder, own.draft)
    declared = source_of(manifest)
    source = source_seen_from(to, folder) if to is not None else declared
    lock = read_lock(folder)
    if lock is None:
        _refuse_lost_lock(folder)
    fetched = fetch(source, beside=folder)
    chain = fetched_chain(fetched, source, own=own.own("id"), own_manifest=manifest)
    _refuse_other(manifest, extends, chain[0].pin, source)
    old = _locked_chain(folder, own, lock, chain)
    chain = [with_unique_filename(link, old) for link in chain]
    comparison = _compare_chains(old, chain, own, lock)
    problems = _problems(comparison.after)
    new_lock = Lock(
        tuple(link.pin for link in chain),
        comparison.baseline,
        _predecessor(lock, old[0].pin, chain[0].pin, fetched),
    )
    files = {f"{VENDOR}/{link.pin.file}": pack(link.tree) for link in chain}
    files[LOCK] = dump(new_lock)
    if source != declared:
        files[MANIFEST_FILE] = replace_text(manifest, ("extends", "source"), source)
    unused = [name for link in old if (name := f"{VENDOR}/{link.pin.file}") not in files]
    wrote = write_files(folder, files, remove=unused)
    before, after = comparison.before, comparison.after
    told = item_notices(before)
    return Upgraded(
        old[0].pin,
        chain[0].pin,
        compare_editions(before.parent, after.parent),
        after,
        wrote,
        count_waiting(own, after),
        problems,
        moved_tag=source if source == declared and fetched.commit and fetched.is_fixed else "",
        compared=lock is not None or not after.outcomes,
        notices=tuple(notice for notice in item_notices(after) if notice not in told),
    )


def _locked_chain(folder: Path, own: Layer, lock: Lock | None, new: list[Link]) -> list[Link]:
    """Return the chain that the fork was last brought up to; without a lock it is the new one."""
    if lock is None:
        return new
    if missing_files(folder, lock):
        return refetch_chain(folder, own, lock, new)
    return vendored_chain(folder, lock)


def _compare_chains(old: list[Link], new: list[Link], own: Layer, lock: Lock | None) -> Comparison:
    """Return a fork over its old chain and over the new one; refuse a chain that cannot be."""
    manifest = own.draft.manifest
    new_layers = upstream_layers(new, manifest)
    refuse_newer(manifest, new_layers)
    is_same = [link.pin.tree for link in new] == [link.pin.tree for link in old]
    old_layers = new_layers if is_same else upstream_layers(old, manifest)
    comparison = compare(old_layers, new_layers, own, lock.baseline if lock else EMPTY_BASELINE)
    refuse_prefix(merge_layers(new_layers), own.own("prefix"), new[0])
    return comparison


def _problems(merged: Merged) -> tuple[Problem, ...]:
    """Return what stops the build of a fork; raise ContentError where its upstream is at fault."""
    try:
        validate(merged.draft)
    except ContentError as error:
        try:
            validate(merged.parent)
        except ContentError as theirs:
            found = upstream_problems(theirs.problems, merged.draft.manifest)
            raise ContentError(found) from None
        errors = (problem for problem in error.problems if problem.level == "error")
        return in_order(attribute_problems(errors, merged))
    return ()


def _predecessor(lock: Lock | None, old: Pin, new: Pin, fetched: Fetched) -> Pin | None:
    """Return what the lock says was here: what is no successor of it is told till the next one."""
    if lock is None or old.tree == new.tree:
        return lock.before if lock else None
    is_surprising = why_not_successor(old, new)
    return old if is_surprising and (fetched.is_fixed or old.version != new.version) else None


def _refuse_other(manifest: Document, extends: str, pin: Pin, source: str) -> None:
    if pin.id != extends:
        line, column = manifest.marks.get(("extends", "id"), (1, 1))
        raise PlaybookError(
            f"{manifest.file}:{line}:{column}: extends {extends}, but {source} holds {pin.id}. "
            "Nothing was taken; name another source, or start over with `playbook fork`."
        )


def _refuse_lost_lock(folder: Path) -> None:
    """Refuse to take what upstream says now for what the fork was written over."""
    if any((folder / VENDOR).glob("*.zip")):
        raise PlaybookError(
            f"{folder / LOCK} does not exist, though {VENDOR}/ does. Restore it from version "
            f"control; only where it never was there, delete {VENDOR}/ and start over with this."
        )


def compare(old: list[Layer], new: list[Layer], own: Layer, baseline: Baseline) -> Comparison:
    """Compare a fork over its old upstream with the same fork over the new one."""
    theirs, news = (merge_layers(layers).draft for layers in (old, new))
    before = merge_layers(
        [Layer(anticipate_renames(theirs, news)), replace(own, baseline=baseline)]
    )
    # What is wrong with the old upstream itself does not matter any more.
    if mine := [one for one in before.problems if not one.file.startswith(f"{VENDOR}/")]:
        raise ContentError(mine)
    bridge = remember_upstream(before, before.baseline)
    if new is old:
        return Comparison(before, before, advance_bases(before, bridge))
    after = merge_layers([*new, replace(own, baseline=bridge)])
    arrived = compare_editions(before.parent, after.parent).added
    if arrived and own.policy("new_items") in ("hide", "review"):
        bridge = replace(bridge, new=(*bridge.new, *arrived))
        after = merge_layers([*new, replace(own, baseline=bridge)])
    return Comparison(before, after, advance_bases(after, after.baseline))
