"""What upstream brings in new is shown, hidden till it is taken, or shown and asked about."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from playbook.cli import main
from playbook.pipeline import assemble
from tests.forks.watching import listing

NEW = "tips/safe-rooms"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def upgraded(family: Path, policy: str, *, more: str = "") -> tuple[Path, Result]:
    """Bring the county to a state that has followed the national edition of 2027."""
    state = family / "state"
    with (state / "content/playbook.yml").open("a", encoding="utf-8") as manifest:
        manifest.write(f"policy: {{new_items: {policy}{more}}}\n")
    result = run("upgrade", "-C", state, "--to", family / "national-2027")
    assert result.exit_code == 3, result.output
    assert run("resolve", "-C", state, "tips/call-first/body", "keep").exit_code == 0
    return state, result


def names(folder: Path) -> set[str]:
    """What readers of the built site could find of an item: in any page, file or list."""
    site = assemble(folder)
    found = {page.name for page in site.pages}
    everything = [page.article.encode() for page in site.pages]
    everything += [raw if isinstance(raw, bytes) else raw.encode() for raw in site.files.values()]
    if any(b"safe-rooms" in raw or b"Safe rooms" in raw for raw in everything):
        found.add("a trace")
    return found


def test_new_items_are_shown_where_nobody_says_otherwise(family: Path):
    state, result = upgraded(family, "show")
    assert f"new             1  {NEW}\n" in result.stdout
    assert NEW in names(state)
    assert run("status", "-C", state).exit_code == 0


def test_hidden_new_items_leave_no_trace_till_they_are_taken(family: Path):
    state, result = upgraded(family, "hide")
    assert "hidden until you take them" in result.stdout
    assert not {NEW, "a trace"} & names(state)
    told = run("status", "-C", state)
    assert told.exit_code == 0
    assert f"playbook resolve {NEW} keep|drop" in told.stdout
    assert "readers do not see it yet" in told.stdout
    assert f'"new": ["{NEW}"]' in (state / "playbook.lock").read_text(encoding="utf-8")
    before = listing(state)
    assert run("upgrade", "-C", state).exit_code == 0
    assert listing(state) == before
    done = run("resolve", "-C", state, NEW, "take")
    assert done.output == f"{NEW}: playbook.lock changed.\n"
    assert NEW in names(state)
    assert NEW not in run("status", "-C", state).stdout


def test_reviewed_new_items_are_seen_and_asked_about(family: Path):
    state, _ = upgraded(family, "review")
    assert NEW in names(state)
    told = run("status", "-C", state)
    assert told.exit_code == 3
    assert "1 review" in told.stdout
    assert "readers see it already" in told.stdout
    data = json.loads(run("status", "-C", state, "--json").stdout)
    assert data["new"] == [{"item": NEW, "shown": True}]
    assert run("upgrade", "-C", state).exit_code == 3
    assert run("check", "-C", state).exit_code == 0
    assert run("resolve", "-C", state, NEW, "keep").exit_code == 0
    assert run("status", "-C", state).exit_code == 0
    assert NEW in names(state)


def test_what_is_dropped_stays_out_and_says_so_in_a_file(family: Path):
    state, _ = upgraded(family, "review")
    done = run("resolve", "-C", state, NEW, "drop")
    assert done.output == f"{NEW}: overrides/left-out.yml, playbook.lock changed.\n"
    assert run("status", "-C", state).exit_code == 0
    assert not {NEW, "a trace"} & names(state)
    written = (state / "overrides/left-out.yml").read_text(encoding="utf-8")
    assert written.endswith(f"items:\n  {NEW}: {{hide: true}}\n")


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_a_second_one_is_a_line_more_and_the_rest_stays(ends: str, family: Path):
    state, _ = upgraded(family, "hide")
    before = "\ufeff# ours\nitems:\n  tips/ask-early: {hide: true}   # too early".replace(
        "\n", ends
    )
    (state / "overrides/left-out.yml").write_bytes(before.encode())
    assert run("resolve", "-C", state, NEW, "drop").exit_code == 0
    after = (state / "overrides/left-out.yml").read_bytes().decode()
    assert after == before + f"{ends}  {NEW}: {{hide: true}}{ends}"
    assert run("check", "-C", state).exit_code == 0


@pytest.mark.parametrize(
    "text",
    [
        "items: {tips/ask-early: {hide: true}}\n",
        "items:\n    tips/ask-early: {hide: true}\n",
        "items:\n  tips/ask-early: {hide: true}\nwords: {}\n",
    ],
)
def test_a_file_that_would_not_take_the_line_is_left_to_its_owner(text: str, family: Path):
    state, _ = upgraded(family, "hide")
    (state / "overrides/left-out.yml").write_text(text, encoding="utf-8")
    before = listing(state)
    result = run("resolve", "-C", state, NEW, "drop")
    assert result.exit_code == 2
    assert "yourself" in result.output
    assert listing(state) == before


@pytest.mark.parametrize("said", ["true", "false"])
def test_a_statement_of_the_forks_own_decides_too(said: str, family: Path):
    state, _ = upgraded(family, "hide")
    text = f"items:\n  {NEW}:\n    hide: {said}\n"
    (state / "overrides/mine.yml").write_text(text, encoding="utf-8")
    assert (NEW in names(state)) == (said == "false")
    assert run("upgrade", "-C", state).exit_code == (3 if said == "false" else 0)
    assert '"new"' not in (state / "playbook.lock").read_text(encoding="utf-8")


def test_words_about_a_new_item_do_not_show_it(family: Path):
    state, _ = upgraded(family, "hide")
    text = f"items:\n  {NEW}:\n    set: {{title: Safe rooms first}}\n"
    (state / "overrides/mine.yml").write_text(text, encoding="utf-8")
    assert not {NEW, "a trace"} & names(state)
    result = run("resolve", "-C", state, NEW, "drop")
    assert result.exit_code == 2
    assert "overrides/mine.yml" in result.output
    assert run("resolve", "-C", state, NEW, "keep").exit_code == 0
    assert NEW in names(state)


def test_a_build_does_not_wait_for_what_readers_do_not_see(family: Path):
    state, _ = upgraded(family, "hide", more=", stale: fail")
    assert run("check", "-C", state).exit_code == 0


def test_what_a_state_drops_waits_no_more_in_its_county(family: Path):
    state, _ = upgraded(family, "show")
    county = family / "county"
    with (county / "content/playbook.yml").open("a", encoding="utf-8") as manifest:
        manifest.write("policy: {new_items: review}\n")
    assert run("upgrade", "-C", county).exit_code == 3
    assert f"playbook resolve {NEW} keep|drop" in run("status", "-C", county).stdout
    text = f"items:\n  {NEW}: {{hide: true}}\n"
    (state / "overrides/out.yml").write_text(text, encoding="utf-8")
    assert run("upgrade", "-C", state).exit_code == 0
    assert run("upgrade", "-C", county).exit_code == 0
    assert run("status", "-C", county).exit_code == 0
    assert '"new"' not in (county / "playbook.lock").read_text(encoding="utf-8")


def test_a_slip_in_the_name_of_a_new_item_is_answered_with_its_name(family: Path):
    state, _ = upgraded(family, "review")
    result = run("resolve", "-C", state, "tips/safe-romms", "keep")
    assert result.exit_code == 2
    assert f'Did you mean "{NEW}"?' in result.output


def test_a_new_item_has_nothing_to_edit_or_adopt(family: Path):
    state, _ = upgraded(family, "review")
    for action in ("adopt", "edit"):
        result = run("resolve", "-C", state, NEW, action, "--text", "x")
        assert result.exit_code == 2
        assert "is new" in result.output


def test_a_build_refuses_while_something_new_waits_where_the_manifest_says_so(family: Path):
    state, _ = upgraded(family, "review", more=", stale: fail")
    for command in ("check", "build"):
        result = run(command, "-C", state)
        assert result.exit_code == 1
        assert "content/playbook.yml:" in result.output
        assert NEW in result.output
    assert run("resolve", "-C", state, NEW, "keep").exit_code == 0
    assert run("check", "-C", state).exit_code == 0


def test_what_a_state_holds_back_its_county_gets_when_the_state_takes_it(family: Path):
    state, _ = upgraded(family, "hide")
    county = family / "county"
    assert run("upgrade", "-C", county).exit_code == 0
    assert not {NEW, "a trace"} & names(county)
    assert run("resolve", "-C", state, NEW, "keep").exit_code == 0
    result = run("upgrade", "-C", county)
    assert result.exit_code == 0
    assert f"new             1  {NEW}" in result.stdout
    assert NEW in names(county)


def test_a_new_item_that_upstream_renames_or_takes_back_waits_no_more_under_its_old_name(
    family: Path,
):
    state, _ = upgraded(family, "hide")
    tips = family / "national-2027/content/tips"
    text = (tips / "safe-rooms.yml").read_text(encoding="utf-8")
    (tips / "safe-rooms.yml").unlink()
    (tips / "calm-rooms.yml").write_text(f"{text}was: [{NEW}]\n", encoding="utf-8")
    assert run("upgrade", "-C", state).exit_code == 0
    lock = state / "playbook.lock"
    assert '"new": ["tips/calm-rooms"]' in lock.read_text(encoding="utf-8")
    (tips / "calm-rooms.yml").unlink()
    assert run("upgrade", "-C", state).exit_code == 0
    assert '"new"' not in lock.read_text(encoding="utf-8")


def test_what_waits_goes_on_waiting_when_more_comes(family: Path):
    state, _ = upgraded(family, "hide")
    tips = family / "national-2027/content/tips"
    text = (tips / "safe-rooms.yml").read_text(encoding="utf-8")
    (tips / "warm-rooms.yml").write_text(text, encoding="utf-8")
    assert run("upgrade", "-C", state).exit_code == 0
    lock = (state / "playbook.lock").read_text(encoding="utf-8")
    assert f'"new": ["{NEW}", "tips/warm-rooms"]' in lock
