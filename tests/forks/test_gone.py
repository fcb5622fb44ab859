"""What upstream takes away while a fork changes it: the fork's words stay, year after year."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.forks.years import Years, alone, entries

TIP = "tips/ask-early"
STEP = "steps/say-what-you-want"


@pytest.fixture
def years(family: Path) -> Years:
    return alone(family)


def test_an_item_that_said_the_same_and_then_went_keeps_its_copy(years: Years):
    years.say(f"items:\n  {TIP}: {{set: {{title: Ask soon}}}}\n")
    years.upgrade()
    years.change(TIP, "Ask early", "Ask soon")
    years.upgrade()
    assert years.states()[f"{TIP}/title"] == "adopted"
    years.drop(TIP)
    years.upgrade()
    assert years.states()[f"{TIP}/title"] == "orphan"
    assert years.item(TIP)["title"] == "Ask soon"
    assert years.do("check").exit_code == 0
    years.settled()


@pytest.mark.parametrize(
    "said",
    [
        "set: {done_when.said-back.text: OURS}",
        "edit: {done_when.said-back.text: [{append: OURS}]}",
    ],
)
def test_an_entry_that_went_before_its_item_stays_in_the_copy(said: str, years: Years):
    years.say(f"items:\n  {STEP}: {{{said}}}\n")
    years.upgrade()
    years.change(STEP, "  - {id: said-back, text: A colleague could say it back}\n", "")
    years.upgrade()
    years.drop(STEP)
    years.upgrade()
    for _ in range(2):
        row = entries(years.item(STEP), "done_when")
        assert str(row["said-back"]["text"]).endswith("OURS")
        years.settled()


def test_a_second_statement_on_what_went_outlives_the_first(years: Years):
    years.say(f"items:\n  {TIP}:\n    set:\n      title: Ask soon\n")
    years.upgrade()
    years.drop(TIP)
    years.upgrade()
    years.say(f"items:\n  {TIP}:\n    set:\n      title: Ask soon\n      summary: Ours.\n")
    assert years.do("resolve", f"{TIP}/title", "drop").exit_code == 0
    assert years.states() == {f"{TIP}/summary": "orphan"} | words(years)
    assert years.item(TIP)["summary"] == "Ours."
    years.upgrade()
    years.settled()


def words(years: Years) -> dict[str, str]:
    return {cell: state for cell, state in years.states().items() if cell.startswith("playbook/")}


@pytest.mark.parametrize("step", [STEP, "steps/first-meeting"])
def test_a_step_that_went_stays_where_it_stood(step: str, years: Years):
    years.say(f"items:\n  {step}: {{set: {{title: Ours}}}}\n")
    years.upgrade()
    before = years.phase()
    other = ({STEP, "steps/first-meeting"} - {step}).pop()
    years.drop(step, instead=other)
    years.upgrade()
    for _ in range(2):
        assert years.phase() == before
        assert years.do("check").exit_code == 0, years.do("check").output
        years.settled()


def test_a_step_that_went_can_still_be_moved(years: Years):
    years.say(
        f"items:\n  {STEP}: {{set: {{title: Ours}}}}\n"
        f"order:\n  begin: [{{move: {STEP}, after: steps/first-meeting}}]\n"
    )
    years.upgrade()
    years.drop(STEP)
    years.upgrade()
    assert years.phase() == ["steps/first-meeting", STEP]
    assert years.do("check").exit_code == 0
    years.settled()


def test_an_item_that_was_renamed_and_then_went_bears_the_name_that_the_fork_knows(years: Years):
    years.say(f"items:\n  {TIP}: {{set: {{title: Ask soon}}}}\n")
    years.upgrade()
    years.rename(TIP, "tips/ask-first")
    years.upgrade()
    years.drop("tips/ask-first")
    assert "problem" not in years.upgrade().stdout
    assert years.item(TIP)["title"] == "Ask soon"
    assert years.do("check").exit_code == 0
    years.settled()


def test_items_that_were_made_one_and_then_went_are_two_again(years: Years):
    two = ("tips/ask-early", "tips/record-calls")
    years.say("items:\n" + "".join(f"  {ref}: {{set: {{title: Our {ref}}}}}\n" for ref in two))
    years.upgrade()
    years.rename(two[0], "tips/ask-well", two[1])
    years.upgrade()
    years.drop("tips/ask-well")
    years.upgrade()
    assert [years.item(ref)["title"] for ref in two] == [f"Our {ref}" for ref in two]
    assert years.do("check").exit_code == 0
    years.settled()
