"""What the page for forkers shows is what the program prints, in a fresh copy of the example."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from playbook.cli import main

ROOT = Path(__file__).parents[2]
CASE = ROOT / "tests/cases/forks/three-levels"
PAGE = ROOT / "docs/forkers.md"


def replayed(text: str) -> str:
    """Run the commands of every console block here; return the text with what they print."""

    def block(found: re.Match[str]) -> str:
        lines: list[str] = []
        for command in re.findall(r"^\$ playbook (.*)$", found[1], re.MULTILINE):
            result = CliRunner().invoke(main, shlex.split(command))
            assert result.exit_code in (0, 3), result.output
            lines += [f"$ playbook {command}", result.output.rstrip()]
            lines += ["(exit code 3)"] if result.exit_code == 3 else []
        return "\n".join(["```console", *lines, "```"])

    return re.sub(r"```console\n(.*?)```", block, text, flags=re.DOTALL)


def chapter() -> str:
    return PAGE.read_text(encoding="utf-8")


def test_the_printed_lines_are_true(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, update: bool):
    family = shutil.copytree(CASE, tmp_path / "family")
    monkeypatch.chdir(family)
    shown = chapter()
    told = replayed(shown)
    if update:
        PAGE.write_text(told, encoding="utf-8")
        return
    assert shown == told


def test_the_example_is_whole():
    for name in ("national", "national-2027", "state", "county"):
        result = CliRunner().invoke(main, ["check", "-C", str(CASE / name)])
        assert result.exit_code == 0, result.output
