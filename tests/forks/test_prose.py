"""A text with the changes of both sides: proposed where they touch different words, never taken."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from playbook.cli import main
from playbook.forks import text_diff
from playbook.forks.text_diff import MOST_WORDS, compare_words, merge_words
from playbook.merge import Outcome
from playbook.merge.three_way import State
from playbook.source import Data
from tests.forks.watching import listing

BASE = "Call the national office when you are stuck. Then write to your own people."
CELL = "tips/call-first/body"


@pytest.mark.parametrize(
    ("ours", "theirs", "both"),
    [
        (
            BASE.replace("national", "state"),
            BASE.replace("when", "before 5 pm when"),
            "Call the state office before 5 pm when you are stuck. Then write to your own people.",
        ),
        (
            BASE.replace(" Then", "\n\nThen"),
            BASE.replace("stuck", "lost"),
            "Call the national office when you are lost.\n\nThen write to your own people.",
        ),
        (
            BASE.replace("stuck", "lost") + "\n",
            BASE.replace("stuck", "lost") + " Today.",
            BASE.replace("stuck", "lost") + " Today.\n",
        ),
        (
            BASE.replace("when", "today when").replace("write", "talk"),
            BASE.replace("when", "today when") + " Soon.",
            BASE.replace("when", "today when").replace("write", "talk") + " Soon.",
        ),
        (
            BASE.replace("national", "state"),
            BASE.replace(" Then", "\n\n- One\n- Two\n\nThen"),
            BASE.replace("national", "state").replace(" Then", "\n\n- One\n- Two\n\nThen"),
        ),
        (
            BASE.replace(" Then", "\n\nThen"),
            BASE.replace("Then write", "Write"),
            "Call the national office when you are stuck.\n\nWrite to your own people.",
        ),
        ("Then write to your own people.\n", BASE.replace("Call", "Ring"), None),
        (BASE.replace("national", "state"), BASE.replace("national", "federal"), None),
        (BASE.replace("national", "state"), BASE.replace("office", "desk"), None),
        (BASE + " Soon.", BASE + " Later.", None),
        ("Nothing of this is left here at all.", BASE.replace("stuck", "lost"), None),
    ],
)
def test_both_changes_stand_where_they_touch_different_words(
    ours: str, theirs: str, both: str | None
):
    assert merge_words(BASE, ours, theirs) == both


WORDS = ("call", "the", "office", "before", "five", "and", "ask")
words = st.lists(st.sampled_from(WORDS), max_size=9)
changes = st.tuples(st.integers(0, 9), st.integers(0, 2), words)


def changed(base: list[str], change: tuple[int, int, list[str]]) -> str:
    at, gone, new = change
    return " ".join([*base[:at], *new[:2], *base[at + gone :]])


@settings(max_examples=400, deadline=None, derandomize=True, database=None)
@given(words, changes, changes)
def test_a_proposal_holds_all_that_both_sides_say(
    base: list[str], one: tuple[int, int, list[str]], other: tuple[int, int, list[str]]
):
    text, ours, theirs = " ".join(base), changed(base, one), changed(base, other)
    both, turned = merge_words(text, ours, theirs), merge_words(text, theirs, ours)
    assert (both or "").split() == (turned or "").split()
    assert merge_words(text, ours, text) in (ours, None)
    assert (merge_words(text, text, theirs) or theirs).split() == theirs.split()
    made = [{*(text_diff._edits(base, side.split()) or ())} for side in (ours, theirs)]
    alike = made[0] & made[1]  # what both did is done once
    if both is not None and not alike and not {*ours.split(), *theirs.split()} - {*base}:
        for word in set(base):
            mine, yours = (side.split().count(word) - base.count(word) for side in (ours, theirs))
            if ours != theirs and mine * yours == 0:
                assert both.split().count(word) == base.count(word) + mine + yours


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def upgraded(family: Path) -> Path:
    assert run("upgrade", "-C", family / "state", "--to", family / "national-2027").exit_code == 3
    return family / "state"


BOTH = "Call the state office before 5 pm when you are stuck.\n"


def test_status_and_explain_propose_and_change_nothing(upgraded: Path):
    before = listing(upgraded)
    told = json.loads(run("status", "-C", upgraded, "--json").stdout)
    assert {one["proposal"] for one in told["statements"]} == {None, BOTH}
    assert "both:  Call the state office [+before 5 pm+] when" in (
        run("status", "-C", upgraded).stdout
    )
    told = json.loads(run("explain", "-C", upgraded, CELL, "--json").stdout)
    assert told["value"] == "Call the state office when you are stuck.\n"
    assert told["history"][0]["proposal"] == BOTH
    assert BOTH.strip() in run("explain", "-C", upgraded, CELL).stdout
    assert listing(upgraded) == before


def test_an_editor_begins_with_the_proposal(upgraded: Path, monkeypatch: pytest.MonkeyPatch):
    begun: list[str] = []

    def closed(text: str) -> None:
        begun.append(text)

    monkeypatch.setattr(click, "edit", closed)
    before = listing(upgraded)
    assert run("resolve", "-C", upgraded, CELL, "edit").exit_code == 2
    assert begun == [BOTH]
    assert listing(upgraded) == before
    monkeypatch.setattr(click, "edit", lambda text: text)
    assert run("resolve", "-C", upgraded, CELL, "edit").exit_code == 0
    told = json.loads(run("explain", "-C", upgraded, CELL, "--json").stdout)
    assert told["value"] == BOTH
    assert told["history"][0]["proposal"] is None


def test_keeping_and_taking_never_write_a_proposal(upgraded: Path):
    assert run("resolve", "-C", upgraded, CELL, "keep").exit_code == 0
    told = json.loads(run("explain", "-C", upgraded, CELL, "--json").stdout)
    assert told["value"] == "Call the state office when you are stuck.\n"


@pytest.mark.parametrize(
    ("state", "ours", "theirs", "both"),
    [
        (
            "stale-trivial",
            BASE.replace("national", "state"),
            BASE.replace("own people", "own People"),
            BASE.replace("national", "state").replace("own people", "own People"),
        ),
        (
            "edit-lost",
            BASE.replace("national", "state"),
            f"{BASE} Or the national desk.",
            f"{BASE.replace('national', 'state')} Or the national desk.",
        ),
        ("stale", BASE.replace("national", "state"), BASE.replace("national", "state"), None),
        ("stale", BASE.replace("own people", "friends"), BASE.replace("own people", "kin"), None),
        ("stale", BASE + " Soon.", None, None),
        ("stale", ["a list"], BASE, None),
        ("orphan", BASE.replace("national", "state"), BASE.replace("stuck", "lost"), None),
        ("ok", BASE.replace("national", "state"), BASE.replace("stuck", "lost"), None),
    ],
)
def test_a_proposal_is_made_where_a_person_decides_between_two_texts(
    state: State, ours: Data, theirs: Data, both: str | None
):
    statement: Any = None
    assert text_diff.propose_merge(Outcome(statement, "tips/a", state, BASE, theirs, ours)) == both


def test_what_upstream_took_over_is_not_proposed_again():
    theirs = BASE.replace("national", "state")
    ours = theirs.replace("people", "members")
    statement: Any = None
    assert (
        text_diff.propose_merge(Outcome(statement, "tips/a", "stale", BASE, theirs, ours)) is None
    )


@pytest.mark.parametrize("end", ["", "\n"], ids=["without", "with"])
def test_an_editor_gives_back_the_end_that_a_text_had(
    end: str, family: Path, monkeypatch: pytest.MonkeyPatch
):
    state = family / "state"
    said = "Call us." if not end else "|\n          Call us.\n"
    text = f"items:\n  tips/ask-early:\n    set:\n      body: {said}\n"
    (state / "overrides/ends.yml").write_text(text, encoding="utf-8")
    assert run("upgrade", "-C", state).exit_code == 0
    monkeypatch.setattr(click, "edit", lambda text: f"{text.rstrip()} Now.\n")
    assert run("resolve", "-C", state, "tips/ask-early/body", "edit").exit_code == 0
    told = json.loads(run("explain", "-C", state, "tips/ask-early/body", "--json").stdout)
    assert told["value"] == f"Call us. Now.{end}"


def test_a_long_text_is_shown_only_around_its_changes():
    words = [f"w{n}" for n in range(30)]
    old, new = " ".join(words), " ".join([*words[:20], "came", *words[21:]])
    assert compare_words(old, new) == (
        "w0 w1 w2 w3 w4 … w15 w16 w17 w18 w19 [-w20-] [+came+] w21 w22 w23 w24 w25 w26 w27 w28 w29"
    )


@pytest.mark.parametrize("words", [["a"], ["a", "b"], ["a", "b", "a", "c"]])
def test_long_texts_are_compared_in_bounded_time(words: list[str]):
    text = " ".join((words * MOST_WORDS)[:MOST_WORDS])
    begin = time.process_time()
    compare_words(text, text[2:])
    merge_words(text, f"x {text[2:-2]}", f"{text[:-2]} y")
    assert time.process_time() - begin < 30
    begin = time.process_time()
    assert compare_words(f"{text} more", text) is None
    assert merge_words(f"{text} more", f"y {text} more", text) is None
    assert time.process_time() - begin < 5


@pytest.mark.parametrize("fault", ["_overlap", "_SIMILAR"])
def test_without_its_guards_a_merge_would_be_wrong(fault: str, monkeypatch: pytest.MonkeyPatch):
    ours, theirs = BASE.replace("national", "state"), BASE.replace("national", "federal")
    if fault == "_overlap":
        monkeypatch.setattr(text_diff, "_overlap", lambda *_: False)
    else:
        monkeypatch.setattr(text_diff, "_SIMILAR", 0)
        ours, theirs = "Nothing of it but your own people.", BASE.replace("people", "members")
    assert merge_words(BASE, ours, theirs) is not None
