"""The layers of a fork, ready to be merged: what it says itself, and its upstreams in `vendor/`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from playbook.draft import (
    ASSETS,
    SYNONYMS,
    Draft,
    live_picture,
    load_overrides,
    wrong_id,
    wrong_picture,
)
from playbook.errors import PlaybookError, Problem
from playbook.merge import FIX, Layer, at_extends, count_values
from playbook.model import KINDS
from playbook.source import EMPTY, Document, read
from playbook.upstream.chain import VENDOR, lock_of, read_lock, vendored_chain
from playbook.upstream.extends import extends_id, refuse_newer, refuse_unclear
from playbook.upstream.tree import LOCK, MANIFEST_FILE, Tree

if TYPE_CHECKING:
    from pathlib import Path

    from playbook.picture import Picture
    from playbook.upstream.chain import Link

MAX_VALUES = 500_000
"""Ten times what a playbook of a thousand items holds."""
_NOTHING = "Nothing was taken."
_RENAME = "Ask upstream to rename it, or stay with the edition before."


@dataclass(frozen=True)
class ZippedPicture:
    """A picture that lies in a zip."""

    raw: bytes

    def read_bytes(self) -> bytes:
        """Return the whole file."""
        return self.raw


def read_layers(folder: Path, draft: Draft) -> list[Layer]:
    """Return the layers of the playbook in `folder`, the first upstream first.

    A playbook that extends no other has one. Raises PlaybookError where the lock or `vendor/` is
    missing, or one of them was changed by hand.
    """
    own = read_own_layer(folder, draft)
    refuse_unclear(folder, own.draft)
    refuse_newer(draft.manifest)
    extends = extends_id(draft.manifest)
    if extends is None:
        return [own]
    lock = read_lock(folder)
    if lock is None:
        raise PlaybookError(
            f"{folder / LOCK} does not exist. Restore it from version control; where it never was "
            "there, write it with `playbook upgrade`."
        )
    chain = vendored_chain(folder, lock)
    if not chain or chain[0].pin.id != extends:
        line = draft.manifest.marks.get(("extends", "id"), (1, 1))[0]
        locked = chain[0].pin.id if chain else "nothing"
        raise PlaybookError(
            f"{draft.manifest.file}:{line}:1: extends {extends}, but {LOCK} is of {locked}. "
            "Write the id back, or start over with `playbook fork`."
        )
    upstreams = upstream_layers(chain, draft.manifest)
    refuse_newer(own.draft.manifest, upstreams)
    return [*upstreams, replace(own, baseline=lock.baseline)]


def read_own_layer(folder: Path, draft: Draft) -> Layer:
    """Return what the playbook in `folder` says itself, without its lock."""
    overrides, problems = load_overrides(folder)
    is_readable = isinstance(draft.manifest.data, dict)
    if overrides and is_readable and extends_id(draft.manifest) is None:
        hint = "Name the upstream under `extends` in content/playbook.yml."
        problems.append(overrides[0].problem((), "changes nothing without an upstream", hint))
    if problems:
        draft = replace(draft, problems=(*draft.problems, *problems))
    return Layer(draft, overrides)


def upstream_layers(chain: list[Link], manifest: Document | None = None) -> list[Layer]:
    """Return the layers of a chain, the first upstream first.

    What is wrong with a file is told at the `extends` of the fork's `manifest`, if there is one.
    Raises PlaybookError for the first file that cannot be read, and for more than can be held.
    """
    layers = []
    for link in reversed(chain):
        home = f"{VENDOR}/{link.pin.file}"
        lock = lock_of(link.tree, home)
        layer = _TreeReader(home, manifest).layer(link.tree)
        layers.append(replace(layer, baseline=lock.baseline) if lock else Layer(layer.draft))
    return layers


class _TreeReader:
    """Read the content and the overrides of one upstream; `home` stands before its files' names."""

    def __init__(self, home: str, manifest: Document | None) -> None:
        self._home, self._own_manifest = home, manifest
        self._manifest = Document(f"{home}/{MANIFEST_FILE}", "playbook", None)
        self._items: dict[str, list[Document]] = {kind: [] for kind in KINDS}
        self._assets: dict[str, Picture] = {}
        self._overrides: list[Document] = []
        self._synonyms: tuple[Document, ...] = ()
        self._values = 0

    def layer(self, tree: Tree) -> Layer:
        """Return what the files of `tree` say."""
        for name in sorted(tree):
            folder, _, rest = name.partition("/")
            if folder == "content" and (problem := self._name_problem(rest, name)):
                raise self._refusal(problem, _RENAME)
            if rest.startswith("assets/"):
                self._add_asset(rest, name, tree[name])
            elif rest.endswith(".yml"):
                self._add_document(folder, rest, name, tree[name])
        items = tuple(item for kind in sorted(self._items) for item in self._items[kind])
        draft = Draft(self._manifest, items, self._assets, (), synonyms=self._synonyms)
        return Layer(draft, tuple(self._overrides))

    def _add_asset(self, asset: str, name: str, raw: bytes) -> None:
        picture = ZippedPicture(raw)
        if live := live_picture(asset, picture):
            raise self._refusal(Problem(f"{self._home}/{name}", 1, 1, asset, "", *live), FIX)
        self._assets[asset] = picture

    def _add_document(self, folder: str, rest: str, name: str, raw: bytes) -> None:
        ref = rest.removesuffix(".yml")
        document, problems = read(raw, file=f"{self._home}/{name}", ref=ref)
        if name == MANIFEST_FILE:
            self._manifest = document
        elif name == f"content/{SYNONYMS}":
            self._synonyms = (document,)
        elif folder == "overrides":
            self._overrides.append(document)
            problems = [problem for problem in problems if problem.message != EMPTY]
        else:
            self._items[ref.partition("/")[0]].append(document)
        if problems:
            raise self._refusal(problems[0], FIX)
        self._values += count_values(document.data)
        if self._values > MAX_VALUES:
            raise PlaybookError(f"{self._home} holds more than {MAX_VALUES:,} values. {_NOTHING}")

    def _name_problem(self, rest: str, name: str) -> Problem | None:
        """Return what is wrong with a file's name; one's own may not be called so either."""
        path = PurePosixPath(rest)
        wrong = None
        if path.parts[0] == ASSETS:
            parts = (wrong_picture(PurePosixPath(part)) for part in path.parts[1:])
            wrong = next((why for why in parts if why is not None), None)
        elif path.parts[0] in KINDS:
            wrong = wrong_id(path.stem if path.suffix == ".yml" else path.name)
        if wrong is None:
            return None
        ref = rest.removesuffix(".yml")
        return Problem(
            f"{self._home}/{name}", 1, 1, ref, "", wrong[0], "Ask upstream to rename it."
        )

    def _refusal(self, problem: Problem, cure: str) -> PlaybookError:
        """Return why nothing of the upstream is taken, at one's own line where there is one."""
        if self._own_manifest is not None:
            problem = at_extends(problem, self._own_manifest, cure)
        return PlaybookError(f"{problem} {_NOTHING}")
