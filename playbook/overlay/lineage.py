"""Say where each item comes from and what upstream's words were, for readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playbook.model import Before, Changed, Lineage, Reason, Upstream
from playbook.overlay.before import Upstreams
from playbook.overlay.nodes import was_of
from playbook.overlay.statements import MANIFEST
from playbook.parts.licence import Licence

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from playbook.overlay.layers import Overlaid
    from playbook.overlay.states import Outcome
    from playbook.source import Data, Document


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
    changed = {
        item.ref: Changed(mark="ours", taken_from=_taken_from(item, steps))
        for item in last.draft.items
        if homes.get(item.ref) == mine
    }
    told = _told(last.outcomes)
    theirs = Upstreams(last.parent.manifest.data)
    hands: dict[str, list[str]] = {}
    for step in steps[1:]:
        title = upstream_of(step.draft.manifest.data).title
        for ref in _told(step.outcomes):
            hands.setdefault(ref, []).append(title)
    for ref, titles in hands.items():
        group = told.get(ref, [])
        said = [one.statement for one in group]
        by = () if group and len(titles) == 1 else tuple(titles)
        if ref in origin:
            changed[ref] = Changed.model_construct(
                mark="adapted",
                before=_before(group, theirs),
                why=tuple(dict.fromkeys(one.why for one in said if one.why and not one.reason)),
                reasons=_reasons(group, theirs),
                by=by,
            )
    return Lineage.model_construct(chain=chain, origin=origin, changed=changed)


def _before(group: Sequence[Outcome], theirs: Upstreams) -> tuple[Before, ...]:
    """Return upstream's texts in the places that were changed, each with a reason of its own."""
    return tuple(
        Before.model_construct(
            name=".".join(one.statement.path),
            text=text,
            why=one.statement.why if one.statement.reason else "",
        )
        for one in group
        if (text := _text_of(one, theirs))
    )


def _reasons(group: Sequence[Outcome], theirs: Upstreams) -> tuple[Reason, ...]:
    """Return the reasons of statements that stand beside none of upstream's texts."""
    found = [
        Reason(name=".".join(one.statement.path), text=one.statement.why)
        for one in group
        if one.statement.reason and not _text_of(one, theirs)
    ]
    return tuple(dict.fromkeys(found))


def _text_of(one: Outcome, theirs: Upstreams) -> str:
    """Return what upstream says where a statement changes something."""
    if one.statement.op in ("add", "move"):
        return ""
    return theirs.text(one.theirs, key=one.statement.path[-1])


def _taken_from(item: Document, steps: Sequence[Overlaid]) -> str:
    """Return whose item this was, if it is adopted: old names tell, and a licence of its own."""
    *above, last = [step.draft.manifest.data for step in steps]
    data = item.data if isinstance(item.data, dict) else {}
    if not data.get("licence"):
        return ""
    for old in was_of(data):
        name = old.partition("/")[2]
        if name and not _begins(name, last):
            home = next((one for one in reversed(above[1:]) if _begins(name, one)), above[0])
            return upstream_of(home).title
    return ""


def _begins(name: str, manifest: Data) -> bool:
    """Tell whether an item's name is one of a fork's own."""
    prefix = manifest.get("prefix") if isinstance(manifest, dict) else None
    return isinstance(prefix, str) and name.startswith(f"{prefix}-")


def _told(outcomes: Iterable[Outcome]) -> dict[str, list[Outcome]]:
    """Return what was done to each item, other than to hide it or to show it again."""
    told: dict[str, list[Outcome]] = {}
    for one in outcomes:
        if one.item != MANIFEST and one.statement.op != "hide":
            told.setdefault(one.item, []).append(one)
    return told
