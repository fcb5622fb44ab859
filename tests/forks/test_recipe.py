"""The job of docs/forkers.md that looks for news on a schedule, run as a runner would."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from playbook.cli import main
from tests.forks.serving import committed
from tests.forks.test_printed import chapter as page
from tests.forks.watching import GIT

BRANCH = "upstream-news"
CELL = "tips/call-first/body"


def script() -> str:
    """Return the lines of the recipe that run in a shell."""
    blocks = re.findall(r"```yaml\n(.*?)```", page(), re.DOTALL)
    recipe = next(one for one in blocks if one.startswith("on:"))
    steps = yaml.safe_load(recipe)["jobs"]["upgrade"]["steps"]
    return str(steps[-1]["run"])


def git(folder: Path, *command: str) -> str:
    done = subprocess.run(
        ["git", *GIT, *command], cwd=folder, check=True, capture_output=True, text=True
    )
    return done.stdout


@pytest.fixture
def home(family: Path, tmp_path: Path) -> Path:
    """A fork in a repository, whose upstream is another one, at a branch."""
    committed(family / "national")
    git(family / "national", "branch", "-M", "main")
    state = family / "state"
    manifest = state / "content/playbook.yml"
    text = manifest.read_text(encoding="utf-8")
    address = f"git+{family}/national@main"
    manifest.write_text(text.replace("source: ../national", f"source: {address}"), encoding="utf-8")
    assert CliRunner().invoke(main, ["upgrade", "-C", str(state)]).exit_code == 0
    committed(state)
    git(state, "branch", "-M", "main")
    git(tmp_path, "clone", "-q", "--bare", str(state), "home.git")
    return tmp_path / "home.git"


def monday(home: Path, *, into: str) -> tuple[int, str]:
    """Run the recipe in a fresh clone; return its exit code and what the change is opened with."""
    folder, tools = home.parent / into, home.parent / f"{into}-tools"
    git(home.parent, "clone", "-q", str(home), str(folder))
    tools.mkdir()
    opened = tools / "opened"
    stubs = {
        "playbook": f'exec "{sys.executable}" -m playbook "$@"',
        "gh": f'echo "$@" > "{opened}"; while [ $# -gt 1 ]; do shift; done; cat "$1" >> "{opened}"',
    }
    for name, line in stubs.items():
        (tools / name).write_text(f"#!/bin/sh\n{line}\n", encoding="utf-8")
        (tools / name).chmod(0o755)
    root = Path(__file__).parents[2]
    environment = {
        **os.environ,
        "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(root),
    }
    command = ["bash", "-e", "-c", script()]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
    return done.returncode, opened.read_text(encoding="utf-8") if opened.exists() else ""


@pytest.mark.skipif(os.name == "nt", reason="the job runs on a runner with bash")
def test_the_recipe_opens_a_change_and_is_red_while_something_waits(family: Path, home: Path):
    shutil.copytree(family / "national-2027", family / "national", dirs_exist_ok=True)
    committed(family / "national")
    for week in ("first", "second"):
        code, opened = monday(home, into=week)
        assert code == 3
        assert f"pr create --head {BRANCH}" in opened
    changed = git(home, "diff", "--name-only", "main", BRANCH).split()
    assert sorted({name.partition("/")[0] for name in changed}) == ["playbook.lock", "vendor"]

    git(home, "branch", "-M", BRANCH, "main")
    assert monday(home, into="merged") == (3, "")
    merged = home.parent / "merged"
    resolved = CliRunner().invoke(main, ["resolve", "-C", str(merged), CELL, "keep"])
    assert resolved.exit_code == 0, resolved.output
    committed(merged)
    git(merged, "push", "-q", "origin", "HEAD:main")
    assert monday(home, into="settled") == (0, "")
    assert BRANCH not in git(home, "branch")
