"""Where the parts of a fork come from: which playbook, and what this one changed."""

from __future__ import annotations

from typing import Literal

from pydantic import Field as Setting

from playbook.parts.licence import Licence
from playbook.scalars import Record


class Upstream(Record):
    """A playbook that another one builds on."""

    id: str
    title: str
    version: str
    licence: Licence | None = None


class Before(Record):
    """A text as upstream has it, for readers who want to compare."""

    name: str
    """The field, as people write it: `summary`, `done_when.people-named.text`."""
    text: str
    why: str = ""
    """Why it was changed, where a reason is given for this field alone."""


class Reason(Record):
    """Why something was changed where upstream has no text: an entry came, or moved."""

    name: str
    """The field, as people write it."""
    text: str


class Changed(Record):
    """What this playbook, or one that it builds on, did to an item of another."""

    mark: Literal["ours", "adapted"]
    before: tuple[Before, ...] = ()
    """Upstream's texts in the places that were changed; none where this playbook added them."""
    why: tuple[str, ...] = ()
    """Reasons for the item as a whole."""
    reasons: tuple[Reason, ...] = ()
    taken_from: str = ""
    """The title of the playbook whose item it was, till that one dropped it."""
    by: tuple[str, ...] = ()
    """The titles of all who changed it, the first one first; none where it was this one alone."""


class Lineage(Record):
    """What this playbook builds on, nearest first, and where each item comes from."""

    chain: tuple[Upstream, ...] = ()
    origin: dict[str, int] = Setting(default_factory=dict)
    """The place in the chain of the playbook that wrote an item; its own items are left out."""
    changed: dict[str, Changed] = Setting(default_factory=dict)

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all playbooks whose answers open here too, nearest first."""
        return tuple(upstream.id for upstream in self.chain)

    def upstream_of(self, ref: str) -> Upstream | None:
        """Return the playbook that wrote an item; None for this one."""
        place = self.origin.get(ref)
        return None if place is None else self.chain[place]


ALONE = Lineage.model_construct()
"""The lineage of a playbook that builds on no other."""
