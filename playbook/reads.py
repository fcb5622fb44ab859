"""What of a playbook is read while something is made of it.

While all of that stays the same, what was made of it stays the same, too.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from playbook.model import Ref

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

T = TypeVar("T")
ALL = "*"
"""The name of everything, in its order; a kind's is the kind's own, an item's its ref."""


class Reads:
    """Notes the names of what is read."""

    def __init__(self) -> None:
        self._names: set[str] = set()

    def note(self, name: str) -> None:
        """Take a name: what bears it is being read."""
        self._names.add(name)

    @contextmanager
    def into(self, names: set[str]) -> Iterator[None]:
        """Note in `names` what is read from here on."""
        before, self._names = self._names, names
        try:
            yield
        finally:
            self._names = before


class Noted(Mapping[Ref, T]):
    """Something of every item by its ref; whatever is looked up is noted.

    A mapping and no `dict`: nothing in C gets at the values without asking.
    """

    def __init__(self, values: Mapping[Ref, T], note: Callable[[str], None]) -> None:
        self._values, self._note = values, note

    def __getitem__(self, ref: Ref) -> T:
        self._note(ref)
        return self._values[ref]

    def __iter__(self) -> Iterator[Ref]:
        self._note(ALL)
        return iter(self._values)

    def __len__(self) -> int:
        self._note(ALL)
        return len(self._values)
