"""Adopting: what upstream has dropped becomes the fork's own, and nothing else of it changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from playbook.cli import main
from tests.forks.watching import listing, refused, watched

TIP = "tips/call-first"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def dropped(family: Path, ref: str = TIP) -> Path:
    """The state after upstream has dropped an item that it changes."""
    (family / f"national-2027/content/{ref}.yml").unlink()
    result = run("upgrade", "-C", family / "state", "--to", family / "national-2027")
    assert result.exit_code == 3, result.output
    return family / "state"


@pytest.mark.parametrize("text", ["title: Mine\nsummary: My own.\n", "", "[broken"])
def test_adopting_never_writes_over_a_file(text: str, family: Path):
    state = dropped(family)
    own = state / "content/tips/st-call-first.yml"
    own.parent.mkdir(exist_ok=True)
    own.write_text(text, encoding="utf-8")
    before = listing(state)
    result = run("resolve", "-C", state, TIP, "adopt")
    if text.startswith("title"):
        assert "content/tips/st-call-first.yml is there already" in refused(result)
    assert result.exit_code in (1, 2)
    assert listing(state) == before


def test_adopting_twice_what_was_adopted_by_hand_is_refused(family: Path):
    state = dropped(family)
    own = state / "content/tips/st-phone.yml"
    own.parent.mkdir(exist_ok=True)
    own.write_text(f"title: Mine\nsummary: My own.\nwas: [{TIP}]\n", encoding="utf-8")
    before = listing(state)
    said = refused(watched("resolve", "-C", state, TIP, "adopt"))
    assert "content/tips/st-phone.yml is what became of tips/call-first" in said
    assert listing(state) == before
    assert run("resolve", "-C", state, TIP, "drop").exit_code == 0
    assert run("check", "-C", state).exit_code == 0


def test_an_id_that_would_be_too_long_is_refused(family: Path):
    ref = "tips/" + "-".join(["long"] * 16)
    for year in ("national", "national-2027"):
        path = family / f"{year}/content/{ref}.yml"
        path.write_text("title: Long\nsummary: A long name.\n", encoding="utf-8")
    assert run("upgrade", "-C", family / "state").exit_code == 0
    text = f"items:\n  {ref}:\n    set: {{title: Longer}}\n"
    (family / "state/overrides/long.yml").write_text(text, encoding="utf-8")
    assert run("upgrade", "-C", family / "state").exit_code == 0
    state = dropped(family, ref)
    before = listing(state)
    said = refused(watched("resolve", "-C", state, ref, "adopt"))
    assert "longer than an id can be (80 signs)" in said
    assert listing(state) == before


def test_adopting_takes_the_reasons_and_the_remarks_along(family: Path):
    overrides = family / "state/overrides/calls.yml"
    text = """\
# About calls.
items:
  # Before it.
  tips/call-first:   # Beside its name.
    # The national line is closed to locals since 2025.
    set:
      # Above it.
      body: |   # Beside it.
        Call the state office. # no comment
    edit:
      summary:
        # Between.
        - {replace: five letters, with: ten letters}   # Behind.
    why: |
      The national line is closed to locals.

      Ask Kim.
  # After it.
  tips/record-calls:
    hide: true
"""
    overrides.write_text(text, encoding="utf-8")
    meetings = family / "state/overrides/meetings.yml"
    left = meetings.read_text(encoding="utf-8").replace(
        "  tips/record-calls:\n    hide: true\n", ""
    )
    meetings.write_text(left.replace("    why: In this state both", "# both"), encoding="utf-8")
    state = dropped(family)
    assert run("resolve", "-C", state, TIP, "adopt").exit_code == 0
    made = (state / "content/tips/st-call-first.yml").read_text(encoding="utf-8")
    assert [line for line in made.splitlines() if line.startswith("#")] == [
        "# Beside its name.",
        "# The national line is closed to locals since 2025.",
        "# Above it.",
        "# Beside it.",
        "# Between.",
        "# Behind.",
        "# The national line is closed to locals.",
        "#",
        "# Ask Kim.",
    ]
    assert overrides.read_text(encoding="utf-8") == (
        "# About calls.\nitems:\n  # Before it.\n  # After it.\n"
        "  tips/record-calls:\n    hide: true\n"
    )
    assert run("check", "-C", state).exit_code == 0


def lost(family: Path, override: str, cut: str) -> Path:
    """The state after upstream has dropped an entry of its first meeting that the fork names."""
    state = family / "state"
    (state / "overrides/meetings.yml").write_text(override, encoding="utf-8")
    result = run("upgrade", "-C", state)
    assert result.exit_code == 0, result.output
    step = family / "national-2027/content/steps/first-meeting.yml"
    text = step.read_text(encoding="utf-8")
    new = "".join(line for line in text.splitlines(keepends=True) if cut not in line)
    assert new != text
    step.write_text(new, encoding="utf-8")
    result = run("upgrade", "-C", state, "--to", family / "national-2027")
    assert result.exit_code == 3, result.output
    return state


MOVE = """\
items:
  steps/first-meeting:
    set: {time: 45-60}
    lists:
      done_when:
        move: [{move: list-kept, before: people-came}]
order:
  begin: [{move: steps/st-file-form, after: steps/first-meeting}]
"""


@pytest.mark.parametrize("cell", ["steps/first-meeting/done_when/list-kept/@place"])
def test_a_place_that_is_lost_is_no_item_to_adopt(cell: str, family: Path):
    state = lost(family, MOVE, "list-kept")
    before = listing(state)
    assert "upstream has steps/first-meeting" in refused(
        watched("resolve", "-C", state, cell, "adopt")
    )
    refused(watched("resolve", "-C", state, "steps/first-meeting", "adopt"))
    assert listing(state) == before
    assert run("resolve", "-C", state, cell, "drop").exit_code == 0
    assert cell not in run("status", "-C", state).stdout


def test_a_step_whose_place_is_lost_is_no_item_to_adopt(family: Path):
    state = family / "state"
    text = "order:\n  begin:\n    - {move: steps/first-meeting, before: steps/say-what-you-want}\n"
    text += "    - {move: steps/st-file-form, after: steps/say-what-you-want}\n"
    (state / "overrides/meetings.yml").write_text(text, encoding="utf-8")
    assert run("upgrade", "-C", state).exit_code == 0
    later = family / "national-2027/content"
    (later / "steps/first-meeting.yml").unlink()
    for path in [later / "playbook.yml", *later.rglob("*/*.yml")]:
        text = path.read_text(encoding="utf-8").replace(", steps/first-meeting]", "]")
        text = text.replace("[[steps/first-meeting]]", "it").replace("[steps/first-meeting]", "[]")
        path.write_text(text.replace("steps/first-meeting", "steps/say-what-you-want"), "utf-8")
    result = run("upgrade", "-C", state, "--to", family / "national-2027")
    assert result.exit_code == 3, result.output
    cell = "playbook/phases/begin/steps/steps/first-meeting/@place"
    before = listing(state)
    said = refused(watched("resolve", "-C", state, cell, "adopt"))
    assert "the manifest is no item" in said
    assert listing(state) == before
    assert run("resolve", "-C", state, cell, "drop").exit_code == 0


@pytest.mark.parametrize("more", ["hide: true", "unset: [steps]", "lists: {tags: {add: [x]}}"])
def test_an_item_of_which_not_all_waits_can_be_adopted(more: str, family: Path):
    calls = family / "state/overrides/calls.yml"
    calls.write_text(calls.read_text("utf-8").replace("    set:", f"    {more}\n    set:"), "utf-8")
    assert run("upgrade", "-C", family / "state").exit_code == 0
    state = dropped(family)
    result = run("resolve", "-C", state, TIP, "adopt")
    assert result.exit_code == 0, result.output
    assert not calls.exists() or "call-first" not in calls.read_text("utf-8")
    assert run("check", "-C", state).exit_code == 0


def test_an_item_that_was_only_hidden_is_dropped_and_not_adopted(family: Path):
    state = family / "state"
    later = family / "national-2027/content/tips/record-calls.yml"
    later.unlink()
    assert run("upgrade", "-C", state, "--to", family / "national-2027").exit_code == 3
    said = refused(watched("resolve", "-C", state, "tips/record-calls", "adopt"))
    assert "Drop tips/record-calls/@hidden." in said
    assert run("resolve", "-C", state, "tips/record-calls", "drop").exit_code == 0
    assert "record-calls" not in (state / "overrides/meetings.yml").read_text("utf-8")
