"""An upstream that is no successor of what was here is named: moved tags, replaced files."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from playbook.cli import main
from playbook.upstream.archive import pack
from playbook.upstream.lock import Pin, why_not_successor
from playbook.upstream.tree import read_folder
from tests.forks.serving import committed
from tests.forks.watching import GIT, listing

TIP = "content/tips/ask-early.yml"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def reword(folder: Path, old: str = "Ask early", new: str = "Ask soon", file: str = TIP) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def look(result: Result) -> list[str]:
    assert result.exit_code in (0, 3), result.output
    return [line.strip() for line in result.stdout.splitlines() if "look: " in line]


def test_a_moved_tag_is_named_and_a_branch_that_went_on_is_not(family: Path):
    repository, state = committed(family / "national", "v1"), family / "state"
    assert look(run("upgrade", "-C", state, "--to", f"git+{repository}@v1")) == []
    reword(repository)
    committed(repository)
    tag = ["git", *GIT, "tag", "--force", "-m", "v1", "v1"]
    subprocess.run(tag, cwd=repository, check=True, capture_output=True)
    (line,) = look(run("upgrade", "-C", state))
    assert line.startswith("look: the tag v1 was moved (commit ")
    told = "look: org.example.national 2026.1 is the same version with other content (commit "
    (line,) = look(run("status", "-C", state))
    assert line.startswith(told)
    before = listing(state)
    assert look(run("upgrade", "-C", state)) == []
    assert listing(state) == before
    assert run("resolve", "-C", state, "--all-trivial").exit_code == 0
    assert len(look(run("status", "-C", state))) == 1
    assert look(run("upgrade", "-C", state, "--to", f"git+{repository}@main")) == []
    reword(repository, "Ask soon", "Ask at once")
    committed(repository)
    (line,) = look(run("upgrade", "-C", state))
    assert line.startswith("look: the same version with other content (commit ")
    assert look(run("status", "-C", state)) == [], "a branch goes on; nobody moved anything"


def test_a_replaced_archive_is_named(family: Path):
    state, archive = family / "state", family / "national.zip"
    archive.write_bytes(pack(read_folder(family / "national", "national")))
    assert look(run("upgrade", "-C", state, "--to", f"zip:{archive}")) == []
    reword(family / "national")
    archive.write_bytes(pack(read_folder(family / "national", "national")))
    for command in ("upgrade", "status"):
        (line,) = look(run(command, "-C", state))
        assert "the same version with other content (h1:" in line
    reword(family / "national", "2026.1", "2026.2", "content/playbook.yml")
    archive.write_bytes(pack(read_folder(family / "national", "national")))
    for command in ("upgrade", "status"):
        assert look(run(command, "-C", state)) == [], "that is a successor"


def test_an_older_edition_is_named(family: Path):
    state = family / "state"
    assert look(run("upgrade", "-C", state, "--to", family / "national-2027")) == []
    for command in (("upgrade", "--to", family / "national"), ("status",)):
        (line,) = look(run(command[0], "-C", state, *command[1:]))
        assert line.endswith("an older version than before (2027.1)")
    assert look(run("upgrade", "-C", state, "--to", family / "national-2027")) == []
    assert look(run("status", "-C", state)) == []


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("1", "2", ""),
        ("1.9", "1.10", ""),
        ("1.10", "1.9", "older"),
        ("2026.11.2", "2026.11.1", "older"),
        ("2026-11-02", "2026-10-30", "older"),
        ("v2", "v1", "older"),
        ("2", "1.9.9", "older"),
        ("1", "1", "the same version"),
        ("spring", "autumn", ""),
        ("1.0", "1.0-rc", ""),
    ],
)
def test_versions_of_numbers_are_compared_as_numbers(before: str, after: str, told: str):
    pins = [Pin("org.up", version, f"h1:{n}", "x.zip") for n, version in enumerate((before, after))]
    said = why_not_successor(*pins)
    assert told in said
    assert bool(told) == bool(said)
    assert why_not_successor(pins[0], pins[0]) == ""


HIDDEN = "tips/record-calls"


def test_a_hidden_item_that_changed_is_a_quiet_line_till_somebody_looked(family: Path):
    state, national = family / "state", family / "national"
    assert run("upgrade", "-C", state, "--to", national).exit_code == 0
    quiet = run("status", "-C", state)
    assert HIDDEN not in quiet.stdout
    path = f"content/{HIDDEN}.yml"
    text = (national / path).read_text(encoding="utf-8")
    (national / path).write_text(text + "time: 5\n", encoding="utf-8")
    done = run("upgrade", "-C", state)
    assert done.exit_code == 0, "no review"
    assert f"  hidden          1  {HIDDEN}; changed upstream, still hidden" in done.stdout
    for _ in range(2):
        told = run("status", "-C", state)
        assert told.exit_code == 0
        assert f"hidden        {HIDDEN}  upstream has changed it since you hid it" in told.stdout
        assert f"playbook resolve {HIDDEN}/@hidden keep" in told.stdout
        before = listing(state)
        assert run("upgrade", "-C", state).exit_code == 0
        assert listing(state) == before
    assert run("check", "--strict", "-C", state).exit_code == 0
    assert run("resolve", "-C", state, f"{HIDDEN}/@hidden", "keep").exit_code == 0
    assert HIDDEN not in run("status", "-C", state).stdout
    (national / path).write_text(text, encoding="utf-8")
    assert f"{HIDDEN}; changed upstream" in run("upgrade", "-C", state).stdout


def test_a_hidden_item_that_changes_back_says_nothing(family: Path):
    state, path = family / "state", family / "national" / f"content/{HIDDEN}.yml"
    text = path.read_text(encoding="utf-8")
    shutil.copy(path, family / "copy")
    path.write_text(text + "time: 5\n", encoding="utf-8")
    run("upgrade", "-C", state)
    path.write_text(text, encoding="utf-8")
    assert "still hidden" not in run("upgrade", "-C", state).stdout
    assert HIDDEN not in run("status", "-C", state).stdout
