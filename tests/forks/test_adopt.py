"""Adopting: what upstream has dropped becomes the fork's own, and nothing else of it changes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from playbook.cli import main
from playbook.source import read
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
        assert "content/tips/st-call-first.yml exists already" in refused(result)
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
    assert "is longer than 80 characters" in said
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
        "# From org.example.national, which no longer has tips/call-first.",
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
    assert "the manifest is not an item" in said
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


BY = {"title": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"}
NC = {"title": "CC BY-NC 4.0", "url": "https://creativecommons.org/licenses/by-nc/4.0/"}


def adopted(folder: Path, ref: str) -> dict[str, Any]:
    assert run("check", "-C", folder).exit_code == 0
    result = run("resolve", "-C", folder, ref, "adopt")
    assert result.exit_code == 0, result.output
    assert run("check", "-C", folder).exit_code == 0
    kind, _, name = ref.partition("/")
    (made,) = (folder / f"content/{kind}").glob(f"*-{name}.yml")
    document, problems = read(made.read_bytes(), file="x", ref="x")
    assert not problems
    assert isinstance(document.data, dict)
    return document.data


@pytest.mark.parametrize("own", [None, NC])
@pytest.mark.parametrize("said", ["", "    unset: [sources]\n"])
def test_adopting_keeps_licence_and_sources(own: dict[str, str] | None, said: str, family: Path):
    for year in ("national", "national-2027"):
        tip = family / f"{year}/content/{TIP}.yml"
        more = f"licence: {json.dumps(own)}\n" if own else ""
        tip.write_text(tip.read_text("utf-8") + more, "utf-8")
    calls = family / "state/overrides/calls.yml"
    text = calls.read_text("utf-8")
    text = text.replace("    set:\n", f"{said}    set:\n")
    calls.write_text(text, "utf-8")
    assert run("upgrade", "-C", family / "state").exit_code in (0, 3)
    made = adopted(dropped(family), TIP)
    assert made["licence"] == (own or BY)
    assert made["sources"] == ["sources/our-own-practice"]
    assert "state office" in made["body"]


def test_what_a_county_adopts_has_the_licence_of_whose_it_was(family: Path):
    state, county = family / "state", family / "county"
    with (state / "content/playbook.yml").open("a", encoding="utf-8") as manifest:
        manifest.write(f"licence: {json.dumps(NC)}\n")
    (state / "content/tips").mkdir(exist_ok=True)
    own = state / "content/tips/st-tip.yml"
    own.write_text("title: Own\nsummary: Of the state.\n", encoding="utf-8")
    assert run("upgrade", "-C", county).exit_code == 0
    said = "".join(f"  {ref}:\n    set: {{title: Ours}}\n" for ref in ("tips/st-tip", TIP))
    (county / "overrides/more.yml").write_text(f"items:\n{said}", encoding="utf-8")
    assert run("upgrade", "-C", county).exit_code == 0
    own.unlink()
    later = dropped(family)
    assert run("resolve", "-C", later, TIP, "drop").exit_code == 0
    assert run("upgrade", "-C", county).exit_code == 3
    assert adopted(county, "tips/st-tip")["licence"] == NC
    assert adopted(county, TIP)["licence"] == BY


def test_an_adopted_item_bears_the_last_name_that_upstream_gave_it(family: Path):
    tips, state = family / "national/content/tips", family / "state"
    renamed = tips / "phone-first.yml"
    text = (tips / "call-first.yml").read_text(encoding="utf-8")
    renamed.write_text(text + f"was: [{TIP}]\n", encoding="utf-8")
    (tips / "call-first.yml").unlink()
    assert run("upgrade", "-C", state).exit_code == 0
    own = state / "content/tips/st-own.yml"
    own.parent.mkdir(exist_ok=True)
    own.write_text("title: Own\nsummary: See [[tips/phone-first]].\nsteps: [steps/first-meeting]\n")
    renamed.unlink()
    assert run("upgrade", "-C", state).exit_code == 3
    assert run("check", "-C", state).exit_code == 0
    assert run("resolve", "-C", state, TIP, "adopt").exit_code == 0
    adopted, _ = read((state / "content/tips/st-call-first.yml").read_bytes(), file="a", ref="a")
    assert isinstance(adopted.data, dict)
    assert adopted.data["was"] == [TIP, "tips/phone-first"]
    assert run("check", "-C", state).exit_code == 0
