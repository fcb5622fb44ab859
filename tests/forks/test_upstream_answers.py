"""Worksheets of a fork open answers that were made with the playbooks it builds on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from playbook.cli import main
from tests.forks.growing import grow

SHEET = "worksheets/one-page-plan"
ANSWERS: dict[str, Any] = {
    "result": "A lawyer for every tenant",
    "kind": "better",
    "people": [{"name": "Ana", "trust": "4", "note": "owes us a call"}],
    "first_date": "2026-03-01",
}
NOW: dict[str, Any] = {
    "begins_on" if key == "first_date" else key: said for key, said in ANSWERS.items()
}
STATE = """\
items:
  worksheets/one-page-plan:
    set: {fields.result.label: What does the chapter want?}
    lists:
      fields:
        add: [{key: st_form, type: text, label: Form CA-7, after: result}]
"""
COUNTY = """\
items:
  worksheets/one-page-plan:
    lists:
      fields:
        move: [{move: first_date, before: kind}]
"""


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def written(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def answers_of(playbook: str, path: Path, answers: dict[str, Any] = ANSWERS) -> Path:
    data = {"format": "playbook-answers/1", "playbook": playbook, "worksheet": SHEET}
    written(path, json.dumps({**data, "answers": answers, "copy": "Elm"}))
    return path


@pytest.fixture(scope="session")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three levels a year later: upstream has renamed a question, and both forks changed some."""
    return grow(tmp_path_factory.mktemp("grown"), STATE, COUNTY)


@pytest.mark.parametrize("made_with", ["national", "state", "county"])
def test_a_file_of_any_level_opens_in_the_last_fork(made_with: str, grown: Path, tmp_path: Path):
    file = answers_of(f"org.example.{made_with}", tmp_path / "answers.json")
    result = run("read", "-C", grown / "county", file)
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    assert told["answers"] == NOW
    assert told["playbook"] == "org.example.county"
    assert told["copy"] == "Elm"
    assert "earlier" not in told


@pytest.mark.parametrize("made_with", ["national", "state"])
def test_a_pdf_of_upstream_opens_in_the_last_fork(made_with: str, grown: Path, tmp_path: Path):
    folder = grown / ("national" if made_with == "national" else "state")
    mine = answers_of(f"org.example.{made_with}", tmp_path / "answers.json")
    result = run("fill", "--private", "-C", folder, mine, "-o", tmp_path / "filled.pdf")
    assert result.exit_code == 0, result.output
    result = run("read", "-C", grown / "county", tmp_path / "filled.pdf")
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["answers"] == NOW


def test_what_upstream_wrote_is_typeset_by_the_last_fork(grown: Path, tmp_path: Path):
    file = answers_of("org.example.national", tmp_path / "answers.json")
    pdf = tmp_path / "filled.pdf"
    result = run("fill", "--private", "-C", grown / "county", file, "-o", pdf)
    assert result.exit_code == 0, result.output
    told = json.loads(run("read", "-C", grown / "county", pdf).stdout)
    assert told["answers"] == NOW


def test_answers_to_a_question_that_a_fork_added_open_in_the_fork_below(
    grown: Path, tmp_path: Path
):
    own = {**ANSWERS, "st_form": "signed"}
    file = answers_of("org.example.state", tmp_path / "answers.json", own)
    told = json.loads(run("read", "-C", grown / "county", file).stdout)
    assert told["answers"] == {**NOW, "st_form": "signed"}


def test_answers_never_go_up_the_chain_or_to_strangers(grown: Path, tmp_path: Path):
    for made_with, folder in (("county", "state"), ("state", "national"), ("stranger", "county")):
        file = answers_of(f"org.example.{made_with}", tmp_path / "answers.json")
        result = run("read", "-C", grown / folder, file)
        assert result.exit_code in (1, 2)
        assert f"org.example.{made_with}" in result.output
        assert len(result.output.splitlines()) == 1
