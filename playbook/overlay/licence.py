"""May a fork do with its upstream what it does? Sources and licences travel with every item."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from playbook.overlay.lineage import licence_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from playbook.draft import Draft
    from playbook.errors import Problem
    from playbook.model import Lineage
    from playbook.overlay.states import Outcome
    from playbook.parts.licence import Licence
    from playbook.source import Document

_NO_TRADE = re.compile(r"\bnc\b|non-?commercial", re.IGNORECASE)
_NO_CHANGE = re.compile(r"\bnd\b|no-?deriv", re.IGNORECASE)


def licence_problems(
    draft: Draft, manifest: Document, lineage: Lineage, outcomes: Iterable[Outcome]
) -> Iterator[Problem]:
    """Yield each item whose licence does not allow what the fork declares or does."""
    data = manifest.data
    trade = isinstance(data, dict) and data.get("use") == "commercial"
    adapted = {one.item: one for one in reversed(list(outcomes)) if one.statement.op != "hide"}
    told: dict[str, list[str]] = {}
    for item in draft.items:
        upstream, change = lineage.upstream_of(item.ref), lineage.changed.get(item.ref)
        taken = upstream is not None or (change is not None and change.taken_from)
        if not taken or item.ref in draft.hidden:
            continue
        own = licence_of(item.data.get("licence")) if isinstance(item.data, dict) else None
        licence = own or (upstream.licence if upstream else None)
        if licence is None:
            continue
        if trade and _says(_NO_TRADE, licence):
            if own is None:
                told.setdefault(licence.title, []).append(item.ref)
            else:
                message = f"is under {licence.title}, which allows no commercial use"
                hint = "Hide it in overrides/, or ask its author; `use` in playbook.yml says why."
                yield replace(manifest.problem(("use",), message, hint, field=""), ref=item.ref)
        if item.ref in adapted and _says(_NO_CHANGE, licence):
            message = f"changes {item.ref}, whose licence ({licence.title}) allows no changes"
            yield adapted[item.ref].statement.problem(message, "Take this out, or hide the item.")
    for title, refs in told.items():
        more = f" and {len(refs) - 3} more" if len(refs) > 3 else ""
        message = f"is commercial, but {', '.join(refs[:3])}{more} are under {title}"
        hint = "Hide them, ask their author, or write another `use`."
        yield manifest.problem(("use",), message, hint)


def _says(terms: re.Pattern[str], licence: Licence) -> bool:
    return bool(terms.search(f"{licence.title} {licence.url}"))
