"""What a fork is told of its own lines, where it sees them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.forks.years import Years, alone, run


@pytest.fixture
def years(family: Path) -> Years:
    return alone(family)


@pytest.mark.parametrize(
    ("said", "hint"),
    [
        ("tips/ask-early: {unset: [summary]}", "take this out."),
        (
            "worksheets/one-page-plan: {lists: {fields.kind.options: {remove: [better]}}}",
            "An entry is removed here",
        ),
    ],
)
def test_what_a_statement_causes_in_upstreams_files_is_told_at_the_statement(
    said: str, hint: str, years: Years
):
    years.say(f"items:\n  {said}\n")
    result = years.do("check")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 1
    assert result.stdout.startswith("overrides/changes.yml:2:")
    assert hint in result.stdout


def test_a_step_of_ones_own_that_stands_nowhere_is_told_where_it_is_written(years: Years):
    step = (years.upstream / "steps/first-meeting.yml").read_text(encoding="utf-8")
    (years.fork / "content/steps/st-mine.yml").write_text(step, encoding="utf-8")
    result = years.do("check")
    assert result.exit_code == 1
    assert result.stdout == (
        "content/steps/st-mine.yml:1:1: steps/st-mine: is in no phase. "
        "Write where it stands under `order:` in overrides/.\n"
    )


def test_values_are_printed_as_they_could_be_written(years: Years):
    years.say("items:\n  tips/ask-early: {set: {tags: [one, two]}}\n")
    told = years.do("explain", "tips/ask-early/tags").stdout
    assert told.startswith('["one", "two"]\n')


def test_a_reason_of_two_lines_stays_on_its_line(years: Years):
    years.say(
        "items:\n  tips/ask-early:\n    set: {title: Soon}\n    why: |\n      One.\n      Two.\n"
    )
    told = years.do("explain", "tips/ask-early/title").stdout
    assert "  One. Two.  <- in effect\n" in told


def test_the_marks_of_what_went_and_came_are_explained_where_they_are_used(years: Years):
    assert "went" not in years.do("status").stdout
    years.say("items:\n  tips/ask-early: {set: {title: Soon}}\n")
    years.upgrade()
    years.change("tips/ask-early", "title: Ask early", "title: Ask very early")
    years.upgrade()
    assert years.do("status").stdout.endswith("[-these words-] went, [+these+] came\n")


def test_a_new_fork_has_a_title_that_asks_for_one(family: Path):
    made = run("fork", family / "national", family / "mine", "--id=org.example.mine", "--prefix=me")
    assert made.exit_code == 0, made.output
    told = Years(family, "mine").do("explain", "playbook/title")
    assert told.stdout.startswith("ME: National organising playbook\n")
    manifest = (family / "mine/content/playbook.yml").read_text(encoding="utf-8")
    assert "put your name in the place of the letters" in manifest
    assert "readers see it" in (family / "mine/overrides/changes.yml").read_text(encoding="utf-8")
