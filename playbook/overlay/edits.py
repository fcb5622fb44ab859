"""Edits that ride along with upstream: words replaced where they stand, words added at the end.

Words are found by words: a text that wraps otherwise holds them too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from playbook.overlay.flow import occurrences
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
        found = occurrences(text, str(one["replace"]))
        if len(found) != int(str(one.get("count", "1"))):
            return None
        text = _replaced(text, found, str(one["with"] or ""))
    return text


def _replaced(text: str, spans: list[tuple[int, int]], words: str) -> str:
    ends = [0, *(end for _, end in spans)]
    begins = [*(begin for begin, _ in spans), len(text)]
    return words.join(text[end:begin] for end, begin in zip(ends, begins, strict=True))


def misfit(statement: Statement, text: object) -> Problem:
    """Say which edit does not fit a text."""
    hint = "Copy the words from upstream's text, or write `count`."
    if not isinstance(text, str):
        return statement.problem("is not one text", "Change it with `set` or `lists`.")
    for index, one in enumerate(statement.value if isinstance(statement.value, list) else []):
        words = one.get("replace") if isinstance(one, dict) else None
        if isinstance(one, dict) and isinstance(words, str):
            found, wanted = occurrences(text, words), int(str(one.get("count", "1")))
            if len(found) != wanted:
                message = f"holds {quoted(words)} {len(found)} times, not {wanted}"
                return statement.problem(message, hint, inside=(index,))
            text = _replaced(text, found, str(one["with"] or ""))
    return statement.problem("does not fit upstream's text", hint)
