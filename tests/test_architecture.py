"""Imports point one way: a module may import only what stands above it in this list."""

import ast
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ORDER = [
    "errors",
    "memory",
    "shipped",
    "whole",
    "cache",
    "glyphs",
    "wording",
    "language",
    "source",
    "guards",
    "scalars",
    "texts",
    "findings",
    "drawing",
    "fields",
    "parts",
    "kinds",
    "model",
    "answers",
    "picture",
    "icons",
    "draft",
    "static",
    "merge",
    "validate",
    "edition",
    "reads",
    "link",
    "cards",
    "keys",
    "progress",
    "helper",
    "render",
    "search",
    "typesetting",
    "pdf",
    "sheets",
    "packets",
    "answerable",
    "pdf_orders",
    "pdf_files",
    "book",
    "forms",
    "upstream",
    "yaml_edit",
    "forks",
    "pipeline",
    "answer_context",
    "exchange",
    "combine",
    "schema",
    "starter",
    "publish",
    "commands",
    "cli",
    "__main__",
]
MODULES = sorted((ROOT / "playbook").rglob("*.py"))


def room(path: Path) -> str:
    """The module or package directly inside `playbook/` that a file belongs to."""
    inside = path.relative_to(ROOT / "playbook").parts[0]
    return inside.removesuffix(".py")


@cache
def imports(path: Path) -> frozenset[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return frozenset(found)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_imports_only_from_those_above_it(path):
    here = room(path)
    if here == "__init__":
        return
    assert here in ORDER, f"{here} has no place in the order yet"
    for name in imports(path):
        parts = name.split(".")
        if parts[0] == "playbook" and len(parts) > 1 and parts[1] in ORDER:
            assert ORDER.index(parts[1]) <= ORDER.index(here), f"{here} imports {parts[1]}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_only_publish_knows_mkdocs(path):
    known = {name.split(".")[0] for name in imports(path)}
    if room(path) != "publish":
        assert "mkdocs" not in known
    assert not {name for name in known if name.startswith("playbook_")}


def test_plugins_stay_thin():
    for path in (ROOT / "plugins").rglob("plugin.py"):
        code = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        assert len(code) < 100, f"{path.parent.name} does work that belongs into playbook/"
