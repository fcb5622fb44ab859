"""Say at a fork's own lines what they caused in the files of its upstream."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from playbook.overlay.statements import MANIFEST
from playbook.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from playbook.errors import Problem
    from playbook.overlay.layers import Overlaid
    from playbook.overlay.statements import Statement

_VENDORED = "vendor/"
_DONE = {
    "unset": "It is taken away here, and has to be there: take this out.",
    "remove": "An entry is taken out here: leave it in, or add another.",
}


def blamed(problems: Iterable[Problem], done: Overlaid) -> Iterator[Problem]:
    """Yield the problems of a fork, those that it caused in upstream's files at its own lines."""
    said: dict[tuple[str, str], Statement] = {}
    for one in done.outcomes:
        if one.statement.path:
            said.setdefault((one.item, one.statement.path[0]), one.statement)
    upstreams = {item.ref for item in done.parent.items}
    own = [item for item in done.draft.items if item.ref not in upstreams]
    for problem in problems:
        if not problem.file.startswith(_VENDORED):
            yield problem
            continue
        steps = [one for one in own if quoted(one.ref) in problem.message]
        cause = said.get((problem.ref, problem.field.partition(".")[0]))
        if problem.ref == MANIFEST and problem.field == "phases" and steps:
            hint = "Write where it stands under `order:` in overrides/."
            yield steps[0].problem((), "is in no phase", hint)
        elif cause is not None:
            hint = _DONE.get(cause.op, f"{problem.hint} This is the statement that changed it.")
            here = cause.problem(problem.message, hint)
            yield replace(here, field=problem.field)
        else:
            yield problem
