"""What upstream causes stands at one's own line, with a cure; vendor/ is nobody's to change."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.forks.test_editions import reword, run
from tests.forks.watching import listing
from tests.forks.years import Years, alone

SHEET = "worksheets/one-page-plan"
EXAMPLE = """\
example:
  about: A club that wants a room.
  answers:
    result: A room for us
    kind: new
"""


@pytest.fixture
def years(family: Path) -> Years:
    years = alone(family)
    path = years.upstream / f"{SHEET}.yml"
    path.write_text(path.read_text(encoding="utf-8") + EXAMPLE, encoding="utf-8")
    years.upgrade()
    return years


def newer(national: Path) -> None:
    reword(national, "id: org.example.national\n", "id: org.example.national\nmodel: 2\n", MANIFEST)


MANIFEST = "content/playbook.yml"
TOO_OLD = "needs a newer program (content model 2; this one knows 1)"


def test_a_newer_content_model_asks_for_a_newer_program_and_nothing_else(family: Path):
    newer(family / "national")
    reword(family / "national", "title:", "mood: calm\ntitle:")
    own = run("check", "-C", family / "national")
    assert own.exit_code == 1
    assert own.stdout == f"{MANIFEST}:2:1: playbook: `model` {TOO_OLD}. Update the program.\n"
    before = listing(family / "state")
    done = run("upgrade", "-C", family / "state")
    assert done.exit_code == 1
    assert done.stderr.startswith(
        f"{MANIFEST}:9:1: playbook: org.example.national 2026.1 {TOO_OLD}. Update the program, or"
    )
    assert listing(family / "state") == before
    made = run("fork", family / "national", family / "x", "--id", "org.x", "--prefix", "x")
    assert made.exit_code == 2
    assert f"org.example.national 2026.1 {TOO_OLD}. Update the program." in made.stderr
    assert not (family / "x").exists()


def test_a_lock_of_a_newer_program_says_it_at_ones_own_line(
    family: Path, monkeypatch: pytest.MonkeyPatch
):
    from playbook.model import manifest
    from playbook.upstream import extends

    newer(family / "national")
    with monkeypatch.context() as patch:
        patch.setattr(extends, "MODEL", 2)
        assert run("upgrade", "-C", family / "state").exit_code == 0
    assert manifest.MODEL == 1
    for command in ("check", "status", "build"):
        told = run(command, "-C", family / "state")
        assert told.exit_code == 1
        assert f"{MANIFEST}:9:1: playbook: org.example.national 2026.1 {TOO_OLD}." in told.output
        assert "vendor/" not in told.output


def test_the_model_of_a_playbook_is_a_whole_number(family: Path):
    reword(family / "national", "id: org", "model: one\nid: org", MANIFEST)
    assert "`model` must be a whole number" in run("check", "-C", family / "national").stdout


def test_a_field_that_is_not_known_is_told_with_the_way_out(family: Path):
    state = family / "state"
    reword(family / "national", "title:", "mood: calm\ntitle:")
    done = run("upgrade", "-C", state)
    assert done.exit_code == 1
    line = done.stderr.splitlines()[0]
    assert line.startswith(f"{MANIFEST}:9:1: tips/ask-early: `mood` is an unknown key (in vendor/")
    assert "Upstream may be written for a newer program: update this one." in line
    assert "Remove it" not in line
    made = run("fork", family / "national", family / "x", "--id", "org.x", "--prefix", "x")
    assert "Upstream may be written for a newer program" in made.stderr


def test_a_field_that_upstreams_example_answers_is_told_where_it_is_removed(years: Years):
    said = f"items:\n  {SHEET}:\n    lists: {{fields: {{remove: [kind]}}}}\n"
    years.say(said)
    told = years.do("check")
    assert told.exit_code == 1
    (line,) = told.stdout.splitlines()
    assert line.startswith(f"overrides/changes.yml:3:31: {SHEET}: `example.answers.kind` answers")
    assert "`unset: [example.answers.kind]`" in line
    assert "vendor/" not in line
    years.say(f"{said}    unset: [example.answers.kind]\n")
    assert years.do("check").exit_code == 0, years.do("check").output


def test_an_option_that_upstreams_example_answers_is_told_where_it_is_removed(years: Years):
    years.say(f"items:\n  {SHEET}:\n    lists: {{fields.kind.options: {{remove: [new]}}}}\n")
    (line, *_) = years.do("check").stdout.splitlines()
    assert line.startswith("overrides/changes.yml:3:")
    problems = json.loads(years.do("check", "--json").stdout)["problems"]
    assert {one["file"] for one in problems} == {"overrides/changes.yml"}
