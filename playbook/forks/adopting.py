"""Make an item that upstream has dropped one of the fork's own."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from playbook.errors import PlaybookError
from playbook.forks.cutting import lifted
from playbook.forks.rewording import written
from playbook.forks.writing import holds
from playbook.merge.nodes import old_names
from playbook.scalars import ID_LENGTH

if TYPE_CHECKING:
    from pathlib import Path

    from playbook.forks.standing import Standing
    from playbook.source import Data, Document


def adopted(folder: Path, state: Standing, ref: str) -> dict[str, bytes]:
    """Return the file of an item that upstream has dropped, as readers see it now.

    With it, the file that changed the item without what it said; comments in there, and the
    reasons, go along. Raises PlaybookError where the item would stand in the place of something.
    """
    item = next(item for item in state.done.draft.items if item.ref == ref)
    assert isinstance(item.data, dict), "a fork's statements make groups only"
    said = [one.statement for one in state.done.outcomes if one.item == ref]
    left, notes = lifted(said[0].document, said[0].place[:2])
    reasons = dict.fromkeys(line for one in said for line in one.why.splitlines())
    notes += [f"# {line}".rstrip() for line in reasons]
    home = _home(state, ref)
    begin = f"# From {home.get('id')}, which has {ref} no more."
    olds = [ref, *(old for old in old_names(item.data) if old != ref)]
    mine = _name(state, ref)
    text = _yaml({**item.data, **_credit(state, item, home), "was": list(olds)})
    raw = "\n".join([begin, *notes, text]).encode()
    _refuse_taken(folder, state, mine, raw, ref)
    return {f"content/{mine}.yml": raw, said[0].document.file: left}


def _home(state: Standing, ref: str) -> dict[str, Data]:
    """Return the manifest of the playbook that an item was of: the ids of a fork's own tell."""
    name = ref.partition("/")[2]
    manifests = [step.draft.manifest.data for step in state.done.steps[:-1]]
    found = [one for one in manifests if isinstance(one, dict)]
    forks = [one for one in found[1:] if name.startswith(f"{one.get('prefix')}-")]
    return forks[-1] if forks else found[0]


def _credit(state: Standing, item: Document, home: dict[str, Data]) -> dict[str, Data]:
    """Return licence and sources that an item had: they stay, whatever else was changed in it."""
    theirs, ours = state.lock.baseline.gone.get(item.ref), item.data
    assert isinstance(theirs, dict), "it was kept when upstream dropped it"
    assert isinstance(ours, dict), "a fork's statements make groups only"
    licence = theirs.get("licence") or home.get("licence")
    there = {one.ref for one in state.done.draft.items}
    named = [data.get("sources") for data in (ours, theirs)]
    rows = [one for row in named if isinstance(row, list) for one in row if isinstance(one, str)]
    sources: list[Data] = [one for one in dict.fromkeys(rows) if one in there]
    credit: dict[str, Data] = {"licence": licence, "sources": sources}
    return {key: value for key, value in credit.items() if value}


def _name(state: Standing, ref: str) -> str:
    kind, _, name = ref.partition("/")
    mine = f"{state.layer.own('prefix')}-{name}"
    if len(mine) > ID_LENGTH:
        raise PlaybookError(
            f"{mine} is longer than {ID_LENGTH} characters. Write the item "
            f"yourself under a shorter name, with `was: [{ref}]`; then drop what you say of it."
        )
    return f"{kind}/{mine}"


def _refuse_taken(folder: Path, state: Standing, mine: str, raw: bytes, ref: str) -> None:
    """Refuse to write over an item; one that says the same is what a stopped run has left."""
    path = folder / f"content/{mine}.yml"
    if os.path.lexists(path) and not holds(path, raw):
        raise PlaybookError(
            f"content/{mine}.yml is there already, and would be written over. Rename yours (with "
            f"`was: [{mine}]`), or put what you need of {ref} into it and drop the rest."
        )
    for item in state.layer.draft.items:
        if item.ref != mine and ref in old_names(item.data):
            raise PlaybookError(
                f"content/{item.ref}.yml is what became of {ref}: it says so under `was`. "
                f"Drop what you still say of {ref}."
            )


def _yaml(data: dict[str, Data]) -> str:
    """Write a new file: a key a line, lists and groups as JSON, which is YAML too."""
    rows = [
        f"{key}: {written(value, flow=False, indent=2)}"
        if isinstance(value, str)
        else f"{key}: {json.dumps(value, ensure_ascii=False)}"
        for key, value in data.items()
    ]
    return "\n".join([*rows, ""])
