"""Fit answers to questions: what fits, and what is left over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from playbook.fields.typed import canonical_text, tidy

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from playbook.fields.field import Question

BESIDE = ">"
"""Between a question's key and an option that asks for a text: the key of that text."""


def fit(
    groups: Sequence[dict[str, Any]], fields: Collection[Question]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what of answers by their keys fits `fields`, and what is left over.

    The first group is of today. The others are earlier answers: one whose question has come back
    answers it again, unless somebody has answered it anew; an earlier tick does not go where the
    box was unticked.
    """
    fields = [one for field in fields for one in (field, *field.others())]
    asked = {field.key: field for field in fields}
    today = _today(fields)
    answers: dict[str, Any] = {}
    left: dict[str, Any] = {}
    off = {today.get(name, name) for name, value in groups[0].items() if value is False}
    for group in groups:
        for name in sorted(group, key=lambda name: (name not in asked, name)):
            key = today.get(name)
            if group is not groups[0] and group[name] is True and (key or name) in off:
                continue
            if key is None or key in answers:
                _keep(left, name, tidy(group[name]))
                continue
            answer, rest = asked[key].fit(group[name])
            if answer:
                answers[key] = answer
            _keep(left, name, rest)
    for field in fields:
        for beside in field.others():
            if beside.key in answers:
                option = beside.key.partition(BESIDE)[2]
                answers[field.key] = field.choose(answers.get(field.key), option)
    return answers, left


def _today(fields: Iterable[Question]) -> dict[str, str]:
    """Return the key of today by every key that a question has or had."""
    names: dict[str, str] = {}
    for field in fields:
        names.update(dict.fromkeys(field.was, field.key))
    names.update({field.key: field.key for field in fields})
    return names


def _keep(left: dict[str, Any], name: str, value: Any) -> None:
    if value is None:
        return
    name = canonical_text(name, one_line=True) or "_"
    while name in left and left[name] != value:
        name += "_"
    left[name] = value
