"""Say at a fork's own lines what they caused in the files of its upstream."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from playbook.overlay.nodes import key_of
from playbook.overlay.statements import MANIFEST
from playbook.wording import UNKNOWN, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from playbook.errors import Problem
    from playbook.overlay.layers import Overlaid
    from playbook.overlay.nodes import Path
    from playbook.overlay.statements import Statement
    from playbook.source import Data, Document

_VENDORED = "vendor/"
_DONE = {
    "unset": "It is taken away here, and has to be there: take this out.",
    "remove": "An entry is taken out here: leave it in, or add another.",
}
_QUOTED = re.compile(r'"([^"]+)"')


def blamed(problems: Iterable[Problem], done: Overlaid) -> Iterator[Problem]:
    """Yield the problems of a fork, those that it caused in upstream's files at its own lines."""
    said: dict[str, list[Statement]] = {}
    for one in done.outcomes:
        if one.statement.path:
            said.setdefault(one.item, []).append(one.statement)
    documents = {item.ref: item for item in (done.draft.manifest, *done.draft.items)}
    upstreams = {item.ref for item in done.parent.items}
    own = [item for ref, item in documents.items() if ref not in {*upstreams, MANIFEST}]
    for problem in problems:
        if not problem.file.startswith(_VENDORED):
            yield problem
            continue
        steps = [one for one in own if quoted(one.ref) in problem.message]
        if problem.ref == MANIFEST and problem.field == "phases" and steps:
            hint = "Write where it stands under `order:` in overrides/."
            yield steps[0].problem((), "is in no phase", hint)
            continue
        document = documents.get(problem.ref)
        path = _path(problem.field, document.data if document else None)
        cause = _cause(problem, path, said)
        if cause is None:
            yield from of_upstream([problem], done.draft.manifest)
        else:
            yield _at(cause, problem, path)


def _path(field: str, data: Data) -> Path:
    """Return the way to a field, with the names that entries of lists have for their numbers."""
    parts: list[str] = []
    for part in field.split(".") if field else ():
        name = part
        if isinstance(data, list) and part.isdecimal() and 0 < int(part) <= len(data):
            data = data[int(part) - 1]
            name = key_of(data) or part
        else:
            data = data.get(part) if isinstance(data, dict) else None
        parts.append(name)
    return tuple(parts)


def _cause(problem: Problem, path: Path, said: dict[str, list[Statement]]) -> Statement | None:
    """Return the statement that most likely caused a problem with upstream's own words.

    Upstream was sound: what is wrong is wrong since something near it, or something that the
    problem names, was changed.
    """
    words = {part for word in _QUOTED.findall(problem.message) for part in word.split(".")}

    def nearness(one: Statement) -> tuple[int, bool, bool, bool]:
        size = min(len(one.path), len(path))
        around = one.path[:size] == path[:size]
        last = bool(path) and path[-1] in one.path
        return len(words & {*one.path}), around, last, one.op in _DONE

    mine = said.get(problem.ref, [])
    if problem.message == UNKNOWN:  # nothing beside it makes a key unknown
        return next((one for one in mine if nearness(one)[1]), None)
    others = [one for ref, row in said.items() if ref in problem.message for one in row]
    rows = [one for one in mine if any(nearness(one)[:3])]
    rows = rows or [one for one in others if nearness(one)[0]] or mine
    return max(rows, key=nearness, default=None)


def _at(cause: Statement, problem: Problem, path: Path) -> Problem:
    """Return a problem at the line of the statement that caused it, with what mends it."""
    hint = f"{problem.hint} This is the statement that changed it."
    if cause.item == problem.ref and path[:1] == cause.path[:1]:
        hint = _DONE.get(cause.op, hint)
    else:
        way = ".".join(takewhile(lambda part: not part.isdecimal(), path))
        hint = (
            f"Upstream has it in {way} of {problem.ref}: change that too, with "
            f"`unset: [{way}]` or `set:`, or take this out."
        )
    return replace(cause.problem(problem.message, hint), field=problem.field)


def of_upstream(problems: Iterable[Problem], manifest: Document | None = None) -> Iterator[Problem]:
    """Yield problems of upstream's files as a fork can mend them, at its `extends` if it has one.

    What lies in `vendor/` is nobody's to change.
    """
    for one in problems:
        cure = "Ask upstream to mend it, or stay with the edition before."
        if one.message == UNKNOWN:
            cure = (
                f"Upstream may be written for a newer program: update this one. Till then, "
                f"`unset: [{one.field}]` under {one.ref} in overrides/ leaves it out."
            )
        said = replace(one, hint=cure)
        if manifest is not None:
            here = manifest.problem(("extends",), "", "")
            where = f"{one.message} (in {one.file}:{one.line})"
            said = replace(said, file=here.file, line=here.line, column=here.column, message=where)
        yield said
