"""The playbooks that a fork builds on, read from its `vendor/` and held against its lock."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from playbook.draft import (
    ASSETS,
    SYNONYMS,
    Draft,
    load_overrides,
    refuse_live,
    wrong_id,
    wrong_picture,
)
from playbook.errors import PlaybookError, Problem
from playbook.forks.archive import unpack
from playbook.forks.extends import extended, refuse_newer, refuse_unclear
from playbook.forks.lock import Lock, Pin, parse
from playbook.forks.tree import LOCK, MANIFEST, MAX_TOTAL, Tree, megabytes, tree_hash
from playbook.merge import Layer, count_values
from playbook.model import KINDS
from playbook.source import Document, read

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playbook.picture import Picture

VENDOR = "vendor"
MAX_VALUES = 500_000
"""Ten times what a playbook of a thousand items holds."""
MAX_LEVELS = 8
_NOTHING = "Nothing was taken."
_AGAIN = "Fetch it again: playbook upgrade, or playbook build --fetch."


@dataclass(frozen=True)
class Link:
    """One upstream of a chain: its pin and its files."""

    pin: Pin
    tree: Tree


@dataclass(frozen=True)
class Packed:
    """A picture that lies in a zip."""

    raw: bytes

    def read_bytes(self) -> bytes:
        """Return the whole file."""
        return self.raw


def layers_of(folder: Path, draft: Draft) -> list[Layer]:
    """Return the layers of the playbook in `folder`, the first upstream first.

    A playbook that extends no other has one. Raises PlaybookError where the lock or `vendor/` is
    missing, or one of them was changed by hand.
    """
    own = own_layer(folder, draft)
    refuse_unclear(folder, own.draft)
    refuse_newer(draft.manifest)
    extends = extended(draft.manifest)
    if extends is None:
        return [own]
    lock = read_lock(folder)
    if lock is None:
        raise PlaybookError(
            f"{folder / LOCK} does not exist. Restore it from version control; where it never was "
            "there, write it with `playbook upgrade`."
        )
    chain = locked_chain(folder, lock)
    if not chain or chain[0].pin.id != extends:
        line = draft.manifest.marks.get(("extends", "id"), (1, 1))[0]
        there = chain[0].pin.id if chain else "nothing"
        raise PlaybookError(
            f"{draft.manifest.file}:{line}:1: extends {extends}, but {LOCK} is of {there}. "
            "Write the id back, or begin anew with `playbook fork`."
        )
    upper = upstream_layers(chain)
    refuse_newer(own.draft.manifest, upper)
    return [*upper, Layer(own.draft, own.overrides, lock.baseline)]


def own_layer(folder: Path, draft: Draft) -> Layer:
    """Return what the playbook in `folder` says itself, without its lock."""
    overrides, problems = load_overrides(folder)
    readable = isinstance(draft.manifest.data, dict)
    if overrides and readable and extended(draft.manifest) is None:
        hint = "Name the upstream under `extends` in content/playbook.yml."
        problems.append(overrides[0].problem((), "changes nothing without an upstream", hint))
    if problems:
        draft = _with(draft, problems)
    return Layer(draft, overrides)


def _with(draft: Draft, problems: list[Problem]) -> Draft:
    return replace(draft, problems=(*draft.problems, *problems))


def read_lock(folder: Path) -> Lock | None:
    """Return the lock of the fork in `folder`, or None where there is none."""
    there = os.path.lexists(folder / LOCK)
    return parse(_own_file(folder, LOCK, "Restore it from version control.")) if there else None


def missing(folder: Path, lock: Lock) -> list[str]:
    """Return the files of upstreams that the lock names and `vendor/` has not."""
    names = [f"{VENDOR}/{pin.file}" for pin in lock.chain]
    return [name for name in names if not os.path.lexists(folder / name)]


def _own_file(folder: Path, name: str, hint: str) -> bytes:
    """Return a file that `fork` and `upgrade` have written."""
    path = folder / name
    if path.is_symlink() or not path.is_file():
        what = "is not a plain file" if os.path.lexists(path) else "does not exist"
        raise PlaybookError(f"{name} {what}. {hint}")
    try:
        return path.read_bytes()
    except OSError as error:
        raise PlaybookError(f"{name} cannot be read ({error.strerror}).") from None


def locked_chain(folder: Path, lock: Lock) -> list[Link]:
    """Return the chain in `vendor/`, nearest first; every byte is checked before it is parsed."""

    def packed(pin: Pin) -> bytes:
        return _own_file(folder, f"{VENDOR}/{pin.file}", _AGAIN)

    return chain_of(lock.chain, packed)


def chain_of(pins: tuple[Pin, ...], packed: Callable[[Pin], bytes]) -> list[Link]:
    """Return the chain of `pins`; raise PlaybookError where a file is not what its pin says."""
    chain: list[Link] = []
    if len(pins) > MAX_LEVELS:
        raise PlaybookError(f"{LOCK} names more than {MAX_LEVELS} upstreams, one over the other.")
    total = 0
    for pin in pins:
        name = f"{VENDOR}/{pin.file}"
        tree = unpack(packed(pin), name)
        total += sum(map(len, tree.values()))
        if total > MAX_TOTAL:
            raise PlaybookError(f"{VENDOR}/ holds more than {megabytes(MAX_TOTAL)}.")
        found = tree_hash(tree)
        if found != pin.tree:
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


def upstream_layers(chain: list[Link]) -> list[Layer]:
    """Return the layers of a chain, the first upstream first."""
    layers = []
    for link in reversed(chain):
        home = f"{VENDOR}/{link.pin.file}"
        lock = lock_of(link.tree, home)
        draft, overrides = draft_of(link.tree, home)
        layers.append(Layer(draft, overrides, lock.baseline) if lock else Layer(draft))
    return layers


def draft_of(tree: Tree, home: str) -> tuple[Draft, tuple[Document, ...]]:
    """Return the content and the overrides in `tree`; `home` stands before the files' names.

    Raises PlaybookError for the first file that cannot be read, and for more than can be held.
    """
    values = 0
    assets: dict[str, Picture] = {}
    overrides: list[Document] = []
    synonyms: tuple[Document, ...] = ()
    items: dict[str, list[Document]] = {kind: [] for kind in KINDS}
    manifest = Document(f"{home}/{MANIFEST}", "playbook", None)
    for name in sorted(tree):
        folder, _, rest = name.partition("/")
        if folder == "content" and (wrong := _wrong_name(rest, f"{home}/{name}")):
            raise PlaybookError(f"{wrong} {_NOTHING}")
        if rest.startswith("assets/"):
            if live := refuse_live(rest, tree[name], f"{home}/{name}"):
                raise PlaybookError(f"{live} {_NOTHING}")
            assets[rest] = Packed(tree[name])
        elif rest.endswith(".yml"):
            ref = rest.removesuffix(".yml")
            document, found = read(tree[name], file=f"{home}/{name}", ref=ref)
            if name == MANIFEST:
                manifest = document
            elif name == f"content/{SYNONYMS}":
                synonyms = (document,)
            elif folder == "overrides":
                overrides.append(document)
                found = [one for one in found if one.message != "is empty"]
            else:
                items[ref.partition("/")[0]].append(document)
            if found:
                raise PlaybookError(f"{found[0]} {_NOTHING}")
            values += count_values(document.data)
            if values > MAX_VALUES:
                raise PlaybookError(f"{home} holds more than {MAX_VALUES:,} values. {_NOTHING}")
    row = tuple(item for kind in sorted(items) for item in items[kind])
    return Draft(manifest, row, assets, (), synonyms=synonyms), tuple(overrides)


def _wrong_name(name: str, file: str) -> Problem | None:
    """Return what is wrong with the name of a file of content; one's own may not bear it either."""
    path = PurePosixPath(name)
    found = None
    if path.parts[0] == ASSETS:
        parts = (wrong_picture(PurePosixPath(part)) for part in path.parts[1:])
        found = next((wrong for wrong in parts if wrong is not None), None)
    elif path.parts[0] in KINDS:
        found = wrong_id(path.stem if path.suffix == ".yml" else path.name)
    ref = name.removesuffix(".yml")
    return Problem(file, 1, 1, ref, "", found[0], "Ask upstream to rename it.") if found else None
