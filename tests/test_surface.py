"""What `import playbook` offers to other programs: what the page for programs names, no more."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
from pathlib import Path

import pytest

import playbook
from playbook.starter import make_starter

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs/programs.md").read_text(encoding="utf-8")
ROWS = dict(
    re.findall(r"^\| `(\w+[^`]*)` \| (.*) \|$", PAGE.partition("## From Python")[2], re.MULTILINE)
)
VALUES = [
    row for row in ROWS if "(" not in row and not issubclass(getattr(playbook, row), Exception)
]


def test_what_is_exported_is_what_is_documented():
    assert sorted(row.partition("(")[0] for row in ROWS) == sorted(playbook.__all__)
    assert set(playbook.__all__) <= set(dir(playbook))


@pytest.mark.parametrize("row", [row for row in ROWS if "(" in row])
def test_functions_take_what_is_documented(row: str):
    name, _, told = row.rstrip(")").partition("(")
    parameters = inspect.signature(getattr(playbook, name)).parameters.values()
    positional = [one.name for one in parameters if one.kind is one.POSITIONAL_OR_KEYWORD]
    named = [one.name for one in parameters if one.kind is one.KEYWORD_ONLY]
    assert told.split(", ") == [*positional, *(["*", *named] if named else [])]


@pytest.mark.parametrize("name", VALUES)
def test_values_have_what_is_documented(name: str):
    model = getattr(playbook, name)
    there = {*model.__annotations__, *dir(model)}
    named = re.findall(r"`(\w+)(?:\(\w*\))?`", ROWS[name])
    assert named
    assert set(named) <= there


def test_no_module_bears_the_name_of_what_is_exported():
    modules = {path.stem for path in (ROOT / "playbook").iterdir()}
    assert modules.isdisjoint(playbook.__all__), "importing it would put the module in its place"


def test_the_import_is_light():
    command = "import sys, playbook; print(*[one for one in sys.modules if 'playbook.' in one])"
    done = subprocess.run(
        [sys.executable, "-c", command], cwd=ROOT, check=True, capture_output=True, text=True
    )
    assert done.stdout.strip() == ""


def test_other_names_are_not_there():
    with pytest.raises(AttributeError, match="has no attribute 'chek'"):
        playbook.chek  # type: ignore[attr-defined]  # noqa: B018


def test_a_program_checks_loads_and_builds(tmp_path: Path):
    mine = tmp_path / "mine"
    make_starter(mine)
    assert playbook.check(mine).manifest.id == "org.example.our-playbook"
    members = playbook.load(mine, edition="members")
    assert members.entries.keys() > playbook.load(mine).entries.keys()
    with pytest.raises(playbook.PlaybookError, match="nobody"):
        playbook.load(mine, edition="nobody")
    (mine / "content/tips/ask-early.yml").write_text("titel: x\n", encoding="utf-8")
    with pytest.raises(playbook.ContentError) as caught:
        playbook.build(mine, site_dir=tmp_path / "site")
    assert all(isinstance(one, playbook.Problem) for one in caught.value.problems)
    assert not (tmp_path / "site").exists()
