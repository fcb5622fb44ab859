"""What a fork may not change of its upstream's items: their licences, and their names."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.forks.years import Years, alone

TIP = "tips/ask-early"
SHEET = "worksheets/one-page-plan"
LICENCE = "licence: {title: CC BY-NC 4.0, url: https://creativecommons.org/licenses/by-nc/4.0/}\n"


@pytest.fixture
def years(family: Path) -> Years:
    return alone(family)


@pytest.mark.parametrize(
    "said",
    [
        "set: {licence: {title: CC0, url: https://example.org/}}",
        "set: {licence.title: CC0}",
        "unset: [licence]",
        "edit: {licence.title: [{replace: NC, with: SA}]}",
    ],
)
def test_the_licence_of_an_upstream_item_stays(said: str, years: Years):
    path = years.upstream / f"{TIP}.yml"
    path.write_text(path.read_text(encoding="utf-8") + LICENCE, encoding="utf-8")
    years.upgrade()
    with (years.fork / "content/playbook.yml").open("a", encoding="utf-8") as manifest:
        manifest.write("use: commercial\n")
    years.say(f"items:\n  {TIP}:\n    {said}\n")
    result = years.do("check")
    assert result.exit_code == 1
    assert "overrides/changes.yml:3" in result.stdout
    assert "which its author alone can change" in result.stdout
    assert "tips/ask-early: is under CC BY-NC 4.0" in result.stdout


@pytest.mark.parametrize(
    ("ref", "said"),
    [
        (SHEET, "set: {fields.result.key: other}"),
        (SHEET, "set: {fields.result: {key: other, type: text, label: What?}}"),
        (SHEET, "set: {fields.kind.options.new.id: other}"),
        (SHEET, "lists: {fields: {set: {result: {key: other}}}}"),
        ("steps/first-meeting", "set: {done_when.list-kept.id: other}"),
        ("steps/first-meeting", "unset: [done_when.list-kept.id]"),
    ],
)
def test_a_name_on_which_answers_hang_stays(ref: str, said: str, years: Years):
    years.say(f"items:\n  {ref}:\n    {said}\n")
    result = years.do("check")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 1, result.stdout
    assert "saved answers depend" in result.stdout


def test_a_whole_entry_may_be_written_anew_under_its_name(years: Years):
    new = "{key: result, type: text, label: What?}"
    years.say(f"items:\n  {SHEET}: {{set: {{fields.result: {new}}}}}\n")
    assert years.do("check").exit_code == 0
