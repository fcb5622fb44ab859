"""Judge a publisher's own templates: what they name must be there, or nobody would notice."""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError, nodes
from jinja2.meta import find_referenced_templates

from playbook.errors import Problem
from playbook.render.moved import MOVED
from playbook.render.templates import Templates
from playbook.wording import did_you_mean, in_quotes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from jinja2 import Environment

    from playbook.render.words import Words

_SUFFIXES = (".html", ".typ")
_THEME = "theme/"
"""Templates of MkDocs and Material, which see other templates and words than ours do."""


def template_problems(own: Path, language: str) -> Iterator[Problem]:
    """Yield what the templates in `own`, a playbook's `templates/`, name and what is not there."""
    templates = Templates(language, own=own)
    if len(templates.folders) == 1:
        return  # there are none, or they are the shipped ones
    words = {"t": templates.words, "words": templates.sheet_words}
    for path in sorted(own.rglob("*")):
        name = path.relative_to(own).as_posix()
        if name in MOVED:
            hint = f"Move what is yours to {MOVED[name]}."
            yield _problem(f"{own.name}/{name}", 1, "is no longer read", hint)
        if path.suffix not in _SUFFIXES or name.startswith(_THEME) or not path.is_file():
            continue
        for line, message, hint in _find(name, path, templates.environment, words):
            yield _problem(f"{own.name}/{name}", line, message, hint)


def failure(error: TemplateError, own: Path) -> Problem:
    """Return a problem for a template that failed while a page was drawn."""
    file, line = place_of(error)
    inside = file.removeprefix(f"{own}/")
    file = f"{own.name}/{inside}" if inside != file else file
    return _problem(file, line, f"fails: {error}".rstrip("."), "Fix the template.")


def place_of(error: TemplateError) -> tuple[str, int]:
    """Return file and line of the template in which `error` arose."""
    if isinstance(error, TemplateSyntaxError):
        return str(error.filename or error.name), error.lineno
    frames = traceback.extract_tb(error.__traceback__)
    templates = [frame for frame in frames if not frame.filename.endswith(".py")]
    return templates[-1].filename, templates[-1].lineno or 1


def _problem(file: str, line: int, message: str, hint: str) -> Problem:
    return Problem(file, line, 1, "template", "", message, hint)


def _find(
    name: str, path: Path, environment: Environment, words: dict[str, Words]
) -> Iterator[tuple[int, str, str]]:
    try:
        tree = environment.parse(path.read_text(encoding="utf-8"), name, str(path))
    except TemplateSyntaxError as error:
        yield error.lineno, f"cannot be read: {error.message}".rstrip("."), "Fix the template."
        return
    except (OSError, UnicodeDecodeError):
        yield 1, "cannot be read", "Save it as UTF-8."
        return
    known = environment.list_templates()
    for other in find_referenced_templates(tree):
        if other is not None and other not in known:
            line = _line_of(tree, other)
            hint = did_you_mean(other, known, "Shipped templates are named @parent/NAME.")
            if other.removeprefix("@parent/") in MOVED:
                hint = f"It is {MOVED[other.removeprefix('@parent/')]} now."
            yield line, f"names the template {in_quotes(other)}, which does not exist", hint
    for call in tree.find_all(nodes.Call):
        yield from _word(call, words)
    yield from _blocks(tree, environment)


def _line_of(tree: nodes.Template, name: str) -> int:
    consts = (const.lineno for const in tree.find_all(nodes.Const) if const.value == name)
    return next(consts, 1)


def _word(call: nodes.Call, words: dict[str, Words]) -> Iterator[tuple[int, str, str]]:
    says = words.get(call.node.name) if isinstance(call.node, nodes.Name) else None
    key = call.args[0].value if call.args and isinstance(call.args[0], nodes.Const) else None
    if says is not None and isinstance(key, str) and key not in says:
        hint = did_you_mean(key, says.keys(), "Add it to the file of your language in words/.")
        yield call.lineno, f"names the word {in_quotes(key)}, which does not exist", hint


def _blocks(tree: nodes.Template, environment: Environment) -> Iterator[tuple[int, str, str]]:
    """Yield blocks that no template above has: what stands in them would never be shown."""
    above = _parent(tree)
    if above is None:
        return
    known: set[str] = set()
    while above is not None:
        try:
            assert environment.loader is not None, "ours has one"
            source = environment.loader.get_source(environment, above)[0]
        except TemplateNotFound:
            return  # told already
        parent = environment.parse(source)
        known |= {block.name for block in parent.find_all(nodes.Block)}
        above = _parent(parent)
    for block in (node for node in tree.body if isinstance(node, nodes.Block)):
        if block.name not in known:
            hint = did_you_mean(block.name, sorted(known), f"It has: {', '.join(sorted(known))}.")
            message = (
                f"fills the block {in_quotes(block.name)}, which the template above does not have"
            )
            yield block.lineno, message, hint


def _parent(tree: nodes.Template) -> str | None:
    extends = tree.find(nodes.Extends)
    name = extends.template.value if extends and isinstance(extends.template, nodes.Const) else None
    return name if isinstance(name, str) else None
