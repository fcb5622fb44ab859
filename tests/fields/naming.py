"""Find where types of fields are told apart by name: `python -m tests.fields.naming [FOLDER]`."""

from __future__ import annotations

import ast
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from playbook.fields import TYPES

ROOT = Path(__file__).parents[2]
PARTS = ("playbook", "plugins", "templates")
HOMES = ("playbook/fields/", "templates/fields/")
CLASSES = frozenset(model.__name__ for model in TYPES.values())
NAME = "|".join(sorted(TYPES, key=len, reverse=True))
UNMISTAKABLE = frozenset({"textarea", "datetime", "choices", "scale", "computed"})
"""Names that mean nothing but a type of field."""
TEXTS = (".html", ".typ", ".js", ".css")
_CHECKS = ("isinstance", "issubclass")
_QUOTED = rf"""["'](?:{NAME})["']"""
TOLD = re.compile(
    rf"""(?<!control\.)\b(?:type|kind)\)?\s*[!=]==?\s*{_QUOTED}"""  # type == "scale"
    rf"""|{_QUOTED}\s*[!=]==?\s*[\w.]*\.(?:type|kind)\b"""
    rf"""|\.(?:type|kind)\s+(?:not\s+)?in\s*[(\[][^)\]]*{_QUOTED}"""  # type in ["scale", ...]
    rf"""|"type"\s*,\s*"(?:equalto|in)"\s*,\s*\[?{_QUOTED}"""  # selectattr
    rf"""|data-type\s*=\s*["'](?:{NAME})["']"""
    rf"""|/\^?\(?(?:{NAME})(?:\|\w+)*\)?\$?/\.test\(\s*[\w.]*field\.type"""
    rf"""|["'`](?:{"|".join(sorted(UNMISTAKABLE))})["'`]"""
)


def named(folder: Path) -> Iterator[tuple[str, int, str]]:
    """Yield file, line and words of every place in the program that names a type of field."""
    for part in PARTS:
        for path in sorted((folder / part).rglob("*")):
            file = path.relative_to(folder).as_posix()
            if path.suffix == ".py":
                found = _in_python(path.read_text(encoding="utf-8"))
            elif path.suffix in TEXTS:
                found = _in_text(path.read_text(encoding="utf-8"))
            else:
                continue
            yield from ((file, line, words) for line, words in found)


def outside(folder: Path) -> list[tuple[str, int, str]]:
    """Return the places that are no home of any type."""
    return [one for one in named(folder) if not at_home(one[0])]


def at_home(file: str) -> bool:
    """Tell whether a file belongs to the home of a type."""
    rest = next((file.removeprefix(home) for home in HOMES if file.startswith(home)), "")
    return re.split(r"[/.]", rest)[0] in TYPES and rest.count("/") + rest.endswith(".py") == 1


def _in_text(text: str) -> Iterator[tuple[int, str]]:
    for found in TOLD.finditer(text):
        yield text.count("\n", 0, found.start()) + 1, found[0]


def _in_python(text: str) -> Iterator[tuple[int, str]]:
    tree = ast.parse(text)
    known = _field_classes(tree)
    for node in ast.walk(tree):
        yield from _asked_of_classes(node, known)
        yield from _asked_of_names(node)


def _asked_of_classes(node: ast.AST, known: set[str]) -> Iterator[tuple[int, str]]:
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") in _CHECKS:
        for one in ast.walk(node.args[1]):
            if isinstance(one, ast.Name) and one.id in known:
                yield node.lineno, f"isinstance(…, {one.id})"
    elif isinstance(node, ast.Dict):
        yield from ((node.lineno, name) for name in map(_name, node.keys) if name in known)


def _asked_of_names(node: ast.AST) -> Iterator[tuple[int, str]]:
    if isinstance(node, ast.Compare) and _asks_type(node.left):
        for one in ast.walk(node):
            if isinstance(one, ast.Constant) and one.value in TYPES:
                yield node.lineno, f"== {one.value!r}"
    elif isinstance(node, ast.keyword) and node.arg == "type":
        if isinstance(node.value, ast.Constant) and node.value.value in TYPES:
            yield node.value.lineno, f"type={node.value.value!r}"
    elif isinstance(node, ast.Constant) and node.value in UNMISTAKABLE:
        yield node.lineno, repr(node.value)


def _name(node: ast.expr | None) -> str:
    return node.id if isinstance(node, ast.Name) else ""


def _asks_type(node: ast.expr) -> bool:
    if isinstance(node, ast.Attribute):  # a token of Markdown has a type, too
        return node.attr in ("type", "kind") and getattr(node.value, "id", "") != "token"
    key = node.slice if isinstance(node, ast.Subscript) else None
    return isinstance(key, ast.Constant) and key.value in ("type", "kind")


def _field_classes(tree: ast.Module) -> set[str]:
    """Return the names under which a module knows the models of types."""
    known: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and re.match(
            r"playbook\.(?:model\.)?fields", node.module or ""
        ):
            known |= {alias.asname or alias.name for alias in node.names if alias.name in CLASSES}
    return known


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT
    places = outside(folder)
    for language, count in Counter(Path(file).suffix for file, _, _ in places).most_common():
        print(f"{count:4} {language}")
    print(f"{len(places)} places in {len({file for file, _, _ in places})} files outside of homes")
