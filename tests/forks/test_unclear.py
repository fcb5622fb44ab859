"""What cannot be read is called that, at its line: manifest, lock, overrides, own items."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.forks.watching import listing, refused, watched

COMMANDS: list[tuple[str, ...]] = [
    ("check",),
    ("status",),
    ("explain", "tips/call-first/title"),
    ("resolve", "tips/call-first/title", "keep"),
    ("upgrade",),
]
CONFLICT = "<<<<<<< HEAD\n{0}\n=======\n{0}\n>>>>>>> their-branch\n"
MANIFEST = "content/playbook.yml"
BROKEN: dict[str, Callable[[str], str]] = {
    "conflict": lambda text: text + CONFLICT.format("use: public"),
    "bracket": lambda text: text + "home: [unit\n",
    "a list": lambda text: "- not\n- a group\n",
    "empty": lambda text: "",
    "extends misspelt": lambda text: text.replace("extends:", "exteds:"),
    "extends taken out": lambda text: text.partition("extends:")[0],
    "extends without id": lambda text: text.replace("  id: org.example.national\n", ""),
    "extends as a text": lambda text: text.partition("extends:")[0] + "extends: national\n",
}
WHERE = {
    "conflict": ("17:1", "contains an unresolved git conflict"),
    "bracket": ("17:7", "bracket"),
    "a list": ("1:1", "must be a group of keys"),
    "empty": ("1:1", "is empty"),
    "extends misspelt": ("9:1", 'Did you mean "extends"?'),
    "extends taken out": ("1:1", "extends no other playbook, though playbook.lock is there"),
    "extends without id": ("9:1", "Write `id:` and `source:` below it."),
    "extends as a text": ("9:1", "Write `id:` and `source:` below it."),
}


@pytest.mark.parametrize("command", COMMANDS, ids=lambda one: one[0])
@pytest.mark.parametrize("what", BROKEN)
def test_every_command_says_what_is_wrong_with_a_manifest(
    what: str, command: tuple[str, ...], family: Path
):
    path = family / "state" / MANIFEST
    path.write_text(BROKEN[what](path.read_text(encoding="utf-8")), encoding="utf-8")
    before = listing(family / "state")
    said = refused(watched(command[0], "-C", family / "state", *command[1:]), code=1)
    where, message = WHERE[what]
    first, *rest = said.splitlines()
    assert first.startswith(f"{MANIFEST}:{where}: playbook: "), said
    assert message in first
    assert rest == ["1 problem."], "nothing else can be judged"
    assert listing(family / "state") == before


def test_a_playbook_that_extends_nothing_and_has_no_lock_is_no_fork(family: Path):
    said = refused(watched("status", "-C", family / "national"))
    assert "extends no other playbook. Make a fork with `playbook fork`." in said


@pytest.mark.parametrize("command", COMMANDS, ids=lambda one: one[0])
def test_conflicts_in_overrides_and_own_items_are_named_at_their_lines(
    command: tuple[str, ...], family: Path
):
    state = family / "state"
    calls, own = state / "overrides/calls.yml", state / "content/steps/st-file-form.yml"
    lines = len(calls.read_text(encoding="utf-8").splitlines())
    with calls.open("a", encoding="utf-8") as file:
        file.write(CONFLICT.format("  tips/ask-early: {hide: true}"))
    own.write_text(CONFLICT.format("title: Form") + "summary: A form.\n", encoding="utf-8")
    said = refused(watched(command[0], "-C", state, *command[1:]), code=1)
    for place in (f"overrides/calls.yml:{lines + 1}:1:", "content/steps/st-file-form.yml:1:1:"):
        (line,) = [line for line in said.splitlines() if line.startswith(place)]
        assert "contains an unresolved git conflict. Keep the words you want" in line


@pytest.mark.parametrize("command", COMMANDS, ids=lambda one: one[0])
def test_a_conflict_in_the_lock_says_how_to_settle_it(command: tuple[str, ...], family: Path):
    path = family / "state/playbook.lock"
    head, *rest = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text(head + CONFLICT.format('"format": 1,') + "".join(rest[1:]), encoding="utf-8")
    said = refused(watched(command[0], "-C", family / "state", *command[1:]))
    assert said.startswith("playbook.lock:2:1: contains an unresolved git conflict. Take both")
    assert "git checkout --ours -- playbook.lock vendor" in said


def test_a_conflict_in_the_lock_of_upstream_is_said_of_upstream(family: Path):
    path = family / "state/playbook.lock"
    path.write_text(CONFLICT.format("{}"), encoding="utf-8")
    said = refused(watched("upgrade", "-C", family / "county"))
    assert "org.example.state/playbook.lock:1:1: contains an unresolved git conflict" in said


def test_json_has_the_same_problem(family: Path):
    path = family / "state" / MANIFEST
    path.write_text(path.read_text(encoding="utf-8") + CONFLICT.format("a: b"), encoding="utf-8")
    (problem,) = json.loads(watched("check", "--json", "-C", family / "state").stdout)["problems"]
    assert (problem["file"], problem["line"], problem["level"]) == (MANIFEST, 17, "error")
