"""Step 4: a playbook, an edition -> a playbook that never held the rest.

Refs are given their names of today on the way, and texts the organisation's own words.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from playbook.errors import PlaybookError
from playbook.memory import gc_paused
from playbook.model import Checklist, Path, SharedCheck
from playbook.model.rewrite import with_refs, with_words
from playbook.model.walk import leaves
from playbook.wording import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as Names

    from playbook.model import Edition, Item, Lineage, Manifest, Record, Ref
    from playbook.picture import Picture
    from playbook.validate import Playbook


@gc_paused()
def cut(playbook: Playbook, name: str | None = None) -> Playbook:
    """Return what the edition `name` holds; None is the manifest's first, the default one.

    Raises PlaybookError for an edition that the manifest does not have.
    """
    edition = edition_of(playbook.manifest, name)
    audiences = set(edition.audiences)
    kept = {
        ref: item
        for ref, item in playbook.items.items()
        if ref not in playbook.hidden and (not item.audience or audiences & set(item.audience))
    }
    kept = _with_stops(kept)
    today = {old: ref for ref, item in kept.items() for old in item.was}
    today |= {ref: ref for ref in kept}
    manifest = with_refs(playbook.manifest, today.get).model_copy(
        update={"editions": (edition,), "audiences": edition.audiences}
    )
    phases = tuple(phase for phase in manifest.phases if phase.steps)
    purposes = tuple(one for one in manifest.purposes if one.guide or one.points)
    manifest = manifest.model_copy(update={"phases": phases, "purposes": purposes})
    manifest = with_words(manifest, manifest.words)
    labels = {ref: playbook.items[ref].title for ref in playbook.hidden if ref in playbook.items}
    names = frozenset(kept)
    items: dict[Ref, Item] = {}
    shown: list[Item] = []
    # Every item goes this way, also where nothing is cut: its bytes must not tell that nothing was.
    for ref, item in kept.items():
        named = playbook.mentions_of(ref)
        item = _with_audience(item, edition.audiences) if item.audience else item
        if not (named.is_tidy and names.issuperset(named.refs) and names.issuperset(named.others)):
            item = with_refs(item, today.get, labels=labels)
        items[ref] = with_words(item, manifest.words) if named.has_words else item
        if named.has_pictures:
            shown.append(items[ref])
    lineage = _lineage(playbook.lineage, items, today, labels, manifest)
    return replace(
        playbook,
        manifest=manifest,
        items=items,
        assets=_used_pictures(playbook.assets, (manifest, *shown, *lineage.changed.values())),
        lineage=lineage,
    )


def _with_stops(kept: dict[Ref, Item]) -> dict[Ref, Item]:
    """Leave out paths that have lost every stop, and lists that have lost every box.

    A path can be the stop of another, and so can such a list.
    """
    names = kept.keys() | {old for item in kept.values() for old in item.was}
    whole = {ref: item for ref, item in kept.items() if _something_left(item, names)}
    return whole if len(whole) == len(kept) else _with_stops(whole)


def _something_left(item: Item, names: Names[Ref]) -> bool:
    if isinstance(item, Path):
        return any(stop.item in names for stop in item.stops)
    if isinstance(item, Checklist) and not item.checks:
        return any(isinstance(one, SharedCheck) and one.item.ref in names for one in item.items)
    return True


def _lineage(
    lineage: Lineage,
    items: dict[Ref, Item],
    today: dict[Ref, Ref],
    labels: dict[Ref, str],
    manifest: Manifest,
) -> Lineage:
    """Return where the items that are left come from; upstream's texts lose what they lose."""
    changed = {
        ref: with_words(with_refs(change, today.get, labels=labels), manifest.words)
        for ref, change in lineage.changed.items()
        if ref in items
    }
    origin = {ref: place for ref, place in lineage.origin.items() if ref in items}
    return lineage.model_copy(update={"changed": changed, "origin": origin})


def _with_audience(item: Item, audiences: tuple[str, ...]) -> Item:
    """Return an item that says of those of its audience alone that the edition is for."""
    known = tuple(audience for audience in item.audience if audience in audiences)
    return item.model_copy(update={"audience": known})


def _used_pictures(assets: dict[str, Picture], records: Iterable[Record]) -> dict[str, Picture]:
    """Return the pictures that what is left names; a picture of what was cut tells of it."""
    if not assets:
        return {}
    texts = "\n".join(text for record in records for _, text in leaves(record) if "assets/" in text)
    return {name: path for name, path in assets.items() if name in texts}


def edition_of(manifest: Manifest, name: str | None) -> Edition:
    """Return the edition `name`; None is the first one. Raises PlaybookError where it is not."""
    if name is None:
        return manifest.editions[0]
    for edition in manifest.editions:
        if edition.id == name:
            return edition
    ids = [edition.id for edition in manifest.editions]
    hint = did_you_mean(name, ids, f"Available: {', '.join(ids)}.")
    raise PlaybookError(f'Unknown edition "{name}". {hint}')
