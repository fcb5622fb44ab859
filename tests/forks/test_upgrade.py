"""Making forks and bringing them up: names that change, locks that are missing, crashes."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from playbook.cli import main
from playbook.pipeline import assemble
from playbook.upstream.transaction import SCRATCH
from tests.forks.watching import listing, refused, watched


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_a_fork_builds_at_once_and_upgrading_twice_changes_nothing(family: Path):
    made = run(
        "fork", family / "state", family / "mine", "--id", "org.example.mine", "--prefix", "me"
    )
    assert made.exit_code == 0, made.output
    site = assemble(family / "mine")
    assert site.playbook.lineage.ids == ("org.example.state", "org.example.national")
    before = listing(family / "mine")
    assert run("upgrade", "-C", family / "mine").exit_code == 0
    assert listing(family / "mine") == before


def test_a_renamed_item_keeps_what_is_said_of_it(family: Path):
    tips = family / "national-2027/content/tips"
    text = (tips / "call-first.yml").read_text(encoding="utf-8")
    (tips / "call-first.yml").unlink()
    new = f"{text}was: [tips/call-first]\n".replace("before 5 pm ", "").replace(
        ", and saves", " and saves"
    )
    (tips / "phone-first.yml").write_text(new.replace("letters!", "letters."), encoding="utf-8")
    state = family / "state"
    result = run("upgrade", "-C", state, "--to", family / "national-2027")
    assert result.exit_code == 0, result.output
    assert "1 renamed" in result.stdout
    told = json.loads(run("status", "-C", state, "--json").stdout)
    moved = {one["cell"]: one["item"] for one in told["statements"] if one["state"] == "moved"}
    assert moved["tips/call-first/body"] == "tips/phone-first"
    assert run("check", "-C", state).exit_code == 0
    before = listing(state)
    assert run("upgrade", "-C", state).exit_code == 0
    assert listing(state) == before


def test_a_missing_lock_is_never_made_up_while_its_upstream_lies_there(family: Path):
    state = family / "state"
    (state / "playbook.lock").unlink()
    before = listing(state)
    for to in ((), ("--to", family / "national-2027")):
        said = refused(watched("upgrade", "-C", state, *to))
        assert "Restore it from version control" in said
        assert listing(state) == before
    assert "Restore it from version control" in refused(watched("check", "-C", state))


def test_where_no_lock_ever_was_nothing_is_said_to_be_compared(family: Path):
    state = family / "state"
    before = (state / "playbook.lock").read_bytes()
    (state / "playbook.lock").unlink()
    shutil.rmtree(state / "vendor")
    result = run("upgrade", "-C", state)
    assert result.exit_code == 3
    assert "nothing could be compared" in result.stdout
    assert "Nothing to review" not in result.stdout
    assert (state / "playbook.lock").read_bytes() == before
    assert run("upgrade", "-C", state).exit_code == 0


def test_a_fork_that_says_nothing_has_nothing_to_compare(family: Path):
    made = run("fork", family / "national", family / "mine", "--id=org.a", "--prefix=me")
    assert made.exit_code == 0
    (family / "mine/playbook.lock").unlink()
    shutil.rmtree(family / "mine/vendor")
    result = run("upgrade", "-C", family / "mine", "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["compared"] is True


def test_the_same_version_with_other_content_is_taken_beside_the_old_one(family: Path):
    tip = family / "national/content/tips/ask-early.yml"
    tip.write_text(
        tip.read_text(encoding="utf-8").replace("Ask early", "Ask soon"), encoding="utf-8"
    )
    assert run("upgrade", "-C", family / "state").exit_code == 0
    assert len(list((family / "state/vendor").iterdir())) == 1
    assert run("check", "-C", family / "state").exit_code == 0


@pytest.mark.parametrize("stop", ["playbook.lock", "vendor"])
def test_an_upgrade_that_is_stopped_can_be_done_again(
    stop: str, family: Path, monkeypatch: pytest.MonkeyPatch
):
    state = family / "state"
    real = Path.replace

    def stopped(self: Path, target: Path) -> Path:
        if stop in str(target):
            raise OSError(28, "No space left on device", str(target))
        return real(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", stopped)
        assert run("upgrade", "-C", state, "--to", family / "national-2027").exit_code == 2
    assert run("check", "-C", state).exit_code == 0
    assert not (state / SCRATCH).exists()
    assert run("upgrade", "-C", state, "--to", family / "national-2027").exit_code == 3
    assert run("check", "-C", state).exit_code == 0


@pytest.mark.parametrize(
    ("id_", "prefix", "wanted"),
    [
        ("org.example.national", "me", "would extend itself"),
        ("none", "me", "cannot be an id"),
        ("org.example.mine", "-x", "cannot be a prefix"),
        ("org.example.mine", "ask", "tips/ask-early"),
    ],
)
def test_a_fork_that_cannot_be_is_refused(id_: str, prefix: str, wanted: str, family: Path):
    command = ("fork", family / "national", family / "mine", f"--id={id_}", f"--prefix={prefix}")
    result = run(*command)
    assert result.exit_code == 2
    assert wanted in result.output
    assert not (family / "mine").exists()


@pytest.mark.parametrize("prefix", ["st", "st-a"])
def test_a_prefix_that_an_upstream_has_itself_is_refused(prefix: str, family: Path):
    for above in ("state", "county"):
        command = ("fork", family / above, family / "mine", "--id=org.a", f"--prefix={prefix}")
        said = refused(watched(*command))
        assert "org.example.state has the prefix st: its own items and yours could not be" in said
        assert not (family / "mine").exists()
    command = ("fork", family / "county", family / "mine", "--id=org.a", "--prefix=sta")
    assert run(*command).exit_code == 0


def test_a_folder_that_holds_something_is_left_alone(family: Path):
    before = listing(family)
    command = ("fork", family / "national", family / "state", "--id=org.a", "--prefix=me")
    assert run(*command).exit_code == 2
    assert listing(family) == before


def test_a_fork_can_be_made_in_the_empty_folder_that_one_is_in(
    family: Path, monkeypatch: pytest.MonkeyPatch
):
    (family / "mine").mkdir()
    monkeypatch.chdir(family / "mine")
    made = run("fork", "../national", ".", "--id", "org.example.mine", "--prefix", "me")
    assert made.exit_code == 0, made.output
    assert run("upgrade").exit_code == 0
    assert run("check").exit_code == 0


@pytest.mark.parametrize("where", ["a-file/mine", "x" * 300, "deep/" * 2_000])
def test_a_folder_that_cannot_be_made_is_named_and_nothing_is_left(
    where: str, family: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(family)
    Path("a-file").write_text("x", encoding="utf-8")
    before = listing(family)
    command = ("fork", "national", where, "--id=org.a", "--prefix=me")
    said = refused(watched(*command))
    assert "Nothing was changed" in said or "cannot be read" in said
    assert listing(family) == before


@pytest.mark.parametrize("call", ["mkdir", "replace"])
def test_a_folder_that_may_not_be_written_is_left_as_it_is(
    call: str, family: Path, monkeypatch: pytest.MonkeyPatch
):
    before = listing(family)

    def forbidden(*given: object, **named: object) -> None:
        raise PermissionError(13, "Permission denied", str(given[0]))

    with monkeypatch.context() as patch:
        patch.setattr(os, call, forbidden)
        command = ("fork", family / "national", family / "new/deep", "--id=org.a", "--prefix=me")
        assert "Permission denied" in refused(watched(*command))
    assert listing(family) == before


def test_an_upgrade_says_which_files_it_changed(family: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(family)
    done = run("upgrade", "-C", "state", "--to", "national-2027")
    assert "Of yours, only extends.source was changed." in done.stdout
    assert done.stderr == "changed: content/playbook.yml, playbook.lock, vendor/\n"
    done = run("upgrade", "-C", "county")
    assert "Nothing of yours was changed." in done.stdout
    assert done.stderr == "changed: playbook.lock, vendor/\n"
    assert run("upgrade", "-C", "county").stderr == ""


def test_a_source_with_another_id_is_told_with_the_line_that_names_it(family: Path):
    said = refused(watched("upgrade", "-C", family / "county", "--to", family / "national"))
    assert said.startswith("content/playbook.yml:8:3: extends org.example.state, but ")
    assert "holds org.example.national" in said


def test_templates_and_settings_of_an_upstream_are_never_taken(family: Path):
    (family / "national/templates").mkdir()
    (family / "national/templates/evil.html").write_text("x", encoding="utf-8")
    (family / "national/content/tips/evil.py").write_text("x", encoding="utf-8")
    (family / "national/mkdocs.yml").write_text("hooks: [evil.py]\n", encoding="utf-8")
    assert run("upgrade", "-C", family / "state").exit_code == 0
    for path in (family / "state/vendor").iterdir():
        assert b"evil" not in path.read_bytes()
