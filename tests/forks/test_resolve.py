"""Settling statements: files of people change by the statement's own lines and nothing else."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from playbook.cli import main
from playbook.pipeline import assemble
from tests.forks.watching import listing, refused


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def upgraded(family: Path) -> Path:
    assert run("upgrade", "-C", family / "state", "--to", family / "national-2027").exit_code == 3
    return family / "state"


def states(folder: Path) -> dict[str, str]:
    told = json.loads(run("status", "-C", folder, "--json").stdout)
    return {one["cell"]: one["state"] for one in told["statements"]}


def test_keep_writes_only_the_lock(upgraded: Path):
    before = (upgraded / "overrides/calls.yml").read_bytes()
    assert run("resolve", "-C", upgraded, "tips/call-first/body", "keep").exit_code == 0
    assert (upgraded / "overrides/calls.yml").read_bytes() == before
    assert run("status", "-C", upgraded).exit_code == 0


def test_take_shows_upstream(upgraded: Path):
    assert run("resolve", "-C", upgraded, "tips/call-first/body", "take").exit_code == 0
    told = json.loads(run("explain", "-C", upgraded, "tips/call-first/body", "--json").stdout)
    assert told["value"].startswith("Call the national office before 5 pm")
    assert "closed to locals since 2025" in (upgraded / "overrides/calls.yml").read_text()


def test_edit_writes_several_lines_as_a_block(upgraded: Path):
    text = "Call the state.\n\nThen call us.\n"
    assert (
        run("resolve", "-C", upgraded, "tips/call-first/body", "edit", "--text", text).exit_code
        == 0
    )
    told = json.loads(run("explain", "-C", upgraded, "tips/call-first/body", "--json").stdout)
    assert told["value"] == text
    assert '"' not in (upgraded / "overrides/calls.yml").read_text()


def test_an_item_stands_for_what_waits_of_it(upgraded: Path):
    before = (upgraded / "overrides/calls.yml").read_text(encoding="utf-8")
    assert run("resolve", "-C", upgraded, "tips/call-first", "take").exit_code == 0
    after = (upgraded / "overrides/calls.yml").read_text(encoding="utf-8")
    assert "five letters" in after
    assert "state office" not in after
    assert before != after
    whole = listing(upgraded)
    for action in ("take", "keep", "drop", "edit", "adopt"):
        text = ("--text", "x") if action == "edit" else ()
        said = refused(run("resolve", "-C", upgraded, "tips/call-first", action, *text))
        assert "Name the one you mean: tips/call-first/summary" in said
    assert listing(upgraded) == whole


def test_the_manifest_stands_for_what_waits_of_it(family: Path):
    later = family / "national-2027/content/playbook.yml"
    text = later.read_text(encoding="utf-8")
    later.write_text(text.replace("#0c5449", "#0c5450"), encoding="utf-8")
    state = family / "state"
    assert run("upgrade", "-C", state, "--to", family / "national-2027").exit_code == 3
    assert states(state)["playbook/brand/primary"] == "stale"
    told = run("resolve", "-C", state, "playbook", "take", "--json")
    assert json.loads(told.stdout)["cells"] == ["playbook/brand/primary"]
    manifest = (state / "content/playbook.yml").read_text(encoding="utf-8")
    assert "unit: {one: chapter, other: chapters, article: a}" in manifest
    assert "brand" not in manifest
    assert "move: steps/st-file-form" in (state / "overrides/meetings.yml").read_text("utf-8")


def removed(family: Path) -> Path:
    """The state after upstream has dropped a tip, and the words that an edit hangs on."""
    later = family / "national-2027"
    (later / "content/tips/call-first.yml").unlink()
    assert run("upgrade", "-C", family / "state", "--to", later).exit_code == 3
    return family / "state"


def test_what_upstream_drops_stays_and_can_be_adopted(family: Path):
    state = removed(family)
    assert states(state)["tips/call-first/body"] == "orphan"
    assert run("check", "-C", state).exit_code == 0
    result = run("resolve", "-C", state, "tips/call-first", "adopt")
    assert result.exit_code == 0, result.output
    made = (state / "content/tips/st-call-first.yml").read_text()
    assert "Call the state office" in made
    assert 'was: ["tips/call-first"]' in made
    assert run("check", "-C", state).exit_code == 0
    assert "tips/call-first/body" not in states(state)


def test_what_upstream_drops_can_be_dropped(family: Path):
    state = removed(family)
    assert run("resolve", "-C", state, "tips/call-first", "drop").exit_code == 0
    assert run("status", "-C", state).exit_code == 0
    assert "tips/call-first" not in run("explain", "-C", state, "tips/call-first").stdout


def test_an_edit_that_fits_no_more_shows_the_last_good_text(family: Path):
    later = family / "national-2027"
    tip = later / "content/tips/call-first.yml"
    tip.write_text(tip.read_text().replace("five letters", "much ink"), encoding="utf-8")
    state = family / "state"
    assert run("upgrade", "-C", state, "--to", later).exit_code == 3
    assert states(state)["tips/call-first/summary"] == "edit-lost"
    told = json.loads(run("explain", "-C", state, "tips/call-first/summary", "--json").stdout)
    assert "ten letters" in told["value"]
    for action in ("keep", "edit"):
        copy = shutil.copytree(state, family / action)
        text = ("--text", "Calls save ink.") if action == "edit" else ()
        result = run("resolve", "-C", copy, "tips/call-first/summary", action, *text)
        assert result.exit_code == 0, result.output
        assert states(copy)["tips/call-first/summary"] == "ok"
    assert "Calls save ink." in (family / "edit/overrides/calls.yml").read_text()


@pytest.mark.parametrize(
    ("cell", "action"),
    [
        ("tips/call-first/summary", "adopt"),
        ("tips/call-first/summary", "drop"),
        ("tips/call-frist/body", "keep"),
    ],
)
def test_what_cannot_be_done_is_said(cell: str, action: str, upgraded: Path):
    before = (upgraded / "playbook.lock").read_bytes()
    result = run("resolve", "-C", upgraded, cell, action)
    assert result.exit_code == 2
    assert len(result.output.splitlines()) == 1
    assert (upgraded / "playbook.lock").read_bytes() == before


def test_a_file_of_overrides_may_be_called_as_the_manifest_is(family: Path):
    state = family / "state"
    same = "items:\n  tips/ask-early:\n    set: {title: Ask early, tags: [asking]}\n"
    (state / "overrides/playbook.yml").write_text(same, encoding="utf-8")
    assert set(states(state).values()) >= {"redundant"}
    result = run("resolve", "-C", state, "--all-redundant")
    assert result.exit_code == 0, result.output
    assert (state / "overrides/playbook.yml").read_bytes() == b""
    assert run("status", "-C", state).exit_code == 0


def test_a_stale_statement_stops_the_build_where_the_manifest_says_so(upgraded: Path):
    with (upgraded / "content/playbook.yml").open("a", encoding="utf-8") as manifest:
        manifest.write("policy: {stale: fail}\n")
    result = run("check", "-C", upgraded)
    assert result.exit_code == 1
    assert "overrides/calls.yml:5" in result.stdout
    assert "playbook status" in result.stdout


def test_an_upstream_licence_that_the_use_breaks_names_the_item(family: Path):
    national = family / "national-2027/content"
    tip = national / "tips/ask-early.yml"
    licence = (
        "licence: {title: CC BY-NC 4.0, url: https://creativecommons.org/licenses/by-nc/4.0/}\n"
    )
    tip.write_text(tip.read_text() + licence, encoding="utf-8")
    run("upgrade", "-C", family / "state", "--to", family / "national-2027")
    assert run("check", "-C", family / "state").exit_code == 0
    with (family / "state/content/playbook.yml").open("a", encoding="utf-8") as manifest:
        manifest.write("use: commercial\n")
    result = run("check", "-C", family / "state")
    assert result.exit_code == 1
    assert "tips/ask-early: is under CC BY-NC 4.0" in result.stdout
    assert [": warning: " in line for line in result.stdout.splitlines()] == [False, True]
    assert result.stdout.startswith("content/playbook.yml:17:1: tips/ask-early: is under")


def test_the_site_says_where_things_come_from(family: Path):
    site = assemble(family / "state")
    pages = {page.name: page for page in site.pages}
    data = json.loads(site.files["playbook.json"])
    assert [one["id"] for one in data["playbook"]["upstream"]] == ["org.example.national"]
    assert site.playbook.lineage.ids == ("org.example.national",)
    marks = {item["ref"]: item.get("changed", {}).get("mark") for item in data["items"]}
    assert marks["tips/call-first"] == "adapted"
    assert marks["steps/st-file-form"] == "ours"
    assert marks["tips/ask-early"] is None
    assert "tips/record-calls" not in marks
    article = pages["tips/call-first"].article
    assert "Call the state office" in article
    assert "Call the national office when you are stuck." in article
    assert "National organising playbook, version 2026.1" in pages[""].footer
    everything = "".join(page.article for page in site.pages)
    assert "A recording keeps what was promised" not in everything
    assert "chapter" in pages["steps/first-meeting"].article
    county = assemble(family / "county").playbook.lineage.ids
    assert county == ("org.example.state", "org.example.national")


@pytest.mark.parametrize("action", ["keep", "take"])
def test_after_a_decision_the_next_upgrade_finds_nothing_to_write(action: str, family: Path):
    state, step = family / "state", family / "national/content/steps/first-meeting.yml"
    lines = step.read_text(encoding="utf-8").splitlines(keepends=True)
    rest = [line for line in lines if "people-came" not in line]
    assert len(rest) == len(lines) - 1
    step.write_text("".join(rest), encoding="utf-8")
    assert run("upgrade", "-C", state).exit_code == 3
    [cell] = [cell for cell, one in states(state).items() if one == "anchor-lost"]
    sure = ["--delete-mine"] if action == "take" else []
    assert run("resolve", "-C", state, cell, action, *sure).exit_code == 0
    before = listing(state)
    run("upgrade", "-C", state)
    assert listing(state) == before


def test_status_offers_only_what_resolve_does_and_a_shell_can_run(family: Path):
    state = family / "state"
    text = "items:\n  tips/ask-early:\n    unset: [body]\n"
    (state / "overrides/o.yml").write_text(text, encoding="utf-8")
    meetings = state / "overrides/meetings.yml"
    text = meetings.read_text(encoding="utf-8")
    line = "      do: {remove: [End with one task for each person.]}\n"
    text = text.replace("    lists:\n", f"    lists:\n{line}", 1)
    meetings.write_text(text, encoding="utf-8")
    assert run("upgrade", "-C", state).exit_code == 0
    for name, old, new in (
        ("tips/ask-early", "Ask while", "Do ask while"),
        ("steps/first-meeting", "End with one", "Finish with one"),
    ):
        path = family / f"national/content/{name}.yml"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert run("upgrade", "-C", state).exit_code == 3
    told = json.loads(run("status", "-C", state, "--json").stdout)["statements"]
    actions = {one["cell"]: one["actions"] for one in told}
    assert actions["tips/ask-early/body"] == ["keep", "take"]
    cell = "steps/first-meeting/do/End with one task for each person."
    assert f"playbook resolve '{cell}' drop" in run("status", "-C", state).output
