"""What things are called today: items, and entries of lists, answer to their old names too.

A fork may call a thing by any of its names, and by another one next year. What it remembers in its
lock goes along: two names are of one thing where they are the same name today.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from playbook.merge.nodes import find_entry, key_of, named_path, old_names
from playbook.merge.statements import MANIFEST

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from playbook.draft import Draft
    from playbook.merge.nodes import Path
    from playbook.merge.statements import Statement
    from playbook.merge.three_way import Baseline
    from playbook.source import Data

Conflict: TypeAlias = tuple["Statement", "Statement"]
"""Two statements of which the first one's path begins the other's."""
_ENDS = ("/@hidden", "/@place", "/@phase")
_OP_ENDS = {"hide": ("@hidden",), "move": ("@place",)}


class CurrentNames:
    """The names of today of all that a draft holds, and of what a fork keeps of what went."""

    def __init__(self, draft: Draft, gone: Mapping[str, Data]) -> None:
        self._data: dict[str, Data] = {MANIFEST: draft.manifest.data}
        self._data |= {item.ref: item.data for item in draft.items}
        self._refs = {old: item.ref for item in draft.items for old in old_names(item.data)}
        self._gone: dict[str, Data] = {}
        self._add_gone_items(gone)
        self._add_gone_entries(gone)

    def _add_gone_items(self, gone: Mapping[str, Data]) -> None:
        items = [cell for cell in gone if cell.count("/") == 1 and cell not in self._refs]
        for ref in items:
            self._data.setdefault(ref, gone[ref])
        for ref in items:
            for old in old_names(gone[ref]):
                self._refs.setdefault(old, ref)

    def _add_gone_entries(self, gone: Mapping[str, Data]) -> None:
        for cell in sorted(gone, key=lambda name: name.count("/")):
            parent, _, name = cell.rpartition("/")
            if cell.count("/") > 1:
                current = self.cell(parent)
                for called in (name, key_of(gone[cell]) or name, *old_names(gone[cell])):
                    self._gone.setdefault(f"{current}/{called}", gone[cell])

    def ref(self, ref: str) -> str:
        """Return what an item is called today."""
        return ref if ref in self._data else self._refs.get(ref, ref)

    def cell(self, cell: str) -> str:
        """Return what a cell is called today; what is not known keeps its name."""
        for end in _ENDS:
            if cell.endswith(end):
                return self.cell(cell.removesuffix(end)) + end
        parts = cell.split("/")
        size = 1 if parts[0] == MANIFEST else 2
        ref = self.ref("/".join(parts[:size]))
        return self._inside(ref, parts[size:], self._data.get(ref))

    def _inside(self, name: str, parts: Sequence[str], data: Data) -> str:
        """Return `name` with the current names of `parts`, the way from there into its `data`."""
        for number, part in enumerate(parts):
            inner: Data = None
            if isinstance(data, dict):
                inner = data.get(part)
            elif isinstance(data, list) and any(key_of(entry) for entry in data):
                inner = find_entry(data, part)
            elif isinstance(data, list):
                rest = "/".join(parts[number:])
                return f"{name}/{self.ref(rest) if name.startswith(MANIFEST) else rest}"
            inner = inner or self._gone.get(f"{name}/{part}")
            current = part if isinstance(data, dict) else key_of(inner) or part
            name, data = f"{name}/{current}", inner
        return name


def find_conflicts(statements: Iterable[Statement], data: Data) -> list[Conflict]:
    """Return statements of one item on the same value, under whatever names they call it.

    `data` is what upstream has of the item.
    """
    by_path = [
        ((*named_path(one.path, data), *_OP_ENDS.get(one.op, ())), one) for one in statements
    ]
    conflicts: list[Conflict] = []
    around: list[tuple[Path, Statement]] = []
    for path, statement in sorted(by_path, key=lambda pair: (pair[0], pair[1].cell)):
        while around and path[: len(around[-1][0])] != around[-1][0]:
            around.pop()
        if around:
            conflicts.append((around[-1][1], statement))
        around.append((path, statement))
    return conflicts


def find_shared_names(statements: Iterable[Statement], data: Data) -> list[Conflict]:
    """Return statements of one item that put entries of one name into one list.

    `data` is what upstream has of the item.
    """
    by_name: dict[Path, Statement] = {}
    shared: list[Conflict] = []
    for statement in sorted(statements, key=lambda one: one.cell):
        name = key_of(statement.new_value)
        if statement.op in ("add", "replace") and name is not None:
            entry = (*named_path(statement.path[:-1], data), name)
            first = by_name.setdefault(entry, statement)
            if first is not statement:
                shared.append((first, statement))
    return shared


def follow_renames(
    baseline: Baseline, statements: Iterable[Statement], names: CurrentNames
) -> Baseline:
    """Return what a fork remembers, under the names that its statements use now."""
    cells, around = set[str](), set[str]()
    for statement in statements:
        cells.add(statement.cell)
        sizes = range(len(statement.path) + 1)
        around |= {"/".join((statement.item, *statement.path[:size])) for size in sizes}
        around.add(f"{statement.item}/@phase")
    renamed = _match_renames(baseline.cells, cells, names)
    kept = {renamed.get(cell, cell): locked for cell, locked in baseline.cells.items()}
    gone, orders = dict(baseline.gone), dict(baseline.orders)
    for old, new in _match_renames(baseline.gone, around, names).items():
        gone[new] = gone[old]
        if new.count("/") == 1:
            continue
        (old_list, _, old_name), (new_list, _, new_name) = old.rpartition("/"), new.rpartition("/")
        if old_list in orders:
            orders[new_list] = _with_name(orders[old_list], old_name, new_name)
    for old, new in _match_renames(orders, around, names).items():
        old_name, new_name = (name.removesuffix("/@phase") for name in (old, new))
        orders[new] = _with_name(orders[old], old_name, new_name)
    return replace(baseline, cells=kept, gone=gone, orders=orders)


def _with_name(order: tuple[str, ...], old: str, new: str) -> tuple[str, ...]:
    return tuple(new if name == old else name for name in order)


def _match_renames(
    remembered: Mapping[str, object], used: set[str], names: CurrentNames
) -> dict[str, str]:
    """Return what is remembered under a name that nobody uses any more, and the one in use."""
    unused = sorted(remembered.keys() - used)
    if not unused:
        return {}
    candidates: dict[str, list[str]] = {}
    for name in sorted(used - remembered.keys()):
        candidates.setdefault(names.cell(name), []).append(name)
    renamed: dict[str, str] = {}
    for old in unused:
        if new := candidates.get(names.cell(old)):
            renamed[old] = new.pop(0)
    return renamed


def anticipate_renames(old: Draft, new: Draft) -> Draft:
    """Return an upstream with the names that its next edition has, as if it had had them before.

    A fork may write them already, before it is brought up to that edition.
    """
    successors = {was: item for item in new.items for was in old_names(item.data)}
    successors |= {item.ref: item for item in new.items}
    refs = {item.ref for item in old.items}
    items = []
    for item in old.items:
        successor = successors.get(item.ref)
        data = item.data
        if successor is not None and successor.data != data:
            data = _anticipate_in(data, successor.data)
            if successor.ref not in refs and isinstance(data, dict):
                data = {**data, "was": [*old_names(data), successor.ref]}
        items.append(item if data == item.data else replace(item, data=data))
    return replace(old, items=tuple(items))


def _anticipate_in(old: Data, new: Data) -> Data:
    if isinstance(old, dict) and isinstance(new, dict):
        return {key: _anticipate_in(value, new.get(key)) for key, value in old.items()}
    if not isinstance(old, list) or not isinstance(new, list):
        return old
    successors = {name: entry for entry in new for name in old_names(entry)}
    successors |= {name: entry for entry in new if (name := key_of(entry))}
    keys = {key_of(entry) for entry in old}
    row: list[Data] = []
    for entry in old:
        name = key_of(entry)
        successor = successors.get(name) if name else None
        known = _anticipate_in(entry, successor)
        new_name = key_of(successor)
        if isinstance(known, dict) and new_name and new_name not in keys:
            known = {**known, "was": [*old_names(known), new_name]}
        row.append(known)
    return row
