"""The command line: what is printed where, and which code is returned."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from playbook.cli import main
from playbook.errors import Problem
from playbook.starter import make_starter
from playbook.validate import validate

ROOT = Path(__file__).parent.parent


@pytest.fixture
def small(tmp_path: Path) -> Path:
    folder = tmp_path / "small"
    make_starter(folder)
    return folder


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_check_says_nothing_on_standard_output_when_all_is_well(small: Path):
    result = run("check", "-C", small)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "No problems in 8 items" in result.stderr


def test_check_prints_every_problem_and_returns_1(small: Path):
    (small / "content/tips/ask-early.yml").write_text("titel: Ask\n", encoding="utf-8")
    (small / "content/terms/result.yml").write_text("", encoding="utf-8")
    result = run("check", "-C", small)
    assert result.exit_code == 1
    assert [line.split(": ")[0] for line in result.stdout.splitlines()] == [
        "content/terms/result.yml:1:1",
        "content/tips/ask-early.yml:1:1",
        "content/tips/ask-early.yml:1:1",
    ]
    assert 'Did you mean "title"?' in result.stdout
    assert result.stderr == "3 problems.\n"


def test_check_prints_problems_as_json(small: Path):
    (small / "content/tips/ask-early.yml").write_text(
        "title: Ask\nsummary: x\nsteps: [steps/ask-somone]\n", encoding="utf-8"
    )
    result = run("check", "-C", small, "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["problems"] == [
        {
            "file": "content/tips/ask-early.yml",
            "line": 3,
            "column": 9,
            "ref": "tips/ask-early",
            "field": "steps.1",
            "message": 'names "steps/ask-somone", which does not exist',
            "hint": 'Did you mean "steps/ask-someone"?',
            "level": "error",
        }
    ]
    (small / "content/tips/ask-early.yml").unlink()
    assert json.loads(run("check", "-C", small, "--json").stdout) == {"problems": []}


@pytest.fixture
def warned(small: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A playbook with one warning."""
    warning = Problem("content/a.yml", 2, 3, "tips/a", "title", "is odd", "Look.").as_warning()
    monkeypatch.setattr(
        "playbook.pipeline.validate", lambda *given: replace(validate(*given), warnings=(warning,))
    )
    return small


WARNING = "content/a.yml:2:3: warning: tips/a: `title` is odd. Look."


def test_a_warning_is_told_and_stops_nothing(warned: Path):
    result = run("check", "-C", warned)
    assert (result.exit_code, result.stdout) == (0, f"{WARNING}\n")
    assert result.stderr.startswith("1 warning in 8 items: ")
    result = run("check", "-C", warned, "--json")
    assert (result.exit_code, json.loads(result.stdout)["problems"][0]["level"]) == (0, "warning")
    result = run("build", "-C", warned)
    assert (result.exit_code, result.stderr.splitlines()[0]) == (0, WARNING)
    assert (warned / "site/index.html").is_file()


def test_strict_refuses_warnings(warned: Path):
    result = run("check", "-C", warned, "--strict")
    assert (result.exit_code, result.stdout) == (1, f"{WARNING}\n")
    result = run("build", "-C", warned, "--strict")
    assert (result.exit_code, result.stderr) == (1, f"{WARNING}\n1 warning.\n")
    assert not (warned / "site").exists()


def test_mkdocs_hears_of_warnings_too(warned: Path, caplog: pytest.LogCaptureFixture):
    from mkdocs.config import load_config

    config = load_config(str(warned / "mkdocs.yml"))
    config.plugins.on_config(config)
    assert WARNING in caplog.text


def test_build_with_broken_content_returns_1_and_publishes_nothing(small: Path):
    (small / "content/tips/ask-early.yml").write_text("title: [", encoding="utf-8")
    result = run("build", "-C", small)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "tips/ask-early.yml" in result.stderr
    assert not (small / "site").exists()


def test_a_folder_without_a_playbook_returns_2_and_says_what_to_do(tmp_path: Path):
    for command in ("check", "schema"):
        result = run(command, "-C", tmp_path)
        assert result.exit_code == 2
        assert "playbook new DIR" in result.stderr


@pytest.mark.parametrize("command", ["new {}/other", "schema -C {}"])
def test_a_full_disk_is_told_in_a_line(small: Path, monkeypatch: pytest.MonkeyPatch, command: str):
    def write(path: Path, _data: bytes) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))

    monkeypatch.setattr(Path, "write_bytes", write)
    result = run(*command.format(small).split())
    assert result.exit_code == 2, result.output
    assert result.stderr.count("\n") == 1
    assert "cannot be written: No space left on device." in result.stderr


def test_what_cannot_be_written_is_told_in_a_line(small: Path):
    shutil.rmtree(small / ".playbook")
    (small / ".playbook").write_text("in the way", encoding="utf-8")
    for result in (run("schema", "-C", small), run("new", small / ".playbook/new")):
        assert result.exit_code == 2, result.output
        assert "cannot be written: Not a directory." in result.stderr


def test_a_folder_that_is_no_playbook_is_left_as_it_was(tmp_path: Path):
    assert run("schema", "-C", tmp_path).exit_code == 2
    assert list(tmp_path.iterdir()) == []


def test_new_refuses_a_folder_that_holds_anything(tmp_path: Path):
    (tmp_path / "letter.txt").touch()
    result = run("new", tmp_path)
    assert result.exit_code == 2
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_new_makes_a_playbook_that_checks_clean(tmp_path: Path):
    assert run("new", tmp_path / "mine").exit_code == 0
    assert run("check", "-C", tmp_path / "mine").exit_code == 0


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")
def test_a_terminal_sees_how_far_the_pdfs_are_and_nothing_else_does(small: Path):
    import pty

    command = [sys.executable, "-m", "playbook", "build", "-C", str(small)]
    ours, theirs = pty.openpty()
    subprocess.run(command, stderr=theirs, stdout=subprocess.DEVNULL, check=True)
    os.close(theirs)
    assert b"Making PDFs" in os.read(ours, 100_000)
    os.close(ours)
    shutil.rmtree(small / ".playbook")
    piped = subprocess.run(command, capture_output=True, check=True)
    assert b"Making PDFs" not in piped.stderr + piped.stdout
