"""What people write who make their first fork: what docs/forkers.md shows, copied addresses."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from playbook.cli import main
from playbook.upstream.source import source_seen_from
from tests.forks.serving import committed
from tests.forks.test_printed import chapter as page
from tests.forks.watching import CASE, listing, refused, watched


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def chapter(family: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(family)
    made = run("fork", "national", "chapter", "--id", "org.example.chapter", "--prefix", "ch")
    assert made.exit_code == 0, made.output
    return family / "chapter"


def shown(begin: str) -> str:
    """Return the page's block of YAML that begins so."""
    blocks: list[str] = re.findall(r"```yaml\n(.*?)```", page(), re.DOTALL)
    return next(one for one in blocks if one.startswith(begin))


def test_what_the_page_shows_of_overrides_fits_the_example(chapter: Path):
    (chapter / "overrides/mine.yml").write_text(shown("items:"), encoding="utf-8")
    assert run("check", "-C", chapter).exit_code == 0, run("check", "-C", chapter).output
    assert run("status", "-C", chapter).exit_code == 0
    before = listing(chapter / "overrides")
    assert run("upgrade", "-C", chapter).exit_code == 0
    assert listing(chapter / "overrides") == before


def test_what_the_page_shows_of_the_manifest_fits_the_example(chapter: Path):
    with (chapter / "content/playbook.yml").open("a", encoding="utf-8") as manifest:
        manifest.write(shown("policy:"))
    assert run("check", "-C", chapter).exit_code == 0, run("check", "-C", chapter).output


@pytest.mark.parametrize(
    ("copied", "better"),
    [
        ("https://git.example.org/x/y", "Write git+https://git.example.org/x/y@REF, with a tag"),
        ("git@git.example.org:x/y.git", "Write git+ssh://git@git.example.org/x/y.git@REF, with"),
        ("ssh://git@git.example.org/y", "Write git+ssh://git@git.example.org/y@REF, with a tag"),
        ("https://example.org/y.zip", "Write zip:https://example.org/y.zip"),
        ("http://example.org/y", "Write a folder, git+ADDRESS@REF, pip:NAME==VERSION or zip:FILE."),
    ],
)
def test_an_address_that_was_copied_is_answered_with_the_source_that_it_is(
    copied: str, better: str, family: Path
):
    for command in (
        ("upgrade", "-C", family / "state", "--to", copied),
        ("fork", copied, family / "new", "--id", "org.a", "--prefix", "q"),
    ):
        said = refused(watched(*command))
        assert said.startswith(f"{copied} is not a source. {better}")


@pytest.mark.parametrize(
    ("source", "there"),
    [
        ("national", "../national"),
        ("zip:national.zip", "zip:../national.zip"),
        ("zip:zip", "zip:../zip"),
        ("git+v1@v1", "git+../v1@v1"),
        ("git+git@main", "git+../git@main"),
        ("git+https://git.example.org/x.git@v1", "git+https://git.example.org/x.git@v1"),
        ("git+git@git.example.org:x.git@v1", "git+git@git.example.org:x.git@v1"),
        ("zip:https://example.org/x.zip", "zip:https://example.org/x.zip"),
        ("pip:national-playbook==2026.1", "pip:national-playbook==2026.1"),
        ("/srv/national", "/srv/national"),
    ],
)
def test_a_path_is_written_as_the_fork_sees_it(
    source: str, there: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    assert source_seen_from(source, Path("state")) == there


def test_a_repository_that_is_called_like_its_tag_is_found_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    committed(shutil.copytree(CASE / "national", tmp_path / "v1"), "v1")
    made = run("fork", "git+v1@v1", "mine", "--id", "org.example.mine", "--prefix", "me")
    assert made.exit_code == 0, made.output
    assert run("upgrade", "-C", "mine").exit_code == 0


@pytest.mark.parametrize("prefix", ["ch-", "CH", "c h", ""])
def test_a_prefix_that_is_none_is_told_how_to_write_it(prefix: str, family: Path):
    command = ("fork", family / "national", family / "new", "--id", "org.a", "--prefix", prefix)
    assert "the hyphen after it is added" in refused(watched(*command))


@pytest.mark.parametrize(
    ("moved", "wanted"),
    [
        ("steps/co-not-there", 'moves "steps/co-not-there", which does not exist'),
        ("steps/first-meting", 'Did you mean "steps/first-meeting"?'),
    ],
)
def test_a_step_that_cannot_be_moved_is_named(moved: str, wanted: str, family: Path):
    text = f"order:\n  begin: [{{move: {moved}, after: steps/say-what-you-want}}]\n"
    (family / "county/overrides/order.yml").write_text(text, encoding="utf-8")
    said = refused(watched("check", "-C", family / "county"), code=1)
    assert "overrides/order.yml:2:" in said
    assert wanted in said
