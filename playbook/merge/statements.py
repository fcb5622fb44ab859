"""A statement: one change that a fork makes to one value of its upstream."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from playbook.errors import Problem
    from playbook.merge.nodes import Path
    from playbook.source import Data, Document, Place

Op: TypeAlias = Literal["set", "unset", "edit", "add", "remove", "replace", "move", "hide"]

MANIFEST = "playbook"
"""What stands for the manifest in the name of a cell: `playbook/words/unit/one`."""
OWN_KEYS = frozenset(
    ("id", "title", "version", "date", "model", "extends", "prefix", "policy", "use")
)
"""Keys of a manifest that are about its own playbook; they are never inherited."""
NEEDS_PARENT = frozenset(("set", "edit", "add", "replace"))
"""What puts words of ours inside a group or an entry, which must then be there."""
ENDS = ("first", "last")
ANCHORS = ("before", "after", *ENDS)
"""Where an entry may go in its list."""
_MAX_LABEL = 40


@dataclass(frozen=True)
class Statement:
    """One change that a fork makes to one value of its upstream."""

    op: Op
    item: str
    """A ref, or `playbook`."""
    path: Path
    value: Data
    document: Document
    place: Place
    """Where it is written."""
    why: str = ""
    why_place: Place = ()
    """Where `why` is written, if it is about this statement and not about its whole item."""
    anchor: tuple[str, str] | None = None
    """Where an entry goes: "before" or "after", and what; or "first" or "last", and nothing."""

    @property
    def cell(self) -> str:
        """Its name in commands and in the lock, for example `tips/record-calls/summary`."""
        end = {"hide": "@hidden", "move": "@place"}.get(self.op)
        parts = (self.item, *self.path, end) if end else (self.item, *self.path)
        return "/".join(parts)

    @property
    def value_place(self) -> Place:
        """Where its value is written: behind `add:` or `with:`, where there is such a key."""
        places = [(*self.place, key) for key in ("add", "with")]
        return next((place for place in places if place in self.document.marks), self.place)

    @property
    def new_value(self) -> Data:
        """The value that it puts somewhere; of one that replaces an entry, the new entry."""
        replaces = self.op == "replace" and isinstance(self.value, dict)
        return self.value["with"] if replaces else self.value  # type: ignore[index,call-overload]

    @property
    def neighbour(self) -> str | None:
        """The entry before or after which its own goes, if there is one."""
        return self.anchor[1] or None if self.anchor else None

    @property
    def line(self) -> int:
        """The line it begins in."""
        return self.document.marks.get(self.place, (1, 1))[0]

    @property
    def location(self) -> str:
        """The file and line it begins in."""
        return f"{self.document.file}:{self.line}"

    def problem(self, message: str, hint: str, *, inside: Place = ()) -> Problem:
        """Return a problem with this statement, or with what stands `inside` it."""
        field = ".".join(self.path)
        problem = self.document.problem((*self.place, *inside), message, hint, field=field)
        return replace(problem, ref=self.item)


def entry_label(value: Data) -> str:
    """Return a short name for an entry that has none: its words, or a hash of what it holds."""
    if isinstance(value, str) and len(value) <= _MAX_LABEL and "\n" not in value:
        return value
    return digest(value)


def digest(value: Data) -> str:
    """Return a short hash of a value."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:12]
