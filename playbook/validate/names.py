"""Every name that content may use, and whether it leads somewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath
from typing import TYPE_CHECKING

from playbook.model import KINDS, Item, Manifest, Ref
from playbook.source import MOST_PROBLEMS
from playbook.validate.reading import texts_at
from playbook.wording import in_quotes, near

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from playbook.draft import Draft
    from playbook.errors import Problem
    from playbook.findings import Found
    from playbook.source import Data, Document, Place
    from playbook.validate.reading import Reading

_FORMS = frozenset(("one", "other", "article"))


@dataclass(frozen=True)
class Names:
    """Every name that content may use."""

    refs: frozenset[Ref]
    renamed: dict[Ref, Ref]
    """Old ref -> the item that has it now."""
    audiences: dict[Ref, frozenset[str]]
    """Who may read each item that not everybody may; what is broken has no readers."""
    assets: frozenset[str]
    known_audiences: frozenset[str] | None
    """The audiences of the manifest; None where it cannot be read."""
    words: dict[str, frozenset[str]] | None
    """The manifest's words with their forms; None where it cannot be read."""

    @classmethod
    def of(cls, draft: Draft, read: Iterable[Reading], manifest: Manifest | None) -> Names:
        """Collect the names of what was read of the items.

        What is broken or refused is there all the same: one mistake must not make a mistake of
        every link to it.
        """
        there: set[Ref] = {Ref(ref) for ref in draft.refused}
        renamed: dict[Ref, Ref] = {}
        audiences: dict[Ref, frozenset[str]] = {}
        for one in read:
            there.add(one.ref)
            if one.old_names:
                renamed |= {Ref(old): one.ref for old in one.old_names}
            if isinstance(one.record, Item) and one.record.audience:
                audiences[one.ref] = frozenset(one.record.audience)
        return cls(
            refs=frozenset(there),
            renamed=renamed,
            audiences=audiences,
            assets=frozenset(draft.assets) | frozenset(draft.refused),
            known_audiences=_audiences(manifest, draft.manifest.data),
            words=_words(manifest, draft.manifest.data),
        )

    def find(self, ref: Ref) -> Ref | None:
        """Return the ref that `ref` has today, or None."""
        return ref if ref in self.refs else self.renamed.get(ref)

    def hidden(self, ref: Ref, here: Ref) -> bool:
        """Tell whether some who may read the item `here` may not read the item `ref`."""
        there = self.audiences.get(ref, frozenset())
        readers = self.audiences.get(here, frozenset())
        return bool(there) and not (readers and readers <= there)

    def no_such_item(self, ref: Ref) -> tuple[str, str]:
        """Say that nothing bears the name `ref`, and which name was meant."""
        message = f"names {in_quotes(ref)}, which does not exist"
        if "://" in ref:
            return message, f"Write an address outside as [words]({ref})."
        if meant := self._similar_item(ref):
            return message, f'Did you mean "{meant}"?'
        if "/" not in ref:
            return message, "Write it as kind/id, for example tips/no-surprises."
        if ref.kind not in KINDS:
            return message, f"Kinds are: {', '.join(KINDS)}."
        return message, "Write its file, or take the link out."

    def _similar_item(self, ref: Ref) -> Ref | None:
        """Return an item of the same kind with a similar id, or of any kind with the same one."""
        ref = Ref(re.sub(r"[^a-z0-9/]+", "-", ref.casefold().removesuffix(".yml")).strip("-/"))
        kind = ref.kind if ref.kind in KINDS else near(ref.kind, KINDS)
        same = self._by_kind.get(kind or "", {}) if "/" in ref else self._by_id
        meant = near(ref.id or ref, same)
        return same[meant] if meant else self._by_id.get(ref.id or ref)

    @cached_property
    def _by_id(self) -> dict[str, Ref]:
        return {name.id: name for name in sorted(self.refs, reverse=True)}

    @cached_property
    def _by_kind(self) -> dict[str, dict[str, Ref]]:
        kinds: dict[str, dict[str, Ref]] = {}
        for name in self.refs:
            kinds.setdefault(name.kind, {})[name.id] = name
        return kinds

    @cached_property
    def _pictures(self) -> dict[str, str]:
        return {PurePath(asset).name: asset for asset in sorted(self.assets)}

    def no_picture(self, name: str) -> tuple[str, str]:
        """Say that there is no such picture, and which one was meant."""
        meant = near(PurePath(name).name, self._pictures)
        otherwise = "Put the file into content/assets/ and write its path."
        hint = f'Did you mean "{self._pictures[meant]}"?' if meant else otherwise
        return f"shows {in_quotes(name)}, which is not in assets/", hint

    def wrong(self, ref: Ref, place: Place) -> Iterator[Found]:
        """Yield what is wrong with a ref in a place that wants one of its kind."""
        found = self.find(ref)
        if found is None:
            yield place, *self.no_such_item(ref)
        elif found.kind != ref.kind:
            yield (
                place,
                f"names {in_quotes(ref)}, which is now {in_quotes(found)}",
                "Write the new name.",
            )


def was_problems(read: Iterable[Reading], names: Names) -> Iterator[Problem]:
    """Yield old names that are still in use or that two items claim."""
    claims: dict[str, list[tuple[Document, int]]] = {}
    for one in read:
        for index, old in enumerate(one.old_names):
            claims.setdefault(old, []).append((one.document, index))
    for old, claimed in claims.items():
        owners = list(dict.fromkeys(document.ref for document, _ in claimed))
        for document, index in claimed[:MOST_PROBLEMS]:
            if old in names.refs:
                hint = "Remove it here, or remove that item."
                message = f"names {in_quotes(old)}, which is still an item"
                yield document.problem(("was", index), message, hint)
            elif len(claimed) > 1:
                other = next((owner for owner in owners[:2] if owner != document.ref), "")
                also = f", as {other} does" if len(owners) > 1 else " twice"
                hint = "An old name can lead to one place only: keep it once."
                yield document.problem(("was", index), f"names {in_quotes(old)}{also}", hint)


def _audiences(manifest: Manifest | None, data: Data) -> frozenset[str] | None:
    if manifest is not None:
        return frozenset(manifest.audiences)
    return frozenset(texts_at("audiences", data)) if isinstance(data, dict) else None


def _words(manifest: Manifest | None, data: Data) -> dict[str, frozenset[str]] | None:
    if manifest is not None:
        return {
            key: _FORMS if word.article else _FORMS - {"article"}
            for key, word in manifest.words.items()
        }
    words = data.get("words") if isinstance(data, dict) else None
    return dict.fromkeys(words, _FORMS) if isinstance(words, dict) else None
