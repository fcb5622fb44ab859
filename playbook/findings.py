"""Does every id, key and old name belong to one thing only?"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from playbook.source import dotted_place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from playbook.source import Place

Found: TypeAlias = "tuple[Place, str, str]"
"""Where, what is wrong, what to do."""


def duplicate_names(names: Iterable[str], place: Place, what: str) -> Iterator[Found]:
    """Yield each name in a list of things that stands there before; `what` is a key of theirs."""
    first: dict[str, int] = {}
    for index, name in enumerate(names):
        if name in first:
            there = dotted_place((*place, first[name]))
            hint = f"`{there}` has it already: rename one of the two."
            yield (*place, index, what), f'repeats the {what} "{name}"', hint
        first.setdefault(name, index)


def clashing_old_names(
    names: Sequence[str], was: Sequence[Sequence[str]], place: Place
) -> Iterator[Found]:
    """Yield each old name that is still a name, or that two things claim."""
    first: dict[str, int] = {}
    for index, olds in enumerate(was):
        for number, old in enumerate(olds):
            here = (*place, index, "was", number)
            if old in names:
                there = dotted_place((*place, names.index(old)))
                hint = f"`{there}` has that name: remove it here, or rename that one."
                yield here, f'names "{old}", which is still in use', hint
            elif old in first:
                there = dotted_place((*place, first[old]))
                hint = "What was saved can move to one place only: keep it in one of the two."
                yield here, f'names "{old}", as `{there}` does', hint
            first.setdefault(old, index)
