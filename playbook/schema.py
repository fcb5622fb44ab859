"""JSON Schema for editors: keys, values and refs are completed and checked as one types."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from playbook import pipeline
from playbook.load import MANIFEST
from playbook.model import KINDS, Manifest

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pydantic import BaseModel

    from playbook.source import Document

FOLDER = ".playbook/schema"
SETTINGS = ".vscode/settings.json"


def schemas(documents: Iterable[Document]) -> dict[str, dict[str, Any]]:
    """Return a schema for each kind and for the manifest ("playbook"), by name.

    A ref may be any item among `documents` of a kind that fits; an editor offers it with its
    title.
    """
    titles = {
        document.ref: str(document.data.get("title") or "")
        for document in documents
        if isinstance(document.data, dict)
    }
    models: dict[str, type[BaseModel]] = {**KINDS, "playbook": Manifest}
    return {name: _named(model, titles) for name, model in models.items()}


def write_schemas(folder: Path) -> list[Path]:
    """Write the schemas of the playbook in `folder`, and tell VS Code of them if nobody has.

    Returns the files written. A broken item counts as there, so that it can be mended with help.
    """
    target = folder / FOLDER
    target.mkdir(parents=True, exist_ok=True)
    draft = pipeline.draft(folder).draft
    written = []
    for name, schema in schemas(draft.items).items():
        path = target / f"{name}.json"
        path.write_text(json.dumps(schema, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        written.append(path)
    settings = folder / SETTINGS
    if not settings.exists():
        settings.parent.mkdir(exist_ok=True)
        settings.write_text(json.dumps(editor_settings(), indent=2) + "\n", encoding="utf-8")
        written.append(settings)
    return written


def editor_settings() -> dict[str, Any]:
    """Return the workspace settings that lead VS Code's YAML extension to the schemas."""
    files = {f"{FOLDER}/{kind}.json": f"content/{kind}/*.yml" for kind in KINDS}
    return {
        "yaml.schemas": files | {f"{FOLDER}/playbook.json": f"content/{MANIFEST}"},
        "files.encoding": "utf8",
        "[yaml]": {"editor.tabSize": 2, "editor.insertSpaces": True},
    }


def _named(model: type[BaseModel], titles: dict[str, str]) -> dict[str, Any]:
    schema = model.model_json_schema(by_alias=True)
    named: dict[str, Any] = _with_refs(schema, titles)
    return {"$schema": "http://json-schema.org/draft-07/schema#", **named}


def _with_refs(value: Any, titles: dict[str, str]) -> Any:
    """Put the refs that exist in the place of each `x-ref`."""
    if isinstance(value, list):
        return [_with_refs(inner, titles) for inner in value]
    if not isinstance(value, dict):
        return value
    if "x-ref" in value:
        kinds = value["x-ref"] or list(KINDS)
        known = [ref for ref in sorted(titles) if ref.partition("/")[0] in kinds]
        if known:
            notes = [titles[ref] for ref in known]
            return {"type": "string", "enum": known, "markdownEnumDescriptions": notes}
        return {"type": "string", "pattern": value["pattern"]}
    return {key: _with_refs(inner, titles) for key, inner in value.items()}
