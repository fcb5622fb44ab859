"""Edits that ride along with upstream: words replaced where they stand, words added at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playbook.wording import quoted

if TYPE_CHECKING:
    from playbook.errors import Problem
    from playbook.overlay.statements import Statement
    from playbook.source import Data


def edit(text: str, edits: Data) -> str | None:
    """Return `text` with every edit made, or None where one does not fit."""
    for one in edits if isinstance(edits, list) else []:
        assert isinstance(one, dict), "the reader lets nothing else through"
        if "append" in one:
            text = text.rstrip("\n") + str(one["append"])
            continue
        words = str(one["replace"])
        if text.count(words) != int(str(one.get("count", "1"))):
            return None
        text = text.replace(words, str(one["with"] or ""))
    return text


def misfit(statement: Statement, text: object) -> Problem:
    """Say which edit does not fit a text."""
    hint = "Copy the words from upstream's text, or write `count`."
    if not isinstance(text, str):
        return statement.problem("is not one text", "Change it with `set` or `lists`.")
    for index, one in enumerate(statement.value if isinstance(statement.value, list) else []):
        words = one.get("replace") if isinstance(one, dict) else None
        if isinstance(one, dict) and isinstance(words, str):
            count, wanted = text.count(words), int(str(one.get("count", "1")))
            if count != wanted:
                message = f"holds {quoted(words)} {count} times, not {wanted}"
                return statement.problem(message, hint, inside=(index,))
            text = text.replace(words, str(one["with"] or ""))
    return statement.problem("does not fit upstream's text", hint)
