"""Does the manifest fit the items?"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from playbook.wording import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playbook.errors import Problem
    from playbook.model import Manifest, Ref
    from playbook.source import Document
    from playbook.validate.refs import Names


def manifest_problems(manifest: Manifest, document: Document, names: Names) -> Iterator[Problem]:
    """Yield steps that are missing, placed twice or not at all, and editions that do not fit."""
    placed: set[Ref] = set()
    for number, phase in enumerate(manifest.phases):
        for index, ref in enumerate(phase.steps):
            place = ("phases", number, "steps", index)
            if names.find(ref) is None:
                yield document.problem(place, *names.missing(ref), field="phases")
            elif ref in placed:
                hint = "Keep it in one phase."
                yield document.problem(place, f'places "{ref}" twice', hint, field="phases")
            placed.add(ref)
    for ref in sorted(names.refs - placed):
        if ref.kind == "steps":
            hint = "Add it to the steps of a phase."
            yield document.problem(("phases",), f'leave out "{ref}"', hint, field="phases")
    for name, ids in (
        ("phases", [phase.id for phase in manifest.phases]),
        ("editions", [edition.id for edition in manifest.editions]),
    ):
        for twice in (one for one, count in Counter(ids).items() if count > 1):
            place = (name, len(ids) - 1 - ids[::-1].index(twice), "id")
            yield document.problem(place, f'use the id "{twice}" twice', "Rename one.", field=name)
    for number, edition in enumerate(manifest.editions):
        for index, audience in enumerate(edition.audiences):
            if audience not in manifest.audiences:
                hint = did_you_mean(audience, manifest.audiences, "Add it to `audiences`.")
                place = ("editions", number, "audiences", index)
                message = f'names "{audience}", which is not in `audiences`'
                yield document.problem(place, message, hint, field="editions")
    for name in ("paths", "roles"):
        for index, ref in enumerate(getattr(manifest.home, name)):
            if names.find(ref) is None:
                place = ("home", name, index)
                yield document.problem(place, *names.missing(ref), field=f"home.{name}")
    logo = manifest.brand.logo
    if logo is not None and logo not in names.assets:
        hint = did_you_mean(logo, names.assets, "Put the file into content/assets/.")
        message = f'names "{logo}", which is not in assets/'
        yield document.problem(("brand", "logo"), message, hint, field="brand.logo")
