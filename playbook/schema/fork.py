"""What may stand in a fork's `overrides/`, and in its manifest."""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING, Any

from pydantic.json_schema import models_json_schema

from playbook.merge.nodes import old_names
from playbook.merge.statements import ANCHORS
from playbook.model import KINDS
from playbook.model.manifest import Brand, Word
from playbook.schema.kinds import DRAFT, Schema, refs_of, titles_of, with_refs
from playbook.schema.paths import Paths, variants, without_null

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from playbook.merge import Merged

_TEXT: Schema = {"type": "string"}
_COUNT: Schema = {"type": "integer", "minimum": 1, "maximum": 9999}
_EDITS: Schema = {
    "type": "array",
    "description": "Words replaced where they stand, or added at the end.",
    "items": {
        "anyOf": [
            {
                "type": "object",
                "properties": {
                    "replace": {"type": "string", "minLength": 1},
                    "with": {"type": ["string", "null"]},
                    "count": _COUNT,
                },
                "required": ["replace", "with"],
                "additionalProperties": False,
            },
            {
                "type": "object",
                "properties": {"append": _TEXT},
                "required": ["append"],
                "additionalProperties": False,
            },
        ]
    },
}
_ALONE: Schema = {
    "not": {"anyOf": [{"required": [*two]} for two in combinations(ANCHORS, 2)]},
}
"""Of the places that an entry can have, one at most."""
_THEIRS = ("licence",)
"""Fields that only an item's author can change."""
_NAMES = (r"\.id", r"\.key")
"""Paths to names on which saved answers hang."""
_IN_FORKS = ("id", "title", "version", "date", "extends", "prefix")


def manifest_of_a_fork(schema: Schema) -> Schema:
    """Return the manifest's schema for a fork, which leaves out what it takes from upstream."""
    parts = {
        name: {key: value for key, value in part.items() if key != "required"}
        if name in ("Brand", "Home", "Word")
        else part
        for name, part in schema["$defs"].items()
    }
    return {**schema, "required": list(_IN_FORKS), "$defs": parts}


def overrides(done: Merged) -> Schema:
    """Return the schema of the files in `overrides/` of the fork `done`.

    Items are those of its upstream, and what it already says something of; fields, entries of
    lists and their values are those of each item's kind.
    """
    titles = titles_of(done.draft.items)
    shared: Schema = {}

    def known(kinds: Collection[str]) -> Schema:
        name = f"refs-{'-'.join(sorted(kinds)) or 'all'}"
        shared[name] = refs_of(kinds, titles)
        return {"$ref": f"#/$defs/{name}"} if shared[name] else {}

    names, whole = models_json_schema(
        [(model, "validation") for model in KINDS.values()], by_alias=True
    )
    shared |= with_refs(whole["$defs"], known)
    steps = known(["steps"]) or _TEXT
    said = {}
    for kind, model in KINDS.items():
        name = names[model, "validation"]["$ref"].rpartition("/")[2]
        said[f"overrides-{kind}"] = _item(Paths(shared), shared[name])
    theirs = titles_of(done.parent.items) if done.draft.lineage.chain else {}
    theirs |= {name: titles[ref] for ref, name in _old_names(done) if ref in titles}
    return {
        **DRAFT,
        "title": "What a fork changes in its upstream",
        "type": ["object", "null"],
        "properties": {
            "items": _items(theirs),
            "order": _group({phase: _moves(steps) for phase in _phases(done)}),
            "words": {"type": "object", "additionalProperties": _partial(Word)},
            "brand": _partial(Brand),
        },
        "additionalProperties": False,
        "$defs": {**shared, **said},
    }


def _old_names(done: Merged) -> Iterable[tuple[str, str]]:
    """Yield items of today with the names under which a fork may still speak of them."""
    for item in done.parent.items:
        for name in old_names(item.data):
            yield item.ref, name
    for one in done.outcomes:
        yield one.item, one.statement.item


def _phases(done: Merged) -> list[str]:
    data = done.draft.manifest.data
    phases = data.get("phases") if isinstance(data, dict) else None
    rows = phases if isinstance(phases, list) else []
    return [str(row.get("id")) for row in rows if isinstance(row, dict)]


def _items(titles: dict[str, str]) -> Schema:
    """Return the group of items; where no upstream is known, any ref of a kind will do."""
    if not titles:
        any_ = {rf"^{kind}/": {"$ref": f"#/$defs/overrides-{kind}"} for kind in KINDS}
        return {"type": "object", "patternProperties": any_, "additionalProperties": False}
    rows: Schema = {}
    for ref in sorted(titles):
        kind = ref.partition("/")[0]
        if kind in KINDS:
            said = {"$ref": f"#/$defs/overrides-{kind}"}
            rows[ref] = {"description": titles[ref], "allOf": [said]}
    return _group(rows)


def _item(paths: Paths, schema: Schema) -> Schema:
    """Return what may be said of an item of one kind."""
    fields = {name: value for name, value in schema["properties"].items() if name not in _THEIRS}
    inner = paths.inside({**schema, "properties": fields}, deep=4)
    inner = {path: value for path, value in inner.items() if not path.endswith(_NAMES)}
    free = [name for name in fields if name not in schema.get("required", ())]
    deep = {rf"^{path[2:]}$": value for path, value in inner.items() if path.count(r"\.") > 1}
    return _group(
        {
            "set": _by_path(fields, deep, without_null),
            "unset": {"type": "array", "items": {"anyOf": [{"enum": free}, {"pattern": r"\\."}]}},
            "edit": _by_path(fields, deep, lambda value: _EDITS if paths.is_text(value) else None),
            "lists": _by_path(fields, deep, lambda value: _changes(paths, value)),
            "hide": {"type": "boolean", "description": "Leave the item out."},
            "why": _reasons([*fields, "hide"], deep),
        }
    )


def _by_path(fields: Schema, deep: Schema, make: Any) -> Schema:
    """Return a group with what `make` says of each field and of each path into one."""
    direct = {name: made for name, value in fields.items() if (made := make(value))}
    inside = {path: made for path, value in deep.items() if (made := make(value))}
    return {**_group(direct), "patternProperties": inside}


def _reasons(fields: list[str], deep: Schema) -> Schema:
    """Return a reason for all that is said of an item, or one for each thing."""
    one = {**_TEXT, "description": "The reason; readers see it, too."}
    inside = {rf"^{re.escape(name)}\.": one for name in fields} | dict.fromkeys(deep, one)
    each = {**_group(dict.fromkeys(fields, one)), "patternProperties": inside}
    return {"anyOf": [one, each], "description": "The reason, or one for each field."}


def _changes(paths: Paths, schema: Schema) -> Schema | None:
    """Return what may be done with a list; None where the value is none."""
    rows = [one for one in variants(schema, paths.shared) if one.get("type") == "array"]
    if not rows:
        return None
    entries = rows[0].get("items", {})
    inner = paths.inside(entries, deep=1)
    fields = {path[2:]: without_null(value) for path, value in inner.items()}
    one_by_one = {"type": "object", "additionalProperties": _group(fields)}
    return _group(
        {
            "add": {"type": "array", "items": _with_position(paths, entries)},
            "set": {"anyOf": [one_by_one, {"type": "array", "items": entries}]},
            "remove": {"type": "array", "items": {"type": ["string", "object"]}},
            "replace": {"type": "array", "items": _replacement(entries)},
            "move": _moves(_TEXT),
        }
    )


def _replacement(entry: Schema) -> Schema:
    """Return the schema of an entry of upstream's and the one that comes in its place."""
    old = {"type": ["string", "object"], "description": "Its id, or its words."}
    return {**_group({"replace": old, "with": entry}), "required": ["replace", "with"]}


def _with_position(paths: Paths, entry: Schema) -> Schema:
    """Return the schema of an entry of a list that may say where it goes.

    An entry without keys says so beside it: `{add: words, first: true}`.
    """
    kinds = list(variants(entry, paths.shared))
    found: list[Schema] = [
        {**one, "properties": {**one["properties"], **_places(_TEXT)}, **_ALONE}
        for one in kinds
        if "properties" in one
    ]
    if len(found) < len(kinds):
        beside = _group({"add": entry, **_places(_TEXT)})
        found += [entry, {**beside, "required": ["add"], **_ALONE}]
    return found[0] if len(found) == 1 else {"anyOf": found}


def _moves(name: Schema) -> Schema:
    why = {**_TEXT, "description": "The reason."}
    move = _group({"move": name, **_places(name), "why": why})
    return {"type": "array", "items": {**move, "required": ["move"], **_ALONE}}


def _places(name: Schema) -> Schema:
    return {"before": name, "after": name, "first": {"const": True}, "last": {"const": True}}


def _partial(model: type[Word] | type[Brand]) -> Schema:
    """Return the schema of a group of which a fork may write as much as it likes."""
    schema = model.model_json_schema(by_alias=True)
    return {key: value for key, value in schema.items() if key != "required"}


def _group(properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "additionalProperties": False}
