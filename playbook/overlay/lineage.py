"""Say where each item comes from and what upstream's words were, for readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playbook.model import Before, Changed, Lineage, Upstream
from playbook.model.manifest import Licence
from playbook.overlay.statements import MANIFEST

if TYPE_CHECKING:
    from collections.abc import Iterable

    from playbook.load import Draft
    from playbook.overlay.states import Outcome
    from playbook.source import Data


def upstream_of(manifest: Data) -> Upstream:
    """Return what a manifest says of its playbook."""
    data = manifest if isinstance(manifest, dict) else {}
    said = {key: str(data.get(key) or "") for key in ("id", "title", "version")}
    return Upstream(**said, licence=licence_of(data.get("licence")))


def licence_of(data: Data) -> Licence | None:
    """Return a licence as it is written, valid or not; None where it is none."""
    if not isinstance(data, dict):
        return None
    title, url = data.get("title"), data.get("url")
    if not isinstance(title, str) or not isinstance(url, str):
        return None
    return Licence.model_construct(title=title, url=url)


def lineage_of(
    draft: Draft, outcomes: Iterable[Outcome], chain: tuple[Upstream, ...], homes: dict[str, int]
) -> Lineage:
    """Return the lineage of the last layer; `homes` is the layer of each item, the first 0."""
    refs = [item.ref for item in draft.items]
    mine = len(chain)
    origin = {ref: mine - 1 - homes.get(ref, mine - 1) for ref in refs if homes.get(ref) != mine}
    changed = {ref: Changed(mark="ours") for ref in refs if homes.get(ref) == mine}
    told: dict[str, list[Outcome]] = {}
    for one in outcomes:
        if one.item != MANIFEST and one.statement.op != "hide":
            told.setdefault(one.item, []).append(one)
    for ref, group in told.items():
        before = tuple(
            Before.model_construct(name=".".join(one.statement.path), text=text)
            for one in group
            if (text := _text(one.theirs)) and one.statement.op not in ("add", "move")
        )
        why = tuple(dict.fromkeys(one.statement.why for one in group if one.statement.why))
        changed[ref] = Changed.model_construct(mark="adapted", before=before, why=why)
    return Lineage.model_construct(chain=chain, origin=origin, changed=changed)


def _text(value: Data) -> str:
    """Return a value as readers may compare it: a list becomes lines, a group its texts."""
    if isinstance(value, dict):
        return "\n\n".join(filter(None, map(_text, value.values())))
    if isinstance(value, list):
        return "\n".join(f"- {_text(inner)}" for inner in value)
    return value or ""
