"""Does the manifest fit the items?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from playbook.findings import duplicate_names
from playbook.icons import drawing, known_icons
from playbook.kinds import KINDS
from playbook.kinds.guides import Guide, short_blocks
from playbook.model import INDEX
from playbook.source import dotted_place
from playbook.wording import did_you_mean, in_quotes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from playbook.errors import Problem
    from playbook.findings import Found
    from playbook.model import Item, Manifest, Ref, Selection
    from playbook.source import Document, Place
    from playbook.validate.names import Names


def manifest_problems(
    manifest: Manifest, document: Document, names: Names, items: Mapping[Ref, Item]
) -> Iterator[Problem]:
    """Yield steps that are missing, placed twice or not at all, and editions that do not fit."""
    for place, message, hint in _find(manifest, names, items):
        yield document.problem(place, message, hint)


def _find(manifest: Manifest, names: Names, items: Mapping[Ref, Item]) -> Iterator[Found]:
    yield from _route(manifest, names)
    yield from duplicate_names((phase.id for phase in manifest.phases), ("phases",), "id")
    yield from duplicate_names((edition.id for edition in manifest.editions), ("editions",), "id")
    yield from _purposes(manifest, names, items)
    yield from _audiences(manifest)
    logo = manifest.brand.logo
    if logo is not None and logo not in names.assets:
        yield ("brand", "logo"), *names.no_picture(logo)
    yield from _kinds(manifest)
    yield from _parts("book", manifest.book, (*KINDS, INDEX))
    yield from _parts("cards", manifest.cards, tuple(KINDS))
    for key, word in manifest.words.items():
        for form in ("one", "other", "article"):
            if set(getattr(word, form) or "") & set("[]{}"):
                hint = "Write the bare word."
                yield ("words", key, form), "holds a bracket, which has a meaning in texts", hint


def _purposes(manifest: Manifest, names: Names, items: Mapping[Ref, Item]) -> Iterator[Found]:
    yield from duplicate_names((one.id for one in manifest.purposes), ("purposes",), "id")
    for number, purpose in enumerate(manifest.purposes):
        place = ("purposes", number)
        if bool(purpose.guide) == bool(purpose.points):
            hint = "Write one of the two: `guide`, or `points` with their minutes."
            had = "both a guide and" if purpose.guide else "neither guide nor"
            yield place, f"has {had} points", hint
        guide = items.get(names.find(purpose.guide) or purpose.guide) if purpose.guide else None
        if purpose.guide and isinstance(guide, Guide) and not guide.blocks:
            hint = "Name a guide with blocks, or give this purpose `points` of its own."
            yield (*place, "guide"), f"names {in_quotes(purpose.guide)}, which has no blocks", hint
        points = (*place, "points")
        yield from duplicate_names((one.id for one in purpose.points), points, "id")
        yield from short_blocks(purpose.points, points)


def _audiences(manifest: Manifest) -> Iterator[Found]:
    for number, edition in enumerate(manifest.editions):
        for index, audience in enumerate(edition.audiences):
            if audience not in manifest.audiences:
                hint = did_you_mean(audience, manifest.audiences, "Add it to `audiences`.")
                place = ("editions", number, "audiences", index)
                yield place, f"names {in_quotes(audience)}, which is not in `audiences`", hint


def _kinds(manifest: Manifest) -> Iterator[Found]:
    for kind, named in manifest.kinds.items():
        if kind not in KINDS:
            hint = did_you_mean(kind, KINDS, f"Kinds are: {', '.join(KINDS)}.")
            yield ("kinds", kind), "is not a kind of item", hint
        if named.icon and drawing(named.icon) is None:
            hint = did_you_mean(named.icon, known_icons(), "Choose one of Material Design Icons.")
            place = ("kinds", kind, "icon")
            yield place, f"names an unknown icon, {in_quotes(named.icon)}", hint


def _parts(made: str, chosen: Selection | None, known: tuple[str, ...]) -> Iterator[Found]:
    for index, part in enumerate(chosen.parts if chosen else ()):
        if part not in known:
            hint = did_you_mean(part, known, f"Parts are: {', '.join(known)}.")
            yield (made, "parts", index), f"names {in_quotes(part)}, which is no part", hint


def _route(manifest: Manifest, names: Names) -> Iterator[Found]:
    placed: dict[Ref, Place] = {}
    for number, phase in enumerate(manifest.phases):
        for index, ref in enumerate(phase.steps):
            place = ("phases", number, "steps", index)
            step = names.find(ref)
            if step is not None and step in placed:
                hint = f"It stands at `{dotted_place(placed[step])}` already: keep one of the two."
                yield place, f"places {in_quotes(ref)} twice", hint
            elif step is not None:
                placed[step] = place
    for ref in sorted(names.refs - placed.keys()):
        if ref.kind == "steps":
            yield ("phases",), f"leave out {in_quotes(ref)}", "Add it to the steps of a phase."
