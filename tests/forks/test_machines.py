"""What machines of people are like: no git, half a clone, line ends of Windows."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from playbook.cli import main
from playbook.upstream.source import fetch
from playbook.upstream.tree import tree_hash
from tests.forks.serving import committed
from tests.forks.watching import CASE, GIT, listing, refused, watched, whole

CELL = "tips/call-first/body"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def git(*command: object) -> None:
    subprocess.run(["git", *GIT, *map(str, command)], check=True, capture_output=True)


def test_a_git_that_does_not_start_is_told_in_a_line(
    family: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/git").write_text("no program of this machine", encoding="utf-8")
    (tmp_path / "bin/git").chmod(0o755)
    repository = committed(family / "national-2027", "v1")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    said = refused(watched("upgrade", "-C", family / "state", "--to", f"git+{repository}@v1"))
    assert "needs the program git, which does not start (Exec format error)" in said


def test_a_machine_without_git_says_so_and_needs_it_for_nothing_else(
    family: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    repository = committed(family / "national-2027", "v1")
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    before = listing(family)
    for source in (f"git+{repository}@v1", "git+https://git.example.org/x.git@v1"):
        said = refused(watched("upgrade", "-C", family / "state", "--to", source))
        assert "needs the program git. Install it first." in said
    assert listing(family) == before
    assert run("upgrade", "-C", family / "state", "--to", family / "national-2027").exit_code == 3
    assert run("status", "-C", family / "state").exit_code == 3
    assert run("check", "-C", family / "county").exit_code == 0


@pytest.mark.parametrize("how", [("--depth=1",), ("--mirror",), ("--filter=blob:none",)])
def test_a_clone_that_holds_less_than_all_is_a_source_too(how: tuple[str, ...], tmp_path: Path):
    repository = committed(shutil.copytree(CASE / "national", tmp_path / "r"), "v1")
    git("-C", repository, "config", "uploadpack.allowFilter", "true")
    git("clone", *how, f"file://{repository}", tmp_path / "clone")
    for ref in ("v1", "main", "HEAD"):
        taken = fetch(f"git+{tmp_path}/clone@{ref}", beside=tmp_path)
        assert tree_hash(taken.tree) == tree_hash(whole())


def test_a_clone_whose_rest_is_out_of_reach_is_refused(family: Path, tmp_path: Path):
    repository = committed(shutil.copytree(CASE / "national", tmp_path / "r"), "v1")
    git("-C", repository, "config", "uploadpack.allowFilter", "true")
    clone = tmp_path / "clone"
    git("clone", "--no-checkout", "--filter=blob:none", f"file://{repository}", clone)
    repository.rename(tmp_path / "away")
    before = listing(family)
    refused(watched("upgrade", "-C", family / "state", "--to", f"git+{clone}@v1"))
    assert listing(family) == before


@pytest.mark.parametrize("ref", ["v1~1", "v1^{}", "a..b", "a:b", "+main", "-x", "a b", "@{u}", ""])
def test_what_is_no_ref_never_reaches_git(ref: str, family: Path):
    source = f"git+{family}/national@{ref}"
    said = refused(watched("upgrade", "-C", family / "state", "--to", source))
    assert "cannot be the name of a tag" in said or "git+ADDRESS@REF" in said


def windows(folder: Path) -> None:
    """Give all files that people write in a fork the line ends of Windows."""
    for path in (*folder.glob("content/**/*.yml"), *folder.glob("overrides/*.yml")):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    lock = folder / "playbook.lock"
    lock.write_bytes(lock.read_bytes().replace(b"\n", b"\r\n"))


def mixed(folder: Path) -> list[str]:
    """Return the files that have line ends of both kinds."""
    raw = {path: path.read_bytes() for path in folder.rglob("*.yml")}
    return [path.name for path, text in raw.items() if text.count(b"\n") != text.count(b"\r\n") > 0]


def test_line_ends_of_windows_mean_nothing_and_stay(family: Path):
    state = family / "state"
    plain = run("status", "-C", state).stdout
    windows(state)
    assert run("status", "-C", state).stdout == plain
    assert run("check", "-C", state).exit_code == 0
    result = run("upgrade", "-C", state, "--to", family / "national-2027")
    assert result.exit_code == 3, result.output
    assert "stale           1" in result.stdout
    assert mixed(state) == []
    text = "Call the state.\n\nThen call us.\n"
    assert run("resolve", "-C", state, CELL, "edit", "--text", text).exit_code == 0
    assert run("resolve", "-C", state, "tips/call-first/summary", "take").exit_code == 0
    assert mixed(state) == []
    told = json.loads(run("explain", "-C", state, CELL, "--json").stdout)
    assert told["value"] == text
    before = listing(state)
    assert run("upgrade", "-C", state).exit_code == 0
    assert listing(state) == before


def test_an_edit_of_a_file_with_line_ends_of_windows_is_written_in_them(family: Path):
    state = family / "state"
    windows(state)
    text = "Calls save ink.\n\nAnd time.\n"
    result = run("resolve", "-C", state, "tips/call-first/summary", "edit", "--text", text)
    assert result.exit_code == 0, result.output
    assert mixed(state) == []


def test_an_upstream_that_only_changed_its_line_ends_asks_for_nothing(family: Path):
    windows(family / "county")
    national = family / "national"
    for path in national.rglob("*.yml"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    result = run("upgrade", "-C", family / "state")
    assert result.exit_code == 0, result.output
    assert run("status", "-C", family / "state").exit_code == 0
