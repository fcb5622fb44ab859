"""Data that knows, value by value, in which file and where it was written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from playbook.merge.text import reads_same

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from playbook.source import Data, Document, Place

Path: TypeAlias = tuple[str, ...]
"""A way into an item: keys, and the ids of entries of lists."""


@dataclass(eq=False)
class Node:
    """A value and its origin."""

    value: str | list[Node] | dict[str, Node] | None
    document: Document
    place: Place


def to_node(data: Data, document: Document, place: Place = ()) -> Node:
    """Return `data`, which stands in `document` at `place`, as nodes."""
    source, there = document.origin(place) if document.origins else (document, place)
    if isinstance(data, dict):
        keys = {key: to_node(inner, document, (*place, key)) for key, inner in data.items()}
        return Node(keys, source, there)
    if isinstance(data, list):
        row = [to_node(inner, document, (*place, index)) for index, inner in enumerate(data)]
        return Node(row, source, there)
    return Node(data, source, there)


def to_data(node: Node | None) -> Data:
    """Return the bare data in `node`."""
    if node is None:
        return None
    if isinstance(node.value, dict):
        return {key: to_data(inner) for key, inner in node.value.items()}
    if isinstance(node.value, list):
        return [to_data(inner) for inner in node.value]
    return node.value


def to_document(node: Node, document: Document) -> Document:
    """Return `document` with the data of `node`; what came from elsewhere keeps its origin."""
    origins: dict[Place, tuple[Document, Place]] = {}

    def visit(node: Node, place: Place, expected: tuple[Document, Place]) -> None:
        origin = node.document, node.place
        if origin[0] is not expected[0] or origin[1] != expected[1]:
            origins[place] = origin
        if isinstance(node.value, dict):
            for key, inner in node.value.items():
                visit(inner, (*place, key), (origin[0], (*origin[1], key)))
        elif isinstance(node.value, list):
            for index, inner in enumerate(node.value):
                visit(inner, (*place, index), (origin[0], (*origin[1], index)))

    visit(node, (), (document, ()))
    return replace(document, data=to_data(node), origins=origins)


def count_values(data: Data) -> int:
    """Return how many values there are in `data`."""
    count, rest = 0, [data]
    while rest:
        value = rest.pop()
        count += 1
        if isinstance(value, dict):
            rest.extend(value.values())
        elif isinstance(value, list):
            rest.extend(value)
    return count


def find(root: Node, path: Path) -> Node | None:
    """Return the value at `path`, or None; entries of lists answer to their old names too."""
    node: Node | None = root
    for part in path:
        if node is None:
            return None
        if isinstance(node.value, dict):
            node = node.value.get(part)
        elif isinstance(node.value, list):
            index = index_of_name(node.value, part)
            node = None if index is None else node.value[index]
        else:
            return None
    return node


def key_of(entry: Node | Data) -> str | None:
    """Return the id or key of a list's entry, if it has one."""
    value = entry.value if isinstance(entry, Node) else entry
    if not isinstance(value, dict):
        return None
    for name in ("id", "key"):
        inner = value.get(name)
        text = inner.value if isinstance(inner, Node) else inner
        if isinstance(text, str):
            return text
    return None


def old_names(entry: Node | Data) -> list[str]:
    """Return the names that an item, or an entry of a list, had before."""
    value = entry.value if isinstance(entry, Node) else entry
    was = value.get("was") if isinstance(value, dict) else None
    names = to_data(was) if isinstance(was, Node) else was
    return [name for name in names if isinstance(name, str)] if isinstance(names, list) else []


def has_keys(node: Node | None) -> bool:
    """Tell whether entries of a list have ids or keys of their own."""
    row = node.value if node is not None else None
    return isinstance(row, list) and any(key_of(entry) for entry in row)


def entry_name(entry: Node) -> str | None:
    """Return what an entry of a list is called: a text is its own name."""
    return entry.value if isinstance(entry.value, str) else key_of(entry)


def entry_names(row: list[Node]) -> list[str]:
    """Return what the entries of a list are called, in their order; some may have no name."""
    return [name for name in map(entry_name, row) if name]


def find_entry(row: list[Data], name: str) -> Data:
    """Return the entry of a list that bears a name: today's first, then an old one."""
    index = index_of_name(row, name)
    return None if index is None else row[index]


def entry_at(row: list[Data], number: str) -> Data:
    """Return the entry of a list by its number, counted from 1."""
    at = int(number) if number.isdecimal() else 0
    return row[at - 1] if 0 < at <= len(row) else None


def named_path(
    path: Iterable[str], data: Data, find: Callable[[list[Data], str], Data] = find_entry
) -> Path:
    """Return `path` into `data` with the names that entries of lists have today.

    `find` finds an entry by what stands for it in `path`; one that is not there keeps that.
    """
    names: list[str] = []
    for part in path:
        if isinstance(data, list):
            data = find(data, part)
            names.append(key_of(data) or part)
        else:
            data = data.get(part) if isinstance(data, dict) else None
            names.append(part)
    return tuple(names)


def index_of_name(row: Sequence[Node | Data], name: str) -> int | None:
    """Return the index of the entry that bears a key: today's first, then an old one."""
    for index, entry in enumerate(row):
        if key_of(entry) == name:
            return index
    for index, entry in enumerate(row):
        if name in old_names(entry):
            return index
    return None


def index_of_entry(row: list[Node], value: Data) -> int | None:
    """Return the index of an entry, by its name or by what it holds."""
    for index, entry in enumerate(row):
        if (entry_name(entry) if isinstance(value, str) else to_data(entry)) == value:
            return index
    if isinstance(value, str):
        for index, entry in enumerate(row):
            if value in old_names(entry):
                return index
    matches = (index for index, entry in enumerate(row) if reads_same(to_data(entry), value))
    return next(matches, None)
