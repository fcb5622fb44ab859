"""What may stand in an item and in a manifest."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

from playbook.model import KINDS, Manifest, Synonyms

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from pydantic import BaseModel

    from playbook.source import Document

Schema: TypeAlias = dict[str, Any]
DRAFT = {"$schema": "http://json-schema.org/draft-07/schema#"}


def schemas(documents: Iterable[Document]) -> dict[str, Schema]:
    """Return a schema for each kind, for the manifest ("playbook") and the synonyms, by name.

    A ref may be any item among `documents` of a kind that fits; an editor offers it with its
    title.
    """
    titles = titles_of(documents)
    known = partial(refs_of, titles=titles)
    models: dict[str, type[BaseModel]] = {**KINDS, "playbook": Manifest, "synonyms": Synonyms}
    return {
        name: {**DRAFT, **with_refs(model.model_json_schema(by_alias=True), known)}
        for name, model in models.items()
    }


def titles_of(documents: Iterable[Document]) -> dict[str, str]:
    """Return the title of each item, by its ref; a broken item counts, so that it can be mended."""
    return {
        document.ref: str(document.data.get("title") or "")
        for document in documents
        if isinstance(document.data, dict)
    }


def with_refs(value: Any, known: Callable[[Collection[str]], Schema]) -> Any:
    """Return a schema with the refs that exist, as `known` tells them, in the place of `x-ref`."""
    if isinstance(value, list):
        return [with_refs(inner, known) for inner in value]
    if not isinstance(value, dict):
        return value
    if "x-ref" in value:
        return known(value["x-ref"]) or {"type": "string", "pattern": value["pattern"]}
    return {key: with_refs(inner, known) for key, inner in value.items()}


def refs_of(kinds: Collection[str], titles: Mapping[str, str]) -> Schema:
    """Return the schema of a ref to an item of some kinds, or of all; empty where there is none."""
    of = kinds or list(KINDS)
    refs = [ref for ref in sorted(titles) if ref.partition("/")[0] in of]
    notes = [titles[ref] for ref in refs]
    return {"type": "string", "enum": refs, "markdownEnumDescriptions": notes} if refs else {}
