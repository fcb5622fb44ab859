"""Attribute problems in upstream's files to the lines of a fork that caused them."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from playbook.merge.nodes import entry_at, named_path
from playbook.merge.statements import MANIFEST
from playbook.wording import UNKNOWN, in_quotes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from playbook.errors import Problem
    from playbook.merge.layers import Merged
    from playbook.merge.nodes import Path
    from playbook.merge.statements import Statement
    from playbook.source import Document

_VENDORED = "vendor/"
FIX = "Ask upstream to fix it, or stay with the edition before."
"""What to do about a fault of upstream's files: what lies in `vendor/` is nobody's to change."""
_CURES = {
    "unset": "It is removed here, but required: take this out.",
    "remove": "An entry is removed here: leave it in, or add another.",
}
_QUOTED = re.compile(r'"([^"]+)"')


def attribute_problems(problems: Iterable[Problem], merged: Merged) -> Iterator[Problem]:
    """Yield the problems of a fork, those that it caused in upstream's files at its own lines."""
    by_item: defaultdict[str, list[Statement]] = defaultdict(list)
    for outcome in merged.outcomes:
        if outcome.statement.path:
            by_item[outcome.item].append(outcome.statement)
    documents = {item.ref: item for item in (merged.draft.manifest, *merged.draft.items)}
    upstreams = {item.ref for item in merged.parent.items}
    own = [item for ref, item in documents.items() if ref not in {*upstreams, MANIFEST}]
    for problem in problems:
        if not problem.file.startswith(_VENDORED):
            yield problem
            continue
        steps = [item for item in own if in_quotes(item.ref) in problem.message]
        if problem.ref == MANIFEST and problem.field == "phases" and steps:
            hint = "Write where it stands under `order:` in overrides/."
            yield steps[0].problem((), "is in no phase", hint)
            continue
        document = documents.get(problem.ref)
        parts = problem.field.split(".") if problem.field else ()
        path = named_path(parts, document.data if document else None, entry_at)
        cause = _find_cause(problem, path, by_item)
        if cause is None:
            yield from upstream_problems([problem], merged.draft.manifest)
        else:
            yield _at_cause(cause, problem, path)


def _find_cause(
    problem: Problem, path: Path, by_item: Mapping[str, list[Statement]]
) -> Statement | None:
    """Return the statement that most likely caused a problem with upstream's own words.

    Upstream was sound: what is wrong is wrong since something near it, or something that the
    problem names, was changed.
    """
    words = {part for word in _QUOTED.findall(problem.message) for part in word.split(".")}

    def nearness(statement: Statement) -> tuple[int, bool, bool, bool]:
        size = min(len(statement.path), len(path))
        is_around = statement.path[:size] == path[:size]
        has_last = bool(path) and path[-1] in statement.path
        return len(words & {*statement.path}), is_around, has_last, statement.op in _CURES

    on_item = by_item.get(problem.ref, [])
    if problem.message == UNKNOWN:  # nothing beside it makes a key unknown
        return next((statement for statement in on_item if nearness(statement)[1]), None)
    named = [one for ref, row in by_item.items() if ref in problem.message for one in row]
    candidates = [statement for statement in on_item if any(nearness(statement)[:3])]
    candidates = candidates or [one for one in named if nearness(one)[0]] or on_item
    return max(candidates, key=nearness, default=None)


def _at_cause(cause: Statement, problem: Problem, path: Path) -> Problem:
    """Return a problem at the line of the statement that caused it, with what mends it."""
    hint = f"{problem.hint} This is the statement that changed it."
    if cause.item == problem.ref and path[:1] == cause.path[:1]:
        hint = _CURES.get(cause.op, hint)
    else:
        field = ".".join(takewhile(lambda part: not part.isdecimal(), path))
        hint = (
            f"Upstream has it in {field} of {problem.ref}: change that too, with "
            f"`unset: [{field}]` or `set:`, or take this out."
        )
    return replace(cause.problem(problem.message, hint), field=problem.field)


def upstream_problems(
    problems: Iterable[Problem], manifest: Document | None = None
) -> Iterator[Problem]:
    """Yield problems of upstream's files as a fork can mend them, at its `extends` if it has one.

    What lies in `vendor/` is nobody's to change.
    """
    for problem in problems:
        hint = FIX
        if problem.message == UNKNOWN:
            hint = (
                f"Upstream may be written for a newer program: update this one. Until then, "
                f"`unset: [{problem.field}]` under {problem.ref} in overrides/ leaves it out."
            )
        if manifest is None:
            yield replace(problem, hint=hint)
        else:
            yield at_extends(problem, manifest, hint)


def at_extends(problem: Problem, manifest: Document, hint: str) -> Problem:
    """Return a problem of upstream's files at the `extends` of a fork's `manifest`."""
    own = manifest.problem(("extends",), "", "")
    message = f"{problem.message} (in {problem.file}:{problem.line})"
    moved = replace(problem, file=own.file, line=own.line, column=own.column)
    return replace(moved, message=message, hint=hint)
