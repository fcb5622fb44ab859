"""What an editor is told: it completes what the model knows, and finds nothing wrong in content."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from playbook.draft import read_draft
from playbook.model import KINDS
from playbook.schema import editor_settings, schemas, write_schemas
from playbook.starter import make_starter

ROOT = Path(__file__).parent.parent
DRAFT = read_draft(ROOT / "content")
SCHEMAS = schemas(DRAFT.items)


def found(kind: str, data: Any) -> list[str]:
    return [error.message for error in Draft7Validator(SCHEMAS[kind]).iter_errors(data)]


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_an_editor_finds_nothing_wrong_in_the_shipped_content(kind: str):
    for path in sorted((ROOT / "content" / kind).glob("*.yml")):
        # As editors read YAML: dates stay text, numbers and truths are what they look like.
        data = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
        assert found(kind, json.loads(json.dumps(data, default=str))) == [], path.name


def test_refs_are_offered_by_kind_with_their_titles():
    steps = SCHEMAS["tips"]["properties"]["steps"]["items"]
    assert steps["enum"] == sorted(one.ref for one in DRAFT.items if one.ref.startswith("steps/"))
    where = steps["enum"].index("steps/map-positions")
    assert steps["markdownEnumDescriptions"][where] == "Map allies, opponents and undecideds"


def test_a_misspelt_key_a_wrong_ref_and_a_wrong_type_are_marked():
    tip = {"title": "A", "summary": "B"}
    assert found("tips", tip) == []
    assert found("tips", tip | {"titel": "A"})
    assert found("tips", tip | {"steps": ["steps/no-such-step"]})
    assert found("tips", tip | {"steps": ["tips/trust"]})
    assert found("tips", tip | {"principle": "perhaps"})


def test_schemas_are_written_where_the_editor_is_told_to_look(tmp_path: Path):
    folder = tmp_path / "mine"
    make_starter(folder)
    told = json.loads((folder / ".vscode/settings.json").read_text(encoding="utf-8"))
    assert told == editor_settings()
    for schema in told["yaml.schemas"]:
        assert json.loads((folder / schema).read_text(encoding="utf-8"))["properties"]


def test_settings_of_somebody_else_are_left_alone(tmp_path: Path):
    folder = tmp_path / "mine"
    make_starter(folder)
    settings = folder / ".vscode/settings.json"
    settings.write_text("{}", encoding="utf-8")
    write_schemas(folder)
    assert settings.read_text(encoding="utf-8") == "{}"


def test_a_broken_item_still_counts_so_that_it_can_be_mended(tmp_path: Path):
    folder = tmp_path / "mine"
    make_starter(folder)
    (folder / "content/terms/result.yml").write_text("summary: only\n", encoding="utf-8")
    write_schemas(folder)
    tips = json.loads((folder / ".playbook/schema/tips.json").read_text(encoding="utf-8"))
    assert "terms/result" in tips["properties"]["related"]["items"]["enum"]
