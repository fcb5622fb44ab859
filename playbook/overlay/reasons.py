"""Why a fork says what it says: one reason for an item, or one for each thing said of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from playbook.wording import did_you_mean, quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playbook.errors import Problem
    from playbook.overlay.statements import Statement
    from playbook.source import Data, Document, Place


class Reasons:
    """What stands under `why:` of one item, at `place`: a text, or texts by field."""

    def __init__(self, document: Document, place: Place, why: Data) -> None:
        self.problems: list[Problem] = []
        self._document, self._place = document, place
        self._whole = why if isinstance(why, str) else ""
        self._texts: dict[str, str] = {}
        rows = why.items() if isinstance(why, dict) else ()
        for name, text in rows:
            if isinstance(text, str):
                self._texts[name] = text
            else:
                self._report(name, "must be a text", "Say in a sentence why.")
        if not isinstance(why, str | dict):
            hint = "Say in a sentence why, or a sentence for each field."
            self.problems.append(document.problem(place, "must be a text", hint))

    def give(self, statements: Sequence[Statement]) -> list[Statement]:
        """Return statements with their reasons; each reason must be one of theirs."""
        given, used = [], set[str]()
        for one in statements:
            names = [name for name in self._texts if _concerns(name, one)]
            name = max(names, key=len, default=None)
            used.update(names)
            if name is not None:
                reason = (*self._place, name)
                given.append(replace(one, why=self._texts[name], reason=reason))
            else:
                given.append(replace(one, why=self._whole) if not one.why else one)
        known = [".".join(one.path) or one.op for one in statements]
        for name in self._texts.keys() - used:
            hint = did_you_mean(name, known, f"You change: {', '.join(known) or 'nothing here'}.")
            message = f"gives a reason for {quoted(name)}, of which nothing is said"
            self._report(name, message, hint)
        return given

    def _report(self, name: str, message: str, hint: str) -> None:
        self.problems.append(self._document.problem((*self._place, name), message, hint))


def _concerns(name: str, statement: Statement) -> bool:
    parts = tuple(name.split("."))
    if statement.op == "hide":
        return parts == ("hide",)
    return statement.path[: len(parts)] == parts
