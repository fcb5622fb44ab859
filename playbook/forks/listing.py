"""Tell what became of a list, entry by entry: what came, went, moved and changed."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

import yaml

from playbook.forks.prose import alike, compared
from playbook.merge import reads_same
from playbook.merge.nodes import key_of, old_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playbook.source import Data

_NEAR = 3
_Pair = tuple[int, int]
"""The place of an entry in the old list, and in the new one."""


def entry_lines(base: Data, theirs: Data, ours: Data) -> Iterator[str]:
    """Yield what upstream did to a list, then ours: entry by entry, each of them whole."""
    old, new, mine = (value if isinstance(value, list) else [] for value in (base, theirs, ours))
    pairs = _pairs(old, new)
    gone = {index for index, _ in pairs}
    came = {index for _, index in pairs}
    for index, entry in enumerate(old):
        if index not in gone:
            yield f"removed:  {written(entry)}"
    moved = _moved(pairs)
    for index, entry in enumerate(new):
        before = next((old[one] for one, other in pairs if other == index), None)
        if index not in came:
            yield f"added:    {written(entry)}  {_place(new, index)}"
            continue
        if index in moved:
            yield f"moved:    {written(entry)}  {_place(new, index)}"
        if not reads_same(before, entry):
            yield f"changed:  was:   {written(before)}"
            yield f"          now:   {_words(before, entry)}"
            yield from _ours(mine, before)
    yield "ours:"
    yield from (f"  - {written(entry)}" for entry in mine)


def written(entry: Data) -> str:
    """Return an entry on one line, as it could be written in a file."""
    if isinstance(entry, str):
        return " ".join(entry.split())
    flow = yaml.safe_dump(
        entry, default_flow_style=True, allow_unicode=True, sort_keys=False, width=float("inf")
    )
    return " ".join(flow.split())


def _ours(mine: list[Data], before: Data) -> Iterator[str]:
    name = key_of(before)
    entry = next((one for one in mine if name is not None and key_of(one) == name), None)
    if entry is not None:
        yield f"          ours:  {written(entry)}"


def _words(before: Data, entry: Data) -> str:
    return compared(written(before), written(entry)) or written(entry)


def _place(row: list[Data], index: int) -> str:
    return f"(after: {_name(row[index - 1])})" if index else "(first)"


def _name(entry: Data) -> str:
    return key_of(entry) or written(entry)


def _pairs(old: list[Data], new: list[Data]) -> list[_Pair]:
    """Return which entries are one: by name, by words, or reworded near their place."""
    names: dict[str, list[int]] = {}
    for at, entry in reversed(list(enumerate(new))):
        for name in old_names(entry):
            names.setdefault(name, []).append(at)
        names[_name(entry)] = [*names.get(_name(entry), ()), at]
    pairs: list[_Pair] = []
    left = set(range(len(new)))
    for index, entry in enumerate(old):
        spots = [at for at in names.get(_name(entry), ()) if at in left]
        if spots:
            pairs.append((index, spots[-1]))
            left.discard(spots[-1])
    reworded = set(range(len(old))) - {index for index, _ in pairs}
    for index in sorted(reworded):
        found = next((at for at in _near(index, left) if _alike(old[index], new[at])), None)
        if found is not None:
            pairs.append((index, found))
            left.discard(found)
    return sorted(pairs)


def _near(index: int, spots: set[int]) -> list[int]:
    return sorted(spots, key=lambda at: (abs(at - index), at))[:_NEAR]


def _alike(old: Data, new: Data) -> bool:
    """Tell whether an entry without a name may be another one in other words."""
    named = key_of(old) is not None or key_of(new) is not None
    return not named and alike(written(old), written(new))


def _moved(pairs: list[_Pair]) -> set[int]:
    """Return the new places of entries that do not stand in the order in which most stood."""
    after = [index for _, index in pairs]
    match = difflib.SequenceMatcher(None, sorted(after), after, autojunk=False)
    stay = {after[b + n] for _, b, size in match.get_matching_blocks() for n in range(size)}
    return set(after) - stay
