"""Tell people of one statement that waits: what happened, the three values, what settles it."""

from __future__ import annotations

import json
from shlex import quote
from typing import TYPE_CHECKING

from playbook.forks.listing import entry_lines
from playbook.forks.prose import compared, proposal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playbook.merge import Outcome
    from playbook.source import Data

_WIDTH = 76
_FORMS: dict[type, str] = {dict: "a group of keys", list: "a list", str: "one text"}


def told(one: Outcome, version: str) -> Iterator[str]:
    """Yield the lines of `playbook status` about one statement."""
    statement = one.statement
    yield f"{one.state:<12}  {statement.cell}  {statement.location}"
    for line in (*_happened(one, version), *_values(one)):
        yield f"        {line}"
    if statement.why:
        yield f"        why:   {short(statement.why)}"
    yield f"        playbook resolve {quote(statement.cell)} {'|'.join(one.actions)}"


def _happened(one: Outcome, version: str) -> Iterator[str]:
    """Say in words what the three values cannot tell."""
    statement, path = one.statement, ".".join(one.statement.path)
    if one.state == "orphan":
        yield f"upstream removed {statement.item} in {version} or before"
    elif one.conflict is not None:
        seen = statement if one.active else one.conflict
        yield f"upstream made one of this and {one.conflict.cell} ({one.conflict.location})"
        yield f"readers see {seen.location} till one of the two goes"
    elif one.state == "field-gone":
        yield _gone(one)
    elif one.state == "edit-lost":
        yield "upstream's words are others now, and this edit fits them no more"
        yield "readers go on seeing the last text that it made"
    elif one.state == "anchor-lost":
        side, name = statement.anchor or ("after", "?")
        yield f"upstream has no {name} any more, which it stood {side}"
    elif one.state == "redundant":
        yield "upstream says the same: this statement changes nothing"
    elif one.state == "type-changed":
        yield f"upstream has {_FORMS[type(one.theirs)]} as {path} now: yours does not fit"
        yield "write yours in that form and keep it, or take upstream's"


def _gone(one: Outcome) -> str:
    *way, name = one.statement.path
    row = ".".join(way)
    if one.statement.op == "move":
        return f"upstream has no {name} in {row} any more: nothing is moved"
    if one.statement.op == "remove":
        return f"upstream has no such entry in {row} any more; if it was reworded, readers see it"
    if one.statement.op == "replace":
        return (
            f"upstream has no such entry in {row} any more; readers see ours at its place, and "
            "upstream's new one if it was reworded"
        )
    if one.statement.op == "add":
        return f"upstream took away what {row} stands in; readers see its last form, with ours"
    return f"upstream has no {'.'.join(one.statement.path)} any more; readers see ours"


def _values(one: Outcome) -> Iterator[str]:
    if one.state in ("orphan", "anchor-lost", "redundant"):
        return
    lists = [value for value in (one.base, one.theirs, one.ours) if value is not None]
    if len(lists) > 1 and all(isinstance(value, list) for value in lists):
        yield from entry_lines(one.base, one.theirs, one.ours)
        return
    if one.base is not None:
        yield f"was:   {short(one.base)}"
    if one.theirs is not None:
        yield f"now:   {changed_words(one.base, one.theirs)}"
    if one.ours is not None:
        yield f"ours:  {short(one.ours)}"
    if both := proposal(one):
        yield f"both:  {changed_words(one.ours, both)}"


def changed_words(old: Data, new: Data) -> str:
    """Return what became of a value, word by word where that can be told."""
    both = isinstance(old, str) and isinstance(new, str)
    return (compared(str(old), str(new)) if both else None) or short(new)


def short(value: Data) -> str:
    """Return a value on one line, and no more of it than a line can hold."""
    if value is None:
        return "(nothing)"
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    line = " ".join(text.split())
    return line if len(line) <= _WIDTH else line[: _WIDTH - 1] + "…"
