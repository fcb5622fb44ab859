"""Paths into a schema, as statements name them: `fields.name.label`, `items.first.text`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playbook.schema.kinds import Schema

_NAME = r"[a-z0-9_-]+"
_LEADS = ("const", "enum", "format", "pattern")


def variants(schema: Schema, shared: Schema) -> Iterator[Schema]:
    """Yield each plain schema that a value may fulfil; `shared` holds what refs name."""
    if "$ref" in schema:
        yield from variants(shared[schema["$ref"].rpartition("/")[2]], shared)
    elif "anyOf" in schema or "oneOf" in schema:
        for one in schema.get("anyOf") or schema["oneOf"]:
            yield from variants(one, shared)
    else:
        yield schema


def without_null(schema: Schema) -> Schema:
    """Return a schema for which nothing is not enough."""
    choices = [one for one in schema.get("anyOf", ()) if one != {"type": "null"}]
    return {**schema, "anyOf": choices} if choices else schema


@dataclass(frozen=True)
class Paths:
    """Walk into schemas that share their parts."""

    shared: Schema

    def is_text(self, schema: Schema) -> bool:
        """Tell whether a value is a text in which words can be replaced."""
        return any(
            one.get("type") == "string" and not any(lead in one for lead in _LEADS)
            for one in variants(schema, self.shared)
        )

    def inside(self, schema: Schema, *, deep: int) -> dict[str, Schema]:
        """Return what lies inside a value, by a pattern for each path to it; `deep` names at most.

        Entries of lists have a name only where they have an id or a key.
        """
        found: dict[str, list[Schema]] = {}
        for path, value in self._walk(schema, deep):
            row = found.setdefault(path, [])
            if value not in row:
                row.append(value)
        return {path: row[0] if len(row) == 1 else {"anyOf": row} for path, row in found.items()}

    def _walk(self, schema: Schema, deep: int) -> Iterator[tuple[str, Schema]]:
        if not deep:
            return
        for one in variants(schema, self.shared):
            steps = [(re.escape(key), value) for key, value in one.get("properties", {}).items()]
            if one.get("type") == "array" and self._named(one.get("items", {})):
                steps = [(_NAME, one["items"])]
            for name, value in steps:
                yield rf"\.{name}", value
                for path, inner in self._walk(value, deep - 1):
                    yield rf"\.{name}{path}", inner

    def _named(self, entry: Schema) -> bool:
        return any(
            {"id", "key"} & one.get("properties", {}).keys() for one in variants(entry, self.shared)
        )
