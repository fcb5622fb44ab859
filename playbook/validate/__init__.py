"""Step 3: documents -> a playbook that holds together, or all its problems at once.

Step 2, laying a fork's overrides over its upstream, comes before: an overlay may be partial, and
only the whole can be judged.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from playbook.errors import ContentError, Problem
from playbook.model import KINDS, Item, Manifest, Ref
from playbook.validate.manifest import manifest_problems
from playbook.validate.refs import Names, ref_problems
from playbook.validate.shape import shaped
from playbook.validate.worksheets import worksheet_problems

if TYPE_CHECKING:
    from pathlib import Path

    from playbook.load import Draft


@dataclass(frozen=True)
class Playbook:
    """A manifest and its items, each one valid and every ref leading somewhere."""

    manifest: Manifest
    items: dict[Ref, Item]
    assets: dict[str, Path]


def validate(draft: Draft) -> Playbook:
    """Return the playbook in `draft`; raise ContentError with every problem that it has."""
    problems: list[Problem] = list(draft.problems)
    manifest, found = shaped(Manifest, draft.manifest)
    problems += found
    items: dict[Ref, Item] = {}
    for document in draft.items:
        ref = Ref(document.ref)
        item, found = shaped(KINDS[ref.kind], document)
        problems += found
        if item is not None:
            items[ref] = item

    # A broken item still exists: a link to it is not dangling.
    names = Names.of((Ref(document.ref) for document in draft.items), items, draft.assets)
    problems += names.problems(draft.items)
    if manifest is not None:
        problems += manifest_problems(manifest, draft.manifest, names)
        for document in draft.items:
            if (item := items.get(Ref(document.ref))) is not None:
                problems += ref_problems(item, document, names, manifest)
                problems += worksheet_problems(item, document, items, names)
    if problems or manifest is None:
        raise ContentError(problems)
    return Playbook(manifest, items, draft.assets)
