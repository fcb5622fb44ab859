"""A clone without vendor/: the lock's own content is fetched again, and no other."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from playbook.cli import main
from tests.forks.serving import committed
from tests.forks.watching import GIT, listing, refused, watched

TIP = "content/tips/ask-early.yml"
ZIP = "vendor/org.example.national-2026.1.zip"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def git(folder: Path, *command: str) -> str:
    done = subprocess.run(
        ["git", *GIT, *command], cwd=folder, check=True, capture_output=True, text=True
    )
    return done.stdout


@pytest.fixture
def state(family: Path) -> Path:
    """The state as somebody cloned it, whose git ignores zip files."""
    assert run("upgrade", "-C", family / "state", "--to", family / "national").exit_code == 0
    return family / "state"


def reword(folder: Path) -> None:
    path = folder / TIP
    path.write_text(path.read_text(encoding="utf-8").replace("Ask early", "Ask soon"), "utf-8")


def test_without_vendor_one_line_says_what_to_do(state: Path):
    shutil.rmtree(state / "vendor")
    for command in ("check", "status", "build"):
        said = refused(watched(command, "-C", state))
        assert said.startswith(f"{ZIP} does not exist. Fetch it again: playbook upgrade, or")


def test_upgrade_and_build_with_fetch_bring_back_the_same_bytes(state: Path):
    before = listing(state)
    shutil.rmtree(state / "vendor")
    done = run("upgrade", "-C", state)
    assert done.exit_code == 0
    assert "already at 2026.1, vendor/ fetched again. Nothing to review." in done.stdout
    assert listing(state) == before
    (state / ZIP).unlink()
    assert f"{ZIP} fetched again" in run("build", "--fetch", "-C", state).stderr
    assert (state / ZIP).read_bytes() == before[ZIP]


def test_build_with_fetch_asks_nobody_where_nothing_is_missing(state: Path):
    shutil.rmtree(state.parent / "national")
    assert run("build", "--fetch", "-C", state).exit_code == 0


@pytest.mark.parametrize("command", [("upgrade",), ("build", "--fetch")], ids=lambda one: one[0])
def test_another_content_is_never_taken_for_the_locked_one(command: tuple[str, ...], state: Path):
    shutil.rmtree(state / "vendor")
    reword(state.parent / "national")
    before = listing(state)
    said = refused(watched(*command, "-C", state))
    assert (
        f"{ZIP} does not exist, and {state.parent / 'national'} holds 2026.1 with the hash h1"
        in said
    )
    assert "playbook upgrade --to SOURCE" in said
    assert listing(state) == before


def test_a_repository_has_the_locked_commit_still_and_news_come_as_always(family: Path):
    repository = committed(family / "national", "v1")
    state = family / "state"
    assert run("upgrade", "-C", state, "--to", f"git+{repository}@main").exit_code == 0
    locked = (state / ZIP).read_bytes()
    reword(repository)
    committed(repository)
    shutil.rmtree(state / "vendor")
    assert run("build", "--fetch", "-C", state).exit_code == 0
    assert (state / ZIP).read_bytes() == locked
    shutil.rmtree(state / "vendor")
    done = run("upgrade", "-C", state)
    assert done.exit_code == 0, done.output
    assert "1 changed" in done.stdout
    assert "Ask soon" in run("explain", "-C", state, "tips/ask-early/title").stdout


def test_a_grandparent_that_is_missing_comes_along(family: Path):
    county = family / "county"
    assert run("upgrade", "-C", county).exit_code in (0, 3)
    before = listing(county)
    (county / ZIP).unlink()
    assert run("build", "--fetch", "-C", county).exit_code == 0
    assert (county / ZIP).read_bytes() == before[ZIP]


def test_a_new_fork_keeps_its_upstream_in_git_whatever_else_ignores_zips(
    family: Path, tmp_path: Path
):
    mine = family / "mine"
    made = run("fork", family / "state", mine, "--id", "org.example.me", "--prefix", "me")
    assert made.exit_code == 0
    git(family, "init", "-q")
    (family / ".gitignore").write_text("*.zip\nvendor/\n", encoding="utf-8")
    (family / ".gitattributes").write_text("*.zip text filter=lfs\n", encoding="utf-8")
    git(mine, "add", ".")
    kept = git(mine, "ls-files").splitlines()
    zips = sorted(f"vendor/{path.name}" for path in (mine / "vendor").iterdir())
    assert len(zips) == 2
    assert set(zips) < set(kept)
    for name in zips:
        said = git(mine, "check-attr", "text", "filter", "diff", "--", name)
        assert said.splitlines() == [
            f"{name}: {what}: unset" for what in ("text", "filter", "diff")
        ]
    assert "playbook.lock: eol: lf" in git(mine, "check-attr", "eol", "--", "playbook.lock")
