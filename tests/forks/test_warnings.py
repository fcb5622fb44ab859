"""What waits for a person warns in check and build, and stops both where somebody wants that."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from playbook.cli import main

MANIFEST = "content/playbook.yml"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def stale(family: Path) -> Path:
    """The state chapter, with one stale statement."""
    state = family / "state"
    assert run("upgrade", "-C", state, "--to", family / "national-2027").exit_code == 3
    return state


SAID = (
    "overrides/calls.yml:5:7: {}tips/call-first: `body` waits for a decision (stale). Look: "
    "playbook status. Settle it: playbook resolve tips/call-first/body keep|take|edit"
)


def test_a_stale_statement_warns_at_its_line_and_strict_refuses_it(stale: Path):
    done = run("check", "-C", stale)
    assert (done.exit_code, done.stdout) == (0, SAID.format("warning: ") + "\n")
    strict = run("check", "--strict", "-C", stale)
    assert (strict.exit_code, strict.stdout) == (1, done.stdout)
    (told,) = json.loads(run("check", "--json", "-C", stale).stdout)["problems"]
    assert (told["level"], told["line"], told["file"]) == ("warning", 5, "overrides/calls.yml")
    assert run("resolve", "-C", stale, "tips/call-first/body", "keep").exit_code == 0
    assert run("check", "--strict", "-C", stale).exit_code == 0


def test_build_warns_too_and_strict_leaves_the_old_site(stale: Path):
    refused = run("build", "--strict", "-C", stale)
    assert refused.exit_code == 1
    assert SAID.format("warning: ") in refused.stderr
    assert not (stale / "site").exists()
    built = run("build", "-C", stale)
    assert built.exit_code == 0
    assert built.stderr.count("waits for a decision") == 1
    assert (stale / "site/index.html").is_file()


def test_a_careful_fork_is_refused_without_strict(stale: Path):
    with (stale / MANIFEST).open("a", encoding="utf-8") as manifest:
        manifest.write("policy: {stale: fail}\n")
    done = run("check", "-C", stale)
    assert (done.exit_code, done.stdout) == (1, SAID.format("") + "\n")


def test_new_items_that_are_asked_about_warn_as_well(family: Path):
    state = family / "state"
    with (state / MANIFEST).open("a", encoding="utf-8") as manifest:
        manifest.write("policy: {new_items: review}\n")
    run("upgrade", "-C", state, "--to", family / "national-2027")
    said = run("check", "-C", state).stdout
    assert f"{MANIFEST}:17:10: warning: playbook: `policy.new_items` asks to look at" in said
    assert "Settle it: playbook resolve tips/safe-rooms keep|drop" in said
    assert run("check", "--strict", "-C", state).exit_code == 1


def test_what_waits_in_a_fork_that_one_builds_on_is_not_ones_own_affair(family: Path):
    run("upgrade", "-C", family / "state", "--to", family / "national-2027")
    run("upgrade", "-C", family / "county")
    assert run("check", "--strict", "-C", family / "county").exit_code == 0


def test_warnings_beside_errors_do_not_count_as_what_stops_a_build(family: Path):
    state = family / "state"
    (state / "content/steps/st-file-form.yml").write_text("title: No summary\n", encoding="utf-8")
    done = run("upgrade", "-C", state, "--to", family / "national-2027", "--json")
    told = json.loads(done.stdout)
    assert {one["level"] for one in told["problems"]} == {"error"}


def test_texts_of_overrides_are_looked_at_too(family: Path):
    state = family / "state"
    (state / "overrides/more.yml").write_text(
        "items:\n"
        "  tips/ask-early:\n"
        "    set:\n"
        "      title: Call **us** first #4\n"
        "    why: So we do\n",
        encoding="utf-8",
    )
    said = run("check", "-C", state).stdout
    assert "more.yml:4:14: warning: more: `items.tips/ask-early.set.title` ends before" in said
    assert 'more.yml:4:19: warning: tips/ask-early: `title` has "**us**"' in said
    assert run("check", "--strict", "-C", state).exit_code == 1
