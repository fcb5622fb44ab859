"""Make an item that upstream has dropped one of the fork's own."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from playbook.errors import PlaybookError
from playbook.merge.nodes import old_names
from playbook.scalars import ID_LENGTH
from playbook.upstream.transaction import has_content
from playbook.yaml_edit import cut_with_comments, to_yaml

if TYPE_CHECKING:
    from pathlib import Path

    from playbook.forks.state import ForkState
    from playbook.source import Data, Document


def adopt_item(folder: Path, state: ForkState, ref: str) -> dict[str, bytes]:
    """Return the file of an item that upstream has dropped, as readers see it now.

    With it, the file that changed the item without what it said; comments in there, and the
    reasons, go along. Raises PlaybookError where the item would stand in the place of something.
    """
    item = next(item for item in state.merged.draft.items if item.ref == ref)
    assert isinstance(item.data, dict), "a fork's statements make groups only"
    statements = [one.statement for one in state.merged.outcomes if one.item == ref]
    overrides = statements[0].document
    left, notes = cut_with_comments(overrides, statements[0].place[:2])
    reasons = dict.fromkeys(line for one in statements for line in one.why.splitlines())
    notes += [f"# {line}".rstrip() for line in reasons]
    owner = _owner(state, ref)
    head = f"# From {owner.get('id')}, which no longer has {ref}."
    names: list[Data] = [ref, *(old for old in old_names(item.data) if old != ref)]
    own_ref = _own_ref(state, ref)
    text = _to_yaml({**item.data, **_credit(state, item, owner), "was": names})
    raw = "\n".join([head, *notes, text]).encode()
    _refuse_taken(folder, state, own_ref, raw, ref)
    return {f"content/{own_ref}.yml": raw, overrides.file: left}


def _owner(state: ForkState, ref: str) -> dict[str, Data]:
    """Return the manifest of the playbook that an item was of: the ids of a fork's own tell."""
    name = ref.partition("/")[2]
    manifests = [step.draft.manifest.data for step in state.merged.steps[:-1]]
    first, *forks = [manifest for manifest in manifests if isinstance(manifest, dict)]
    owners = [fork for fork in forks if name.startswith(f"{fork.get('prefix')}-")]
    return owners[-1] if owners else first


def _credit(state: ForkState, item: Document, owner: dict[str, Data]) -> dict[str, Data]:
    """Return licence and sources that an item had: they stay, whatever else was changed in it."""
    theirs, ours = state.lock.baseline.gone.get(item.ref), item.data
    assert isinstance(theirs, dict), "it was kept when upstream dropped it"
    assert isinstance(ours, dict), "a fork's statements make groups only"
    licence = theirs.get("licence") or owner.get("licence")
    refs = {document.ref for document in state.merged.draft.items}
    lists = [data.get("sources") for data in (ours, theirs)]
    rows = [ref for row in lists if isinstance(row, list) for ref in row if isinstance(ref, str)]
    sources: list[Data] = [ref for ref in dict.fromkeys(rows) if ref in refs]
    credit: dict[str, Data] = {"licence": licence, "sources": sources}
    return {key: value for key, value in credit.items() if value}


def _own_ref(state: ForkState, ref: str) -> str:
    kind, _, name = ref.partition("/")
    own = f"{state.layer.own('prefix')}-{name}"
    if len(own) > ID_LENGTH:
        raise PlaybookError(
            f"{own} is longer than {ID_LENGTH} characters. Write the item "
            f"yourself under a shorter name, with `was: [{ref}]`; then drop your statements on it."
        )
    return f"{kind}/{own}"


def _refuse_taken(folder: Path, state: ForkState, own_ref: str, raw: bytes, ref: str) -> None:
    """Refuse to write over an item; one that says the same is what a stopped run has left."""
    path = folder / f"content/{own_ref}.yml"
    if os.path.lexists(path) and not has_content(path, raw):
        raise PlaybookError(
            f"content/{own_ref}.yml exists already, and would be overwritten. Rename yours (with "
            f"`was: [{own_ref}]`), or put what you need of {ref} into it and drop the rest."
        )
    for item in state.layer.draft.items:
        if item.ref != own_ref and ref in old_names(item.data):
            raise PlaybookError(
                f"content/{item.ref}.yml is what became of {ref}: it says so under `was`. "
                f"Drop your statements on {ref}."
            )


def _to_yaml(data: dict[str, Data]) -> str:
    """Write a new file: a key a line, lists and groups as JSON, which is YAML too."""
    rows = [
        f"{key}: {to_yaml(value, flow=False, indent=2)}"
        if isinstance(value, str)
        else f"{key}: {json.dumps(value, ensure_ascii=False)}"
        for key, value in data.items()
    ]
    return "\n".join([*rows, ""])
