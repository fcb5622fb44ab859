"""Write the schemas of a playbook, and tell an editor where they are."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pydantic_core import to_json

from playbook import pipeline
from playbook.draft import MANIFEST, SYNONYMS
from playbook.model import KINDS
from playbook.schema.fork import manifest_of_a_fork, overrides
from playbook.schema.kinds import schemas
from playbook.whole import writing

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = ".playbook/schema"
SETTINGS = ".vscode/settings.json"


def write_schemas(folder: Path) -> list[Path]:
    """Write the schemas of the playbook in `folder`, and tell VS Code of them if nobody has.

    Returns the files written. A broken item counts as there, so that it can be mended with help.
    Raises PlaybookError where there is no playbook, or a file cannot be written.
    """
    done = pipeline.draft(folder)
    made = schemas(done.draft.items)
    made["overrides"] = overrides(done)
    if done.draft.lineage.chain:
        made["playbook"] = manifest_of_a_fork(made["playbook"])
    files = {
        folder / FOLDER / f"{name}.json": to_json(schema, indent=1) + b"\n"
        for name, schema in made.items()
    }
    if not (folder / SETTINGS).exists():
        files[folder / SETTINGS] = f"{json.dumps(editor_settings(), indent=2)}\n".encode()
    with writing(folder):
        for path, text in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text)
    return list(files)


def editor_settings() -> dict[str, Any]:
    """Return the workspace settings that lead VS Code's YAML extension to the schemas."""
    files = {f"{FOLDER}/{kind}.json": f"content/{kind}/*.yml" for kind in KINDS}
    files[f"{FOLDER}/playbook.json"] = f"content/{MANIFEST}"
    files[f"{FOLDER}/synonyms.json"] = f"content/{SYNONYMS}"
    files[f"{FOLDER}/overrides.json"] = "overrides/*.yml"
    return {
        "yaml.schemas": files,
        "files.encoding": "utf8",
        "[yaml]": {"editor.tabSize": 2, "editor.insertSpaces": True},
    }
