"""What readers call the fields of an item."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from playbook.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from playbook.render.words import Words

_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "title": "fork.title",
        "summary": "fork.summary",
        "body": "fork.body",
        "time": "facts.time",
        "people": "facts.people",
        "bring": "facts.bring",
        "leave_with": "facts.leave_with",
        "steps": "kinds.steps.other",
        "sources": "sources.title",
        "related": "item.links",
        "origin": "origin.title",
        "notice": "notice.title",
    }
)
"""Field of every item -> the words under which its page shows it; kinds have more at home."""


def field_name(words: Words, path: str) -> str:
    """Return the heading under which readers know the field that `path` leads into."""
    field = path.partition(".")[0]
    kinds = (model.place.headings for model in KINDS.values())
    heading = next((known[field] for known in (_NAMES, *kinds) if field in known), None)
    if heading is not None:
        return words(heading)
    return field.replace("_", " ").capitalize()
