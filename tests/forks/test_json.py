"""What programs get: the keys that docs/forkers.md names, all of them always, and no others."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from playbook.cli import main
from playbook.merge import GROUPS
from tests.forks.test_printed import chapter as page

CELL = "tips/call-first/body"


def named() -> dict[str, set[str]]:
    """Return the keys of each row of its table; what is in parentheses is one level below."""
    table = page().partition("## JSON")[2]
    rows = re.findall(r"^\| `?([a-z ]+?)`? \| (.*) \|$", table, re.MULTILINE)
    keys = {name: re.sub(r"\([^)]*\)", "", told) for name, told in rows[1:]}
    return {name: set(re.findall(r"`([a-z]+)`", told)) for name, told in keys.items()}


KEYS = named()


def told(*command: object) -> dict[str, Any]:
    """Run a command; what it prints has the keys that docs/forkers.md names for it."""
    arguments = [str(one) for one in (*command, "--json")]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code in (0, 3), result.output
    data: dict[str, Any] = json.loads(result.stdout)
    assert set(data) == KEYS[arguments[0]]
    for one in (*data.get("statements", ()), *data.get("history", ())):
        extra = {"playbook", "version"} if "history" in data else set()
        assert set(one) == KEYS["a statement"] | extra
    return data


def edition(data: dict[str, Any]) -> tuple[str, str]:
    assert set(data) == KEYS["an edition"]
    assert data["tree"].startswith("h1:")
    assert data["commit"] is None
    return data["id"], data["version"]


def test_the_page_names_the_states_with_their_groups():
    told = " ".join(page().partition("A state is one of")[2].partition(".")[0].split())
    parts = re.findall(r"([^()]*)\(([a-z]+)\)", told)
    found = {state: group for row, group in parts for state in re.findall(r"`([a-z-]+)`", row)}
    assert found == dict(GROUPS)


@pytest.mark.parametrize("policy", ["show", "hide", "review"])
def test_programs_find_what_the_page_names(policy: str, family: Path):
    state = family / "state"
    with (state / "content/playbook.yml").open("a", encoding="utf-8") as manifest:
        manifest.write(f"policy: {{new_items: {policy}}}\n")
    done = told("upgrade", "-C", state, "--to", family / "national-2027")
    assert edition(done["before"]) == ("org.example.national", "2026.1")
    assert edition(done["after"]) == ("org.example.national", "2027.1")
    assert set(done["upstream"]) == {"added", "removed", "changed", "renamed"}
    assert set(done["wrote"]) == {
        "content/playbook.yml",
        "playbook.lock",
        "vendor/org.example.national-2026.1.zip",
        "vendor/org.example.national-2027.1.zip",
    }
    status = told("status", "-C", state)
    assert status["playbook"] == {"id": "org.example.state", "version": "2026.3"}
    assert [edition(one) for one in status["upstream"]] == [edition(done["after"])]
    assert set(status["groups"]) == {"follows", "yours", "review", "error"}
    assert status["own"] == ["steps/st-file-form"]
    waits = [] if policy == "show" else [{"item": "tips/safe-rooms", "shown": policy == "review"}]
    assert status["new"] == done["new"] == waits
    cells = [one["cell"] for one in done["statements"]]
    assert [one["cell"] for one in status["statements"]] == cells
    assert told("resolve", "-C", state, CELL, "keep") == {
        "cells": [CELL],
        "wrote": ["playbook.lock"],
    }
    assert told("resolve", "-C", state, "--all-trivial") == {"cells": [], "wrote": []}


def test_explain_tells_programs_all_who_had_a_say(family: Path):
    data = told("explain", "-C", family / "county", CELL)
    assert [(one["playbook"], one["op"]) for one in data["history"]] == [
        ("org.example.state", "set"),
        ("org.example.national", "define"),
    ]
    assert data["value"] == data["history"][0]["ours"]
    assert data["history"][1]["ours"].startswith("Call the national office")


def test_a_new_fork_is_told_to_programs(family: Path):
    made = ("fork", family / "national", family / "new", "--id", "org.example.new", "--prefix", "n")
    data = told(*made)
    assert edition(data["upstream"]) == ("org.example.national", "2026.1")
    assert data["items"] == 10


@pytest.mark.parametrize("command", ["status", "upgrade", "resolve", "explain"])
def test_problems_are_never_mixed_with_json(command: str, family: Path):
    (family / "state/overrides/wrong.yml").write_text("items: [a]\n", encoding="utf-8")
    more = {"resolve": [CELL, "keep"], "explain": [CELL]}.get(command, [])
    result = CliRunner().invoke(main, [command, "-C", str(family / "state"), *more, "--json"])
    assert result.exit_code == 1
    assert "overrides/wrong.yml:1:" in result.output
    assert "{" not in result.output
