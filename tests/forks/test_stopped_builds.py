"""Upstream's news can leave a fork that does not build: the upgrade says so, and is done."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.forks.years import Years, alone

TIP = "tips/ask-early"
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg"/>'


@pytest.fixture
def years(family: Path) -> Years:
    return alone(family)


def linked(years: Years) -> None:
    tip = (
        "title: Ours\nsummary: Ours.\nbody: See [[tips/ask-early]].\nsteps: [steps/first-meeting]\n"
    )
    (years.fork / "content/tips").mkdir(exist_ok=True)
    (years.fork / "content/tips/st-ours.yml").write_text(tip, encoding="utf-8")
    years.upgrade()
    years.drop(TIP)


def pictured(years: Years) -> None:
    for home in (years.fork / "content", years.upstream):
        (home / "assets").mkdir(exist_ok=True)
        (home / "assets/st-map.svg").write_text(PICTURE, encoding="utf-8")


def back_again(years: Years) -> None:
    tip = (years.upstream / f"{TIP}.yml").read_text(encoding="utf-8")
    years.say(f"items:\n  {TIP}: {{set: {{title: Ask soon}}}}\n")
    years.upgrade()
    years.drop(TIP)
    years.upgrade()
    assert years.do("resolve", TIP, "adopt").exit_code == 0
    years.upgrade()
    (years.upstream / f"{TIP}.yml").write_text(tip, encoding="utf-8")


@pytest.mark.parametrize("news", [linked, pictured, back_again])
def test_a_fork_that_builds_no_more_is_told_of_it(news: Callable[[Years], None], years: Years):
    news(years)
    told = years.do("upgrade", "--json")
    assert told.exit_code == 3, told.output
    assert json.loads(told.stdout)["wrote"]
    found = years.do("check", "--json")
    assert found.exit_code == 1
    assert json.loads(told.stdout)["problems"] == json.loads(found.stdout)["problems"]


def test_how_much_stops_the_build_is_said_each_time(years: Years):
    linked(years)
    for _ in range(2):
        result = years.do("upgrade")
        assert result.exit_code == 3
        assert "Nothing to review. 1 problem stops the build: playbook check" in result.stdout


def test_a_group_that_upstream_drops_stays_as_it_was_with_ours(years: Years):
    path = years.upstream / "worksheets/one-page-plan.yml"
    bare = path.read_text(encoding="utf-8")
    group = "example: {about: A union of twenty., answers: {result: A contract}}\n"
    path.write_text(bare + group, encoding="utf-8")
    years.upgrade()
    years.say("items:\n  worksheets/one-page-plan: {set: {example.about: Ours.}}\n")
    years.upgrade()
    path.write_text(bare, encoding="utf-8")
    assert years.upgrade().exit_code == 3
    cell = "worksheets/one-page-plan/example/about"
    assert years.states()[cell] == "field-gone"
    whole = years.item("worksheets/one-page-plan")["example"]
    assert whole == {"about": "Ours.", "answers": {"result": "A contract"}}
    assert years.do("check").exit_code == 0
    years.settled()
    assert years.do("resolve", cell, "keep").exit_code == 0
    assert years.do("status").exit_code == 0
    years.upgrade()
    years.settled()
    assert years.item("worksheets/one-page-plan")["example"] == whole
