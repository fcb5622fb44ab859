"""Step 5: every link known from both ends, every item in its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from playbook.answers.boxes import Sharing, shared_boxes
from playbook.memory import gc_paused
from playbook.model import (
    ALONE,
    KINDS,
    NO_SYNONYMS,
    Changed,
    Checklist,
    Item,
    Lineage,
    Manifest,
    Phase,
    Ref,
    Step,
    Synonyms,
    Upstream,
)
from playbook.reads import Noted, Reads
from playbook.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from playbook.picture import Picture
    from playbook.validate import Playbook


class Entry(NamedTuple):
    """An item in its place: who links to it, what comes before and after."""

    ref: Ref
    item: Item
    number: int
    """Its place among its kind, from 1."""
    phase: Phase | None
    """A step's phase; for other kinds the phase of the first step they name."""
    links: tuple[Ref, ...]
    backlinks: tuple[Ref, ...]
    previous: Ref | None
    next: Ref | None
    upstream: Upstream | None = None
    """The playbook that wrote it, where it was not this one."""
    changed: Changed | None = None
    """What this playbook, a fork, did to it."""

    @property
    def kind(self) -> str:
        """The folder, for example `tips`."""
        return self.item.kind

    @property
    def url(self) -> str:
        """Its address from the root of the site, without a leading slash."""
        return url(self.ref)

    @property
    def around(self) -> tuple[Ref, ...]:
        """Every item it is linked with, whoever wrote the link."""
        return tuple(dict.fromkeys((*self.links, *self.backlinks)))


@dataclass
class Linked:
    """A whole playbook, ready to be drawn. Entries stand by kind, each kind in its own order.

    Every way to an item notes it in `reads`.
    """

    manifest: Manifest
    entries: Mapping[Ref, Entry]
    assets: dict[str, Picture]
    lineage: Lineage = ALONE
    synonyms: Synonyms = NO_SYNONYMS
    texts: Texts = field(default_factory=Texts)
    items: Mapping[Ref, Item] = field(init=False, repr=False, compare=False)
    """The items alone, by their refs."""
    reads: Reads = field(init=False, repr=False, compare=False, default_factory=Reads)
    hashes: dict[str, str] = field(init=False, repr=False, compare=False, default_factory=dict)
    """Hashes of what `reads` names, as soon as `playbook.keys` has been asked for one."""

    def __post_init__(self) -> None:
        entries = dict(self.entries)
        items: dict[Ref, Item] = {}
        self._kinds: dict[str, list[Entry]] = {kind: [] for kind in KINDS}
        for ref, entry in entries.items():
            items[ref] = entry.item
            self._kinds[entry.kind].append(entry)
        self.entries = Noted(entries, self.reads.note)
        self.items = Noted(items, self.reads.note)
        self._sharing = shared_boxes({one.ref: one.item for one in self._kinds[Checklist.kind]})

    def of_kind(self, kind: str) -> tuple[Entry, ...]:
        """Return the entries of one kind, in order."""
        self.reads.note(kind)
        return tuple(self._kinds.get(kind, ()))

    @property
    def sharing(self) -> Sharing:
        """Which boxes of which checklists are one and the same."""
        self.reads.note(Checklist.kind)
        return self._sharing


def url(ref: Ref) -> str:
    """Return the address of an item from the root of the site."""
    if KINDS[ref.kind].place.on_one_page:
        return f"{ref.kind}/#{ref.id}"
    return f"{ref.kind}/{ref.id}/"


@gc_paused()
def link(playbook: Playbook) -> Linked:
    """Return the playbook with its links resolved both ways; it changes nothing it is given."""
    items = playbook.items
    links = {ref: _without(ref, playbook.mentions_of(ref).refs) for ref in items}
    backlinks: dict[Ref, list[Ref]] = {ref: [] for ref in items}
    phases = {step: phase for phase in playbook.manifest.phases for step in phase.steps}
    rows: dict[str, list[Ref]] = {kind: [] for kind in KINDS}
    for ref in _order(playbook, list(phases)):
        rows[items[ref].kind].append(ref)
        for to in links[ref]:
            backlinks[to].append(ref)
    upstream_of, changed = playbook.lineage.upstream_of, playbook.lineage.changed
    entries: dict[Ref, Entry] = {}
    for row in rows.values():
        around = zip(row, (None, *row), (*row[1:], None), strict=False)
        for number, (ref, previous, following) in enumerate(around, 1):
            item = items[ref]
            steps = (ref,) if isinstance(item, Step) else item.named_steps
            entries[ref] = Entry(
                ref=ref,
                item=item,
                number=number,
                phase=phases.get(steps[0]) if steps else None,
                links=links[ref],
                backlinks=tuple(backlinks[ref]),
                previous=previous,
                next=following,
                upstream=upstream_of(ref),
                changed=changed.get(ref),
            )
    return Linked(
        manifest=playbook.manifest,
        entries=entries,
        assets=playbook.assets,
        lineage=playbook.lineage,
        synonyms=playbook.synonyms,
        texts=playbook.texts,
    )


def _without(ref: Ref, refs: tuple[Ref, ...]) -> tuple[Ref, ...]:
    return tuple(to for to in refs if to != ref) if ref in refs else refs


def _order(playbook: Playbook, steps: list[Ref]) -> list[Ref]:
    """Return all refs in reading order: items stand where the route first needs them."""
    named: list[Ref] = [*steps, *playbook.manifest.home.paths, *playbook.manifest.home.roles]
    for step in steps:
        named += getattr(playbook.items[step], "tools", ())
    first = _ranks(named)
    of_step = _ranks(steps)
    last = len(named)

    def rank(one: tuple[Ref, Item]) -> tuple[bool, int, int, str]:
        ref, item = one
        step = min([of_step.get(step, last) for step in item.named_steps], default=last)
        return (item.is_late, first.get(ref, last), step, item.title.casefold())

    return [ref for ref, _ in sorted(playbook.items.items(), key=rank)]


def _ranks(refs: Iterable[Ref]) -> dict[Ref, int]:
    return {ref: rank for rank, ref in reversed(list(enumerate(refs)))}
