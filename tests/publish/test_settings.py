"""`mkdocs.yml` is judged with the content, and what `check` passes can be built."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from playbook.cli import main
from playbook.errors import ContentError, PlaybookError
from playbook.publish import build, check
from playbook.publish.links import dead_links
from playbook.publish.mark import Mark, write_mark
from playbook.publish.plain import plain_settings
from playbook.publish.settings import NEEDED_BY, PLUGIN, pages_plugin, read_settings
from tests.beginning import copy_starter
from tests.publish.folders import put

PLUGINS = "plugins:\n  - playbook-pages\n  - playbook-worksheets\n  - playbook-checklists\n"
BASE = "site_name: x\ndocs_dir: content\ntheme:\n  name: material\n"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    folder = tmp_path / "small"
    copy_starter(folder)
    return folder


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        (
            BASE + PLUGINS.replace("  - playbook-worksheets\n", ""),
            "mkdocs.yml:5:1: mkdocs.yml: does not name the plugin playbook-worksheets, which the "
            "pages of worksheets, checklists, paths need. Add it under `plugins`.",
        ),
        (
            BASE + PLUGINS.replace("  - playbook-checklists\n", ""),
            "mkdocs.yml:5:1: mkdocs.yml: does not name the plugin playbook-checklists, which the "
            "pages of checklists, steps, paths need. Add it under `plugins`.",
        ),
        (
            BASE + "plugins: []\n",
            "mkdocs.yml:5:1: mkdocs.yml: does not name the plugin playbook-pages",
        ),
        (BASE + PLUGINS + "  - nonsense\n", "mkdocs.yml:5:1: mkdocs.yml: Config value 'plugins'"),
        (BASE + PLUGINS + "extra: [\n", "mkdocs.yml:10:1: mkdocs.yml: MkDocs encountered an error"),
        (
            BASE.replace(": content", ": nowhere") + PLUGINS,
            "mkdocs.yml:2:1: mkdocs.yml: Config value",
        ),
        (BASE + PLUGINS + "site_url: 7\n", "mkdocs.yml:9:1: mkdocs.yml: Config value 'site_url'"),
        ("", "mkdocs.yml:1:1: mkdocs.yml: Config value 'site_name'"),
        ("- a\n- b\n", "mkdocs.yml:1:1: mkdocs.yml: "),
        (
            BASE + PLUGINS.replace("pages\n", "pages: {edition: member}\n"),
            'mkdocs.yml:6:1: mkdocs.yml: Unknown edition "member". Did you mean "members"?',
        ),
    ],
)
def test_settings_that_cannot_be_built_are_a_problem(small: Path, settings: str, expected: str):
    put(small, {"mkdocs.yml": settings})
    result = CliRunner().invoke(main, ["check", "-C", str(small)])
    assert result.exit_code == 1
    assert result.stdout.startswith(expected)
    assert len(result.stdout.splitlines()) == 1 or not settings
    with pytest.raises(PlaybookError):
        build(small)


@pytest.mark.parametrize(
    ("more", "plain"),
    [
        (PLUGINS, True),
        (PLUGINS + "site_url: https://playbook.example.org/\n", True),
        (PLUGINS + "site_url: http://localhost/a/b-c/\n", True),
        (PLUGINS.replace("pages\n", "pages: {edition: members}\n"), True),
        ("plugins: [playbook-pages]\n", True),
        (PLUGINS + "site_url: 7\n", False),
        (PLUGINS + "site_url: playbook.example.org\n", False),
        (PLUGINS + "site_name:\n", False),
        (PLUGINS + "site_name: 7\n", False),
        (PLUGINS + "docs_dir: static\n", False),
        (PLUGINS + "site_dir: content/site\n", False),
        (PLUGINS + "no_such_setting: 1\n", False),
        (PLUGINS + "hooks: [no_such_file.py]\n", False),
        (PLUGINS + "INHERIT: other.yml\n", False),
        (PLUGINS + "site_url: !ENV ADDRESS\n", False),
        (PLUGINS + "theme: {name: material, custom_dir: nowhere}\n", False),
        (PLUGINS + "theme: nonsense\n", False),
        (PLUGINS + "extra: [\n", False),
        (PLUGINS.replace("pages\n", "pages: {edition: 7}\n"), False),
        (PLUGINS.replace("pages\n", "pages: {edition: a, x: b}\n"), False),
        (PLUGINS.replace("checklists\n", "checklists: {x: 1}\n"), False),
        (PLUGINS + "  - playbook-pages\n", False),
        (PLUGINS + "  - search\n", False),
        ("plugins: {playbook-pages: {}}\n", False),
        (PLUGINS + "extra: " + "[" * 100_000, False),
        (PLUGINS + "site_url: 2026-11-31\n", False),
        ("plugins: []\n", False),
    ],
)
def test_what_is_plain_is_read_as_mkdocs_reads_it(small: Path, more: str, plain: bool):
    put(small, {"mkdocs.yml": BASE + more})
    ours = frozenset(NEEDED_BY)
    found = plain_settings((small / "mkdocs.yml").read_bytes(), PLUGIN, ours)
    assert (found is not None) == plain
    if found is not None:
        config, warnings = read_settings(small)
        assert found == (tuple(config.plugins), pages_plugin(config).config.edition)
        assert warnings == []


def test_check_brings_back_what_a_stopped_build_put_aside(small: Path):
    put(small / "site", {"index.html": "new"})
    write_mark(small / "site", Mark("org.example.small", frozenset({"index.html"})))
    put(small / ".site.new", {"index.html": "old", ".git/HEAD": "history"})
    write_mark(small / ".site.new", Mark("org.example.small", frozenset({"index.html"})))
    result = CliRunner().invoke(main, ["check", "-C", str(small)])
    assert result.exit_code == 0
    assert ".git is back: a build was stopped." in result.stderr
    assert (small / "site/.git/HEAD").read_text(encoding="utf-8") == "history"
    assert not (small / ".site.new").exists()


def test_content_and_settings_are_told_together(small: Path):
    put(small, {"mkdocs.yml": "plugins: [", "content/tips/ask-early.yml": "title: [\n"})
    with pytest.raises(ContentError) as refused:
        check(small)
    files = [problem.file for problem in refused.value.problems]
    assert files == ["content/tips/ask-early.yml", "mkdocs.yml"]


def test_what_mkdocs_warns_of_is_a_warning_of_check(small: Path):
    put(small, {"mkdocs.yml": BASE + PLUGINS + "no_such_setting: 1\n"})
    [warning] = check(small).warnings
    assert str(warning).startswith(
        "mkdocs.yml:9:1: warning: mkdocs.yml: Config value 'no_such_setting'"
    )
    assert CliRunner().invoke(main, ["check", "-C", str(small), "--strict"]).exit_code == 1


def test_a_playbook_without_settings_is_no_playbook(small: Path):
    (small / "mkdocs.yml").unlink()
    with pytest.raises(PlaybookError, match=r"mkdocs.yml does not exist"):
        check(small)


def test_what_the_content_does_not_need_may_be_left_out(small: Path):
    for kind in ("worksheets", "checklists", "paths", "steps"):
        for path in (small / "content" / kind).glob("*.yml"):
            path.unlink()
    put(small, {"mkdocs.yml": BASE + "plugins: [playbook-pages]\n"})
    with pytest.raises(ContentError) as refused:
        check(small)
    assert all(problem.file != "mkdocs.yml" for problem in refused.value.problems)


def test_strict_refuses_dead_links_in_the_pages(small: Path):
    build(small, strict=True)
    link = '{% block after %}<a href="../no/">x</a>{% endblock %}'
    template = f'{{% extends "@parent/pages/item/tips.html" %}}{link}'
    put(small, {"templates/pages/item/tips.html": template})
    with pytest.raises(
        ContentError, match=r"tips/ask-early/index.html:1:1: warning: tips/ask-early: "
    ):
        build(small, strict=True)
    build(small)


@pytest.mark.parametrize(
    ("link", "dead"),
    [
        ("b/", False),
        ("b", False),
        ("b/index.html#here", False),
        ("b/#h%C3%A9re", False),
        ("#top", False),
        ("/b/", False),
        ("/home/b/", False),
        ("b/../b/?q=1#here", False),
        ("https://example.org/no", False),
        ("//example.org/no", False),
        ("mailto:us@example.org", False),
        ("a&amp;b.txt", False),
        ("c/", True),
        ("b/#nowhere", True),
        ("#nowhere", True),
        ("../b/", True),
        ("/c", True),
        ("b/here", True),
    ],
)
def test_a_link_leads_to_a_file_and_a_place(tmp_path: Path, link: str, dead: bool):
    code = '<script>let x = "<a href=\'no\'>"</script><!-- <a href="no"> --><p>&lt;a href="no"&gt;'
    put(tmp_path, {"index.html": f'<b id=top></b><a class="x" href="{link}">x</a>{code}'})
    put(tmp_path, {"b/index.html": '<p id="here"></p><p id="h&eacute;re"></p>', "a&b.txt": ""})
    assert bool(list(dead_links(tmp_path, home="/home/"))) == dead
