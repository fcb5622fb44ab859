"""What the book holds, part by part, and what its index names."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from playbook.model import INDEX, KINDS, Book, Step, Term, Tip

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from playbook.link import Entry, Linked
    from playbook.model import Manifest, Phase, Ref

_FIRST = (
    "steps", "tips", "appeals", "case-studies", "guides", "worksheets", "checklists", "paths",
    "roles", "rules",
)  # fmt: skip
_LAST = ("terms", "sources", INDEX)
MOST_PLACES = 24
"""Items that a word of the index may lead to: a tag of more is no help in finding one."""
_UNINDEXED = ("sources", "paths")
"""Kinds whose titles are no words that one looks up."""


def usual_parts() -> tuple[str, ...]:
    """Return the parts of a book whose manifest names none, in order."""
    others = (kind for kind in KINDS if kind not in (*_FIRST, *_LAST))
    return (*_FIRST, *others, *_LAST)


@dataclass(frozen=True)
class Part:
    """A stretch of the book that begins on a new page."""

    kind: str
    entries: tuple[Entry, ...]
    phase: Phase | None = None
    """The phase of its steps."""
    number: int = 0
    """The place of the phase, from 1."""


@dataclass(frozen=True)
class Contents:
    """What is in the book of one edition."""

    playbook: Linked

    @property
    def manifest(self) -> Manifest:
        """The manifest of the edition."""
        return self.playbook.manifest

    @property
    def chosen(self) -> Book:
        """What the manifest chooses."""
        return self.manifest.book or Book()

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of its parts in their order, and the index."""
        return tuple(dict.fromkeys(self.chosen.parts or usual_parts()))

    @cached_property
    def refs(self) -> frozenset[Ref]:
        """Every item that stands in it."""
        left_out = frozenset(self.chosen.without)
        kinds = frozenset(self.kinds)
        refs = (ref for ref in self.playbook.entries if ref.kind in kinds)
        return frozenset(refs) - left_out

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """Its parts that hold something, without the index."""
        return tuple(part for kind in self.kinds for part in self._parts_of(kind) if part.entries)

    def _parts_of(self, kind: str) -> Iterator[Part]:
        entries = tuple(entry for entry in self.playbook.of_kind(kind) if entry.ref in self.refs)
        if kind == Step.kind:
            for number, phase in enumerate(self.manifest.phases, 1):
                steps = tuple(entry for entry in entries if entry.ref in phase.steps)
                yield Part(kind, steps, phase, number)
            return
        if kind == Tip.kind:
            beside = {entry.ref for tips in self._advice.values() for entry in tips}
            entries = tuple(entry for entry in entries if entry.ref not in beside)
        if kind == Term.kind:
            entries = tuple(sorted(entries, key=lambda entry: sort_key(entry.item.title)))
        yield Part(kind, entries)

    def advice(self, step: Ref) -> tuple[Entry, ...]:
        """Return the tips that stand behind a step: those that name it as their first one."""
        return tuple(self._advice.get(step, ()))

    @cached_property
    def _advice(self) -> dict[Ref, list[Entry]]:
        found: dict[Ref, list[Entry]] = {}
        for entry in self.playbook.of_kind(Tip.kind):
            home = next((step for step in entry.item.named_steps if step in self.refs), None)
            if home is not None and entry.ref in self.refs:
                found.setdefault(home, []).append(entry)
        return found

    @cached_property
    def index(self) -> tuple[tuple[str, tuple[tuple[str, tuple[Ref, ...]], ...]], ...]:
        """What the index names: letter by letter its words, and the items that they lead to."""
        if INDEX not in self.kinds:
            return ()
        found: dict[str, dict[Ref, None]] = {}
        for ref, entry in self.playbook.entries.items():
            if ref in self.refs:
                for word in _words_of(entry):
                    found.setdefault(word, {})[ref] = None
        words = sorted(_merge(found), key=lambda pair: sort_key(pair[0]))
        groups = groupby(words, key=lambda pair: initial(pair[0]))
        return tuple((letter, tuple(group)) for letter, group in groups)


def _words_of(entry: Entry) -> Iterable[str]:
    title = () if entry.kind in _UNINDEXED else (entry.item.title,)
    return (*title, *entry.item.tags)


def _merge(found: dict[str, dict[Ref, None]]) -> Iterator[tuple[str, tuple[Ref, ...]]]:
    """Yield words with their items; those that differ in capitals alone are one."""
    spelled: dict[str, str] = {}
    refs: dict[str, dict[Ref, None]] = {}
    for word, those in found.items():
        spelled.setdefault(word.casefold(), word)
        refs.setdefault(word.casefold(), {}).update(those)
    for folded, those in refs.items():
        if len(those) <= MOST_PLACES:
            yield spelled[folded], tuple(those)


def sort_key(word: str) -> tuple[str, str]:
    """Return what a word is sorted by: its letters without accents and capitals."""
    plain = unicodedata.normalize("NFKD", word.casefold())
    letters = "".join(char for char in plain if char.isalnum() or char.isspace())
    return letters, word


def initial(word: str) -> str:
    """Return the letter that a word stands under; digits and the like share one group."""
    first = sort_key(word)[0].strip()[:1].upper()
    return first if first.isalpha() else "0\u20139"
