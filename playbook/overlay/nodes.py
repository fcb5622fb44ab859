"""Data that knows, value by value, in which file and where it was written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from playbook.overlay.flow import same

if TYPE_CHECKING:
    from playbook.source import Data, Document, Place

Path: TypeAlias = tuple[str, ...]
"""A way into an item: keys, and the ids of entries of lists."""


@dataclass(eq=False)
class Node:
    """A value and its origin."""

    value: str | list[Node] | dict[str, Node] | None
    document: Document
    place: Place


def grow(data: Data, document: Document, place: Place = ()) -> Node:
    """Return `data`, which stands in `document` at `place`, as nodes."""
    source, there = document.origin(place) if document.origins else (document, place)
    if isinstance(data, dict):
        named = {key: grow(inner, document, (*place, key)) for key, inner in data.items()}
        return Node(named, source, there)
    if isinstance(data, list):
        row = [grow(inner, document, (*place, index)) for index, inner in enumerate(data)]
        return Node(row, source, there)
    return Node(data, source, there)


def plain(node: Node | None) -> Data:
    """Return the bare data in `node`."""
    if node is None:
        return None
    if isinstance(node.value, dict):
        return {key: plain(inner) for key, inner in node.value.items()}
    if isinstance(node.value, list):
        return [plain(inner) for inner in node.value]
    return node.value


def count_of(data: Data) -> int:
    """Return how many values there are in `data`."""
    count, rest = 0, [data]
    while rest:
        here = rest.pop()
        count += 1
        rest.extend(
            here.values() if isinstance(here, dict) else here if isinstance(here, list) else ()
        )
    return count


def settle(node: Node, document: Document) -> Document:
    """Return `document` with the data of `node`; what came from elsewhere keeps its origin."""
    origins: dict[Place, tuple[Document, Place]] = {}

    def visit(here: Node, place: Place, expected: tuple[Document, Place]) -> None:
        at = here.document, here.place
        if at[0] is not expected[0] or at[1] != expected[1]:
            origins[place] = at
        if isinstance(here.value, dict):
            for key, inner in here.value.items():
                visit(inner, (*place, key), (at[0], (*at[1], key)))
        elif isinstance(here.value, list):
            for index, inner in enumerate(here.value):
                visit(inner, (*place, index), (at[0], (*at[1], index)))

    visit(node, (), (document, ()))
    return replace(document, data=plain(node), origins=origins)


def key_of(data: object) -> str | None:
    """Return the id or key of a list's entry, if it has one."""
    value = data.value if isinstance(data, Node) else data
    if not isinstance(value, dict):
        return None
    for name in ("id", "key"):
        found = value.get(name)
        text = found.value if isinstance(found, Node) else found
        if isinstance(text, str):
            return text
    return None


def find(root: Node, path: Path) -> Node | None:
    """Return the value at `path`, or None; entries of lists answer to their old names too."""
    here: Node | None = root
    for part in path:
        if here is None:
            return None
        if isinstance(here.value, dict):
            here = here.value.get(part)
        elif isinstance(here.value, list):
            index = index_of(here.value, part)
            here = None if index is None else here.value[index]
        else:
            return None
    return here


def index_of(row: list[Node], name: str) -> int | None:
    """Return the place of the entry called `name`: today's name first, then an old one."""
    for index, entry in enumerate(row):
        if key_of(entry) == name:
            return index
    for index, entry in enumerate(row):
        if name in old_names(entry):
            return index
    return None


def old_names(entry: Node) -> list[str]:
    """Return the names that an entry of a list had before."""
    was = entry.value.get("was") if isinstance(entry.value, dict) else None
    return was_of({"was": plain(was)}) if was is not None else []


def was_of(data: Data) -> list[str]:
    """Return the names that an item, or an entry of a list, had before."""
    was = data.get("was") if isinstance(data, dict) else None
    return [name for name in was if isinstance(name, str)] if isinstance(was, list) else []


def keyed(node: Node | None) -> bool:
    """Tell whether entries of a list have names of their own."""
    row = node.value if node is not None else None
    return isinstance(row, list) and any(key_of(entry) for entry in row)


def name_of(entry: Node) -> str | None:
    """Return what an entry of a list is called: a text is its own name."""
    return entry.value if isinstance(entry.value, str) else key_of(entry)


def names_of(row: list[Node]) -> list[str]:
    """Return what the entries of a list are called, in their order; some may have no name."""
    return [name for name in map(name_of, row) if name]


def place_of(row: list[Node], value: Data) -> int | None:
    """Return the place of an entry in a list, by its name or by what it holds."""
    for index, entry in enumerate(row):
        if (name_of(entry) if isinstance(value, str) else plain(entry)) == value:
            return index
    if isinstance(value, str):
        for index, entry in enumerate(row):
            if value in old_names(entry):
                return index
    return next((index for index, entry in enumerate(row) if same(plain(entry), value)), None)
