"""What things are called today: items, and entries of lists, answer to their old names too.

A fork may call a thing by any of its names, and by another one next year. What it remembers in its
lock goes along: two names are of one thing where they are the same name today.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from playbook.overlay.nodes import key_of, was_of
from playbook.overlay.statements import MANIFEST

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from playbook.draft import Draft
    from playbook.overlay.statements import Statement
    from playbook.overlay.states import Locked
    from playbook.source import Data

_ENDS = ("/@hidden", "/@place", "/@phase")


class Names:
    """The names of today of all that a draft holds, and of what a fork keeps of what went."""

    def __init__(self, draft: Draft, gone: Mapping[str, Data]) -> None:
        self._data: dict[str, Data] = {MANIFEST: draft.manifest.data}
        self._data |= {item.ref: item.data for item in draft.items}
        self._refs = {old: item.ref for item in draft.items for old in was_of(item.data)}
        items = [cell for cell in gone if cell.count("/") == 1 and cell not in self._refs]
        for ref in items:
            self._data.setdefault(ref, gone[ref])
        for ref in items:
            for old in was_of(gone[ref]):
                self._refs.setdefault(old, ref)
        self._gone: dict[str, Data] = {}
        for cell in sorted(gone, key=lambda name: name.count("/")):
            around, _, name = cell.rpartition("/")
            if cell.count("/") > 1:
                today = self.cell(around)
                for called in (name, key_of(gone[cell]) or name, *was_of(gone[cell])):
                    self._gone.setdefault(f"{today}/{called}", gone[cell])

    def ref(self, ref: str) -> str:
        """Return what an item is called today."""
        return ref if ref in self._data else self._refs.get(ref, ref)

    def cell(self, cell: str) -> str:
        """Return what a cell is called today; what is not known keeps its name."""
        for end in _ENDS:
            if cell.endswith(end):
                return self.cell(cell.removesuffix(end)) + end
        parts = cell.split("/")
        whole = 1 if parts[0] == MANIFEST else 2
        ref = self.ref("/".join(parts[:whole]))
        return self._inside(ref, parts[whole:], self._data.get(ref))

    def _inside(self, way: str, parts: Sequence[str], data: Data) -> str:
        for number, part in enumerate(parts):
            inner: Data = None
            if isinstance(data, dict):
                inner = data.get(part)
            elif isinstance(data, list) and any(key_of(entry) for entry in data):
                inner = entry_called(data, part)
            elif isinstance(data, list):
                rest = "/".join(parts[number:])
                return f"{way}/{self.ref(rest) if way.startswith(MANIFEST) else rest}"
            inner = inner or self._gone.get(f"{way}/{part}")
            name = part if isinstance(data, dict) else key_of(inner) or part
            way, data = f"{way}/{name}", inner
        return way


def entry_called(row: list[Data], name: str) -> Data:
    """Return the entry of a list that bears a name: today's first, then an old one."""
    now = next((entry for entry in row if key_of(entry) == name), None)
    return now or next((entry for entry in row if name in was_of(entry)), None)


def followed(locked: Locked, statements: Iterable[Statement], names: Names) -> Locked:
    """Return what a fork remembers, under the names that its statements use now."""
    cells, around = set[str](), set[str]()
    for one in statements:
        cells.add(one.cell)
        ways = ("/".join((one.item, *one.path[:size])) for size in range(len(one.path) + 1))
        around |= {*ways, f"{one.item}/@phase"}
    moved = _moved(locked.cells, cells, names)
    kept = {moved.get(cell, cell): value for cell, value in locked.cells.items()}
    gone, orders = dict(locked.gone), dict(locked.orders)
    for old, new in _moved(locked.gone, around, names).items():
        gone[new] = gone[old]
        if new.count("/") == 1:
            continue
        (row, _, name), (home, _, mine) = old.rpartition("/"), new.rpartition("/")
        if row in orders:
            orders[home] = tuple(mine if one == name else one for one in orders[row])
    for old, new in _moved(orders, around, names).items():
        before, mine = (name.removesuffix("/@phase") for name in (old, new))
        orders[new] = tuple(mine if one == before else one for one in orders[old])
    return replace(locked, cells=kept, gone=gone, orders=orders)


def _moved(part: Mapping[str, object], said: set[str], names: Names) -> dict[str, str]:
    """Return what is remembered under a name that nobody uses any more, and the one in use."""
    left = sorted(part.keys() - said)
    if not left:
        return {}
    wanted: dict[str, list[str]] = {}
    for name in sorted(said - part.keys()):
        wanted.setdefault(names.cell(name), []).append(name)
    found: dict[str, str] = {}
    for old in left:
        if new := wanted.get(names.cell(old)):
            found[old] = new.pop(0)
    return found


def foretold(old: Draft, new: Draft) -> Draft:
    """Return an upstream with the names that its next edition has, as if it had had them before.

    A fork may write them already, before it is brought up to that edition.
    """
    later = {was: item for item in new.items for was in was_of(item.data)}
    later |= {item.ref: item for item in new.items}
    refs = {item.ref for item in old.items}
    items = []
    for item in old.items:
        next_ = later.get(item.ref)
        data = item.data
        if next_ is not None and next_.data != data:
            data = _foretold(data, next_.data)
            if next_.ref not in refs and isinstance(data, dict):
                data = {**data, "was": [*was_of(data), next_.ref]}
        items.append(item if data == item.data else replace(item, data=data))
    return replace(old, items=tuple(items))


def _foretold(old: Data, new: Data) -> Data:
    if isinstance(old, dict) and isinstance(new, dict):
        return {key: _foretold(value, new.get(key)) for key, value in old.items()}
    if not isinstance(old, list) or not isinstance(new, list):
        return old
    now = {key_of(entry): entry for entry in new}
    now = {**{name: entry for entry in new for name in was_of(entry)}, **now}
    there = {key_of(entry) for entry in old}
    row: list[Data] = []
    for entry in old:
        name = key_of(entry)
        later = now.get(name) if name else None
        known = _foretold(entry, later)
        if isinstance(known, dict) and (mine := key_of(later)) and mine not in there:
            known = {**known, "was": [*was_of(known), mine]}
        row.append(known)
    return row
