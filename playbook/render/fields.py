"""What readers call the fields of an item."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from playbook.render.words import Words

_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "title": "fork.title",
        "summary": "fork.summary",
        "body": "fork.body",
        "short": "fork.title",
        "why": "step.why",
        "do": "step.do",
        "done_when": "step.done_when",
        "goes_wrong": "step.goes_wrong",
        "time": "facts.time",
        "people": "facts.people",
        "bring": "facts.bring",
        "leave_with": "facts.leave_with",
        "works_with": "facts.works_with",
        "use_when": "facts.use_when",
        "go_back_when": "facts.go_back_when",
        "where": "facts.where",
        "status": "facts.status",
        "steps": "kinds.steps.other",
        "stops": "path.along",
        "sources": "sources.title",
        "tools": "item.beside",
        "related": "item.links",
        "situation": "case.situation",
        "challenge": "case.challenge",
        "moves": "case.moves",
        "decision_rule": "case.decision_rule",
        "result": "case.result",
        "lessons": "case.lessons",
        "not_known": "case.not_known",
        "prompts": "guide.prompts",
        "blocks": "guide.blocks",
        "before": "guide.before",
        "after": "guide.after",
        "how": "appeal.how",
        "frames": "appeal.say",
        "risk": "appeal.risk",
        "risk_note": "appeal.risk",
        "does": "role.does",
        "needs": "role.needs",
        "watch_out": "role.watch_out",
        "items": "paper.list",
        "fields": "worksheet.sheet",
        "texts": "worksheet.letters",
        "origin": "origin.title",
        "notice": "notice.title",
        "example": "appeal.example",
    }
)
"""Field -> the words under which its page shows it."""


def field_name(words: Words, path: str) -> str:
    """Return the heading under which readers know the field that `path` leads into."""
    field = path.partition(".")[0]
    if field in _NAMES:
        return words(_NAMES[field])
    return field.replace("_", " ").capitalize()
