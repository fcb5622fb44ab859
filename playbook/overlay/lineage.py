"""Say where each item comes from and what upstream's words were, for readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playbook.model import Before, Changed, Lineage, Upstream
from playbook.model.manifest import Licence
from playbook.overlay.before import Upstreams
from playbook.overlay.statements import MANIFEST

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from playbook.overlay.layers import Overlaid
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


def lineage_of(steps: Sequence[Overlaid], homes: dict[str, int]) -> Lineage:
    """Return the lineage of the last layer; `homes` is the layer of each item, the first 0."""
    *above, last = steps
    mine = len(above)
    chain = tuple(upstream_of(step.draft.manifest.data) for step in reversed(above))
    refs = [item.ref for item in last.draft.items]
    origin = {ref: mine - 1 - homes.get(ref, mine - 1) for ref in refs if homes.get(ref) != mine}
    changed = {ref: Changed(mark="ours") for ref in refs if homes.get(ref) == mine}
    told = _told(last.outcomes)
    theirs = Upstreams(last.parent.manifest.data)
    hands: dict[str, list[str]] = {}
    for step in steps[1:]:
        title = upstream_of(step.draft.manifest.data).title
        for ref in _told(step.outcomes):
            hands.setdefault(ref, []).append(title)
    for ref, titles in hands.items():
        group = told.get(ref, [])
        before = tuple(
            Before.model_construct(name=".".join(one.statement.path), text=text)
            for one in group
            if one.statement.op not in ("add", "move")
            if (text := theirs.text(one.theirs, key=one.statement.path[-1]))
        )
        why = tuple(dict.fromkeys(one.statement.why for one in group if one.statement.why))
        by = () if group and len(titles) == 1 else tuple(titles)
        if ref in origin:
            changed[ref] = Changed.model_construct(mark="adapted", before=before, why=why, by=by)
    return Lineage.model_construct(chain=chain, origin=origin, changed=changed)


def _told(outcomes: Iterable[Outcome]) -> dict[str, list[Outcome]]:
    """Return what was done to each item, other than to hide it or to show it again."""
    told: dict[str, list[Outcome]] = {}
    for one in outcomes:
        if one.item != MANIFEST and one.statement.op != "hide":
            told.setdefault(one.item, []).append(one)
    return told
