"""Compare three ways: what a statement was written over, what upstream says now, what we say."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, TypeAlias
from unicodedata import normalize

from playbook.merge.statements import digest
from playbook.merge.text import reads_same

if TYPE_CHECKING:
    from collections.abc import Mapping

    from playbook.merge.statements import Statement
    from playbook.source import Data

State: TypeAlias = Literal[
    "ok",
    "rebased",
    "adopted",
    "moved",
    "hidden",
    "added",
    "stale",
    "stale-trivial",
    "edit-lost",
    "orphan",
    "field-gone",
    "anchor-lost",
    "redundant",
    "type-changed",
]
Group: TypeAlias = Literal["follows", "yours", "review", "error"]

GROUPS: Mapping[State, Group] = MappingProxyType(
    {
        "ok": "follows",
        "rebased": "follows",
        "adopted": "follows",
        "moved": "follows",
        "hidden": "yours",
        "added": "yours",
        "stale": "review",
        "stale-trivial": "review",
        "edit-lost": "review",
        "orphan": "review",
        "field-gone": "review",
        "anchor-lost": "review",
        "redundant": "review",
        "type-changed": "error",
    }
)
"""What people see of each state."""
Action: TypeAlias = Literal["keep", "take", "edit", "adopt", "drop"]
_ACTIONS: Mapping[State, tuple[Action, ...]] = MappingProxyType(
    {
        "stale": ("keep", "take", "edit"),
        "stale-trivial": ("keep", "take", "edit"),
        "edit-lost": ("keep", "take", "edit"),
        "orphan": ("adopt", "drop"),
        "field-gone": ("keep", "drop"),
        "anchor-lost": ("keep", "take"),
        "redundant": ("drop",),
        "adopted": ("drop",),
        "type-changed": ("take",),
    }
)
_STAYS_VISIBLE = ("set", "edit", "replace")
"""What readers go on seeing where upstream has nothing any more."""
_WORD = re.compile(r"\S*\d\S*|[^\W\d_]+")


@dataclass(frozen=True)
class LockedCell:
    """What the lock keeps of one statement."""

    base: Data
    """Upstream's value that the statement was written over, or that was last looked at."""
    last_rendered: Data = None
    """What readers last saw, where an edit no longer fits; of a hidden item, what it then held."""
    edit: str = ""
    """The digest of the edit that made it; any other edit has to fit by itself."""

    def text_made_by(self, edits: Data) -> str | None:
        """Return the last text that these very edits made, if it was kept."""
        same_edit = self.edit in ("", digest(edits))
        return str(self.last_rendered) if self.last_rendered is not None and same_edit else None


@dataclass(frozen=True)
class Baseline:
    """What a fork remembers of its upstream as it was: the base of every comparison."""

    cells: Mapping[str, LockedCell] = field(default_factory=dict)
    gone: Mapping[str, Data] = field(default_factory=dict)
    """Items, and entries of lists, that upstream has removed and a fork still changes."""
    orders: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The order of a list, where the neighbour of a place in it has gone."""
    new: tuple[str, ...] = ()
    """Items that upstream brought in, and that nobody has looked at yet."""


EMPTY_BASELINE = Baseline()


@dataclass(frozen=True)
class Outcome:
    """What came of one statement."""

    statement: Statement
    item: str
    """The item's name of today."""
    state: State
    base: Data
    theirs: Data
    ours: Data
    conflict: Statement | None = None
    """Another statement on the same value: upstream made one of two, and both stay."""
    active: bool = True
    """Whether readers see it; False where the conflicting statement shadows it."""
    seen: str = ""
    """The digest of a hidden item when a person last looked, if it has changed since."""

    @property
    def actions(self) -> tuple[Action, ...]:
        """What settles it, where somebody has to look."""
        if self.conflict is not None and self.state != "orphan":
            return ("take",)
        if self.state == "field-gone" and self.statement.op not in _STAYS_VISIBLE:
            return ("drop",)
        actions = _ACTIONS.get(self.state, ())
        is_text = self.statement.op == "edit" or isinstance(self.statement.value, str)
        return actions if is_text else tuple(name for name in actions if name != "edit")

    @property
    def waits(self) -> bool:
        """Whether a person has to decide on it."""
        return self.group in ("review", "error")

    @property
    def group(self) -> Group:
        """Who has to do something: follows, yours, review or error."""
        return GROUPS[self.state]


def compare_values(base: Data, theirs: Data, ours: Data) -> State:
    """Return the state of a statement that puts one value in the place of another."""
    if reads_same(theirs, ours):
        return "redundant" if reads_same(base, theirs) else "adopted"
    if reads_same(base, theirs):
        return "ok"
    if theirs is None:
        return "field-gone"
    if ours is not None and not has_same_form(ours, theirs):
        return "type-changed"
    return "stale-trivial" if differs_trivially(base, theirs) else "stale"


def has_same_form(ours: Data, theirs: Data) -> bool:
    """Tell whether a value has the form of upstream's: one text, a list of such, a group."""
    if isinstance(ours, list) and isinstance(theirs, list) and ours and theirs:
        return type(ours[0]) is type(theirs[0])
    return type(ours) is type(theirs)


def differs_trivially(one: Data, other: Data) -> bool:
    """Tell whether two texts differ only in case, punctuation and space.

    A word with a figure in it counts as it stands: 1.5 is not 15, and -5 is not 5.
    """
    if not isinstance(one, str) or not isinstance(other, str):
        return False
    words = [_WORD.findall(normalize("NFC", text).casefold()) for text in (one, other)]
    return bool(words[0]) and words[0] == words[1]
