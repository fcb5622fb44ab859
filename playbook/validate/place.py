"""Where in a file, and where in the model, is a thing that pydantic complains about?"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

from playbook.fields import TYPES

if TYPE_CHECKING:
    from pydantic import BaseModel

    from playbook.source import Data, Place

    Schema: TypeAlias = dict[str, Any]


@dataclass(frozen=True)
class Spot:
    """A place in a file, and what the model says of it."""

    place: Place
    absent: tuple[str, ...]
    """Keys that could stand beside it and do not."""
    required: bool
    """Whether its last key may not be left out."""
    inner: tuple[str, ...]
    """Keys that must stand inside it."""


def spot(model: type[BaseModel], location: Place, data: Data) -> Spot:
    """Follow pydantic's `location`, which also names the branches of unions, through `data`."""
    root = _schema(model)
    schema, around, beside = root, root, data
    place: list[int | str] = []
    for part in location:
        if (branch := _branch(schema, part, data)) is not None:
            schema = _resolve(root, {"$ref": branch})
        inner = _inside(root, schema, part)
        if inner is None and not (isinstance(data, dict) and part in data):
            continue
        around, beside = schema, data
        schema = inner or {}
        data = _of(data, part)
        place.append(part)
    keys = around.get("properties", {})
    present = beside if isinstance(beside, dict) else {}
    absent = tuple(key for key in keys if key not in present)
    required = bool(place) and place[-1] in around.get("required", ())
    return Spot(tuple(place), absent, required, tuple(schema.get("required", ())))


def _branch(schema: Schema, tag: int | str, data: Data) -> str | None:
    """Return the branch of a union that `data` takes: by its `type`, or by pydantic's `tag`."""
    if "discriminator" in schema and isinstance(data, dict):
        named: str = schema["discriminator"]["mapping"][data["type"]]
        return named
    models = (one["$ref"] for one in schema.get("oneOf", ()) if "$ref" in one)
    return next((ref for ref in models if ref.rpartition("/")[2] == tag), None)


def _schema(model: type[BaseModel]) -> Schema:
    return _schema_with(model, tuple(TYPES))


@lru_cache
def _schema_with(model: type[BaseModel], types: tuple[str, ...]) -> Schema:
    """Return the schema of a model as long as there are these types of field."""
    return model.model_json_schema(by_alias=True)


def _resolve(root: Schema, schema: Schema) -> Schema:
    """Return the schema that a `$ref`, or one that may also be null, stands for."""
    branches = [one for one in schema.get("anyOf", ()) if one != {"type": "null"}]
    if len(branches) == 1:
        return _resolve(root, branches[0])
    name = schema.get("$ref", "").rpartition("/")[2]
    found: Schema = root["$defs"][name] if name else schema
    return found


def _inside(root: Schema, schema: Schema, part: int | str) -> Schema | None:
    """Return the schema of the entry or key `part`, or None where `schema` knows none."""
    for branch in schema.get("anyOf", [schema]):
        branch = _resolve(root, branch)
        inner = branch.get("items") if isinstance(part, int) else _value(branch, part)
        if isinstance(inner, dict):
            return _resolve(root, inner)
    return None


def _value(schema: Schema, key: str) -> Any:
    """Return the schema of a key: one that the model names, or one of a group of any keys."""
    free = schema.get("additionalProperties")
    for inner in schema.get("patternProperties", {}).values():
        free = inner
    return schema.get("properties", {}).get(key, free)


def _of(data: Data, part: int | str) -> Data:
    if isinstance(data, dict) and isinstance(part, str):
        return data.get(part)
    if isinstance(data, list) and isinstance(part, int) and part < len(data):
        return data[part]
    return None
