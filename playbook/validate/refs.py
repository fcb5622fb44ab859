"""Does every ref, link, word and picture lead somewhere, and may its reader go there?"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from playbook.model import KINDS, Item, Manifest, Ref
from playbook.walk import LINK, PICTURE, WORD, leaves
from playbook.wording import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from playbook.errors import Problem
    from playbook.source import Document, Place


@dataclass(frozen=True)
class Names:
    """Every name that content may use."""

    refs: frozenset[Ref]
    renamed: dict[Ref, Ref]
    """Old ref -> the item that has it now."""
    audiences: dict[Ref, frozenset[str]]
    assets: frozenset[str]

    @classmethod
    def of(cls, refs: Iterable[Ref], items: dict[Ref, Item], assets: Iterable[str]) -> Names:
        """Collect the names; a broken item counts as there, but says nothing of itself."""
        renamed = {old: ref for ref, item in items.items() for old in item.was}
        audiences = {ref: frozenset(item.audience) for ref, item in items.items()}
        return cls(frozenset(refs), renamed, audiences, frozenset(assets))

    def find(self, ref: Ref) -> Ref | None:
        """Return the ref that `ref` has today, or None."""
        return ref if ref in self.refs else self.renamed.get(ref)

    def missing(self, ref: Ref) -> tuple[str, str]:
        """Say that nothing bears the name `ref`, and which name was meant."""
        same_kind = [name for name in self.refs if name.kind == ref.kind]
        otherwise = "Write its file, or take the link out."
        if ref.kind not in KINDS:
            otherwise = f"Kinds are: {', '.join(KINDS)}."
        known = same_kind if ref.kind in KINDS else self.refs
        return f'names "{ref}", but there is no such item', did_you_mean(ref, known, otherwise)

    def problems(self, documents: Iterable[Document]) -> Iterator[Problem]:
        """Yield old names that are still in use or that two items claim."""
        claimed = Counter(
            old
            for document in documents
            if isinstance(document.data, dict)
            for old in _texts(document.data.get("was"))
        )
        for document in documents:
            was = document.data.get("was") if isinstance(document.data, dict) else None
            for index, old in enumerate(_texts(was)):
                place = ("was", index)
                if old in self.refs:
                    hint = "Remove it here, or remove that item."
                    yield document.problem(place, f'"{old}" is still an item', hint, field="was")
                elif claimed[old] > 1:
                    hint = "An old name can lead to one place only: keep it in one item."
                    yield document.problem(
                        place, f'"{old}" is claimed by two items', hint, field="was"
                    )


def _texts(value: object) -> list[str]:
    return [text for text in value if isinstance(text, str)] if isinstance(value, list) else []


def ref_problems(
    item: Item, document: Document, names: Names, manifest: Manifest
) -> Iterator[Problem]:
    """Yield what in one item leads nowhere."""
    for index, audience in enumerate(item.audience):
        if audience not in manifest.audiences:
            hint = did_you_mean(
                audience, manifest.audiences, "Add it to `audiences` in playbook.yml."
            )
            message = f'names "{audience}", an audience that the manifest does not know'
            yield document.problem(("audience", index), message, hint, field="audience")
    for place, text in leaves(item):
        if place[0] == "was":
            continue
        if isinstance(text, Ref):
            if names.find(text) is None:
                yield document.problem(place, *names.missing(text), field=str(place[0]))
            continue
        if "[[" in text:
            yield from _links(text, place, document, names)
        if "{word:" in text:
            yield from _words(text, place, document, manifest)
        if "](" in text:
            yield from _pictures(text, place, document, names)


def _links(text: str, place: Place, document: Document, names: Names) -> Iterator[Problem]:
    field = str(place[0])
    links = list(LINK.finditer(text))
    if len(links) != text.count("[["):
        hint = "Write it as [[kind/id]] or [[kind/id|label]]."
        yield document.problem(place, "has a [[link]] that does not close", hint, field=field)
    here = names.audiences.get(Ref(document.ref), frozenset())
    for link in links:
        ref = names.find(Ref(link[1].strip()))
        if ref is None:
            yield document.problem(place, *names.missing(Ref(link[1].strip())), field=field)
        elif (
            link[2] is None and (there := names.audiences.get(ref)) and not (here and here <= there)
        ):
            yield document.problem(
                place,
                f'links to "{ref}", which not all readers of this text may see, without a label',
                f"Give the link words of its own: [[{ref}|label]].",
                field=field,
            )


def _words(text: str, place: Place, document: Document, manifest: Manifest) -> Iterator[Problem]:
    words = list(WORD.finditer(text))
    if len(words) != text.count("{word:"):
        hint = "Write it as {word:key} or {word:key|other}."
        yield document.problem(
            place, "has a {word:} that cannot be read", hint, field=str(place[0])
        )
    for word in words:
        if word[1] not in manifest.words:
            message = f'uses {word[0]}, but the manifest has no word "{word[1]}"'
            hint = did_you_mean(word[1], manifest.words, "Add it to `words` in playbook.yml.")
            yield document.problem(place, message, hint, field=str(place[0]))
        elif word[2] not in (None, "one", "other", "article"):
            hint = "Forms are one, other and article."
            message = f"uses {word[0]}, a form that words do not have"
            yield document.problem(place, message, hint, field=str(place[0]))


def _pictures(text: str, place: Place, document: Document, names: Names) -> Iterator[Problem]:
    for picture in PICTURE.finditer(text):
        if picture[1] not in names.assets:
            message = f'shows "{picture[1]}", which is not in assets/'
            hint = did_you_mean(
                picture[1], names.assets, "Put the file into content/assets/ and write its path."
            )
            yield document.problem(place, message, hint, field=str(place[0]))
