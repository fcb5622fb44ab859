"""What README and the chapters say is so: examples, links, names of files, commands."""

from __future__ import annotations

import contextlib
import io
import re
import shutil
from importlib.util import find_spec
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from playbook.cli import main
from playbook.fields import TYPES
from playbook.kinds import KINDS, Item
from playbook.starter import make_starter
from tests import chapters
from tests.chapters import CHAPTERS, PAGES, ROOT, blocks, data_of, replayed
from tests.test_architecture import ORDER

CONTRIBUTORS = ROOT / "docs/contributors.md"  # shows files of the program
FORKERS = ROOT / "docs/forkers.md"  # tried by tests/forks/test_printed.py, in a family of its own
LANGUAGES = {"sh", "text", "json", "yaml", "jinja", "css", "python", "console"}


def name_of(path: Path) -> str:
    return path.name


@pytest.mark.parametrize("page", [page for page in CHAPTERS if page != FORKERS], ids=name_of)
def test_examples_are_true(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, update: bool
):
    mine = tmp_path / "mine"
    make_starter(mine)
    monkeypatch.chdir(mine)
    mistaken: dict[Path, bytes | None] = {}
    printed = ""
    for block in blocks(page):
        where = f"{page.name}:{block.line}"
        assert block.language in LANGUAGES, where
        if block.said and (ROOT / block.said).is_file() and page == CONTRIBUTORS:
            assert block.text in (ROOT / block.said).read_text(encoding="utf-8"), where
            continue
        if block.language == "console":
            told = replayed(block.text)
            if update:
                page.write_text(page.read_text("utf-8").replace(block.text, told), "utf-8")
            assert update or told == block.text, where
            for path, before in mistaken.items():
                path.unlink() if before is None else path.write_bytes(before)
            mistaken.clear()
        elif block.language == "python":
            with contextlib.redirect_stdout(io.StringIO()) as out:
                exec(compile(block.text, where, "exec"), {})
            printed = out.getvalue()
        elif block.language == "text" and printed:
            assert block.text == printed, where
            printed = ""
        elif block.said and block.said != "csp" and not block.said.startswith("/"):
            path = mine / block.said.split()[0]
            before = path.read_bytes() if path.is_file() else None
            chapters.write(block, mine)
            if block.said.endswith(" mistaken"):
                mistaken.setdefault(path, before)
    assert not mistaken
    result = CliRunner().invoke(main, ["check", "--strict"])
    assert result.exit_code == 0, result.output


def test_the_mistakes_that_readme_makes_are_told_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    shutil.copytree(ROOT / "content", tmp_path / "content")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    notch, trust = (tmp_path / f"content/tips/{name}.yml" for name in ("shift-one-notch", "trust"))
    lines = trust.read_text(encoding="utf-8").splitlines(keepends=True)
    lines[5] = f"  [[tips/shift-one-noch]] {lines[5].lstrip()}"
    trust.write_text("".join(lines), encoding="utf-8")
    notch.write_text(notch.read_text("utf-8").replace("title:", "titel:", 1), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    (shown,) = (block.text for block in blocks(PAGES[0]) if block.language == "console")
    assert replayed(shown) == shown


def anchors(page: Path) -> set[str]:
    """Return the anchors that GitHub gives to the headings of a page."""
    text = re.sub(r"(?m)^```(?:.*\n)*?```$", "", page.read_text(encoding="utf-8"))
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", one.lower()).replace(" ", "-") for one in headings}


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_lead_to_what_is_there(page: Path):
    text = re.sub(r"(?m)^```(?:.*\n)*?```$", "", page.read_text(encoding="utf-8"))
    text = re.sub(r"`[^`\n]*`", "", text)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        path, _, anchor = target.partition("#")
        if ":" in path:
            continue
        to = (page.parent / path).resolve() if path else page
        assert to.exists(), f"{page.name}: {target}"
        assert not anchor or anchor in anchors(to), f"{page.name}: {target}"


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_files_and_modules_that_are_named_are_there(page: Path):
    text = page.read_text(encoding="utf-8")
    named = re.findall(
        r"(?<![\w/.-])((?:playbook|plugins|templates|tests|docs|\.ci)/[a-z_][\w./-]*\w/?)", text
    )
    shown = {block.said.split()[0] for block in blocks(page) if block.said}
    for name in named:
        assert name in shown or (ROOT / name).exists(), f"{page.name}: {name}"
    for module in re.findall(r"python -m (tests[\w.]*\w)", text):
        spec = find_spec(module)
        assert spec is not None, f"{page.name}: {module}"
        if spec.submodule_search_locations:
            assert find_spec(f"{module}.__main__"), f"{page.name}: {module}"


def test_every_type_of_field_has_an_example():
    shown: set[str] = set()
    for block in blocks(ROOT / "docs/authors.md"):
        if block.said == "part of worksheets":
            for field in data_of(block.text).get("fields", ()):
                shown |= {field["type"], *(one["type"] for one in field.get("columns", ()))}
    assert shown >= set(TYPES)


def test_every_kind_is_explained_with_all_its_keys():
    page = (ROOT / "docs/authors.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([a-z-]+)` \| .* \|(.*)\|(.*)\|$", page, re.MULTILINE)
    told = {kind: [set(re.findall(r"`(\w+)`", cell)) for cell in cells] for kind, *cells in rows}
    there = {}
    for kind, model in KINDS.items():
        own = {key: one for key, one in model.model_fields.items() if key not in Item.model_fields}
        must = {key for key, one in own.items() if one.is_required()}
        there[kind] = [must, set(own) - must]
    assert told == there


def test_the_blocks_that_publishers_may_fill_are_those_of_the_templates():
    page = (ROOT / "docs/publishers.md").read_text(encoding="utf-8")
    rows = re.findall(
        r"^\| [^|`]* \| `templates/(pages/\S+\.html)` \| (.*) \|$", page, re.MULTILINE
    )
    assert rows
    for name, told in rows:
        name = re.sub(r"/(\w+)/<kind>\.html", r"/\1/\1.html", name)
        text = (ROOT / "templates" / name).read_text(encoding="utf-8")
        blocks_of_it = set(re.findall(r"\{% block (\w+)", text))
        assert set(re.findall(r"`(\w+)`", told)) == blocks_of_it, name


def test_every_room_of_the_program_is_in_the_table():
    page = CONTRIBUTORS.read_text(encoding="utf-8")
    rooms = " ".join(re.findall(r"^\| (`[^|]*) \|", page, re.MULTILINE))
    named = {name.removesuffix(".py").rstrip("/") for name in re.findall(r"`([\w./]+)`", rooms)}
    assert set(ORDER) <= named, set(ORDER) - named


def test_the_playbook_is_as_large_as_readme_says():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    said = re.search(r"more\s+than (\d+) items", readme)
    assert said is not None
    assert len(list((ROOT / "content").glob("*/*.yml"))) > int(said[1])


def test_every_command_has_its_line():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = main.list_commands(click.Context(main))
    assert "build" in commands
    for name in commands:
        assert re.search(rf"^\| `playbook {name}\b", readme, re.MULTILINE), name


def test_an_example_that_is_wrong_is_noticed(tmp_path: Path):
    make_starter(tmp_path / "mine")
    broken = chapters.Block("yaml", "part of worksheets", "fields: [{key: a, type: nothing}]", 1)
    chapters.write(broken, tmp_path / "mine")
    assert CliRunner().invoke(main, ["check", "-C", str(tmp_path / "mine")]).exit_code == 1
