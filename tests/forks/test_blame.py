"""What a statement breaks is told at its own line, with what mends it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.forks.years import Years, alone

PLAN = "worksheets/one-page-plan"
EXAMPLE = """example:
  about: A made-up tenants' union.
  answers:
    result: A lift that works.
    kind: better
    first_date: 2026-05-01
    people: [{name: Ana, trust: "3"}]
"""


@pytest.fixture
def years(family: Path) -> Years:
    years = alone(family)
    path = years.upstream / f"{PLAN}.yml"
    path.write_text(path.read_text(encoding="utf-8") + EXAMPLE, encoding="utf-8")
    years.upgrade()
    return years


BROKEN = {
    "a field that the example answers": (
        "{lists: {fields: {remove: [first_date]}}}",
        "unset: [example.answers.first_date]",
    ),
    "an option that the example chooses": (
        "{lists: {fields.kind.options: {remove: [better], add: [{id: st-c, label: C}]}}}",
        "unset: [example.answers.kind]",
    ),
    "a field that becomes another question": (
        "{set: {fields.result.type: number}}",
        "example.answers.result",
    ),
    "a column that the example fills in": (
        "{lists: {fields.people.columns: {remove: [trust]}}}",
        "example.answers.people",
    ),
    "a field that must be there": ("{unset: [summary]}", "take this out"),
    "a list that must not be empty": (
        "{lists: {fields: {remove: [result, kind, people, first_date]}}, unset: [example]}",
        "leave it in, or add another",
    ),
    "a text that is no title": ("{set: {title: '<b>x</b>'}}", "Remove the tag"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_it_is_told_at_ones_own_line(name: str, years: Years):
    said, cure = BROKEN[name]
    years.say(f"items:\n  tips/call-first: {{set: {{title: Ours}}}}\n  {PLAN}: {said}\n")
    result = years.do("check")
    assert result.exit_code == 1
    rows = result.stdout.splitlines()
    assert rows
    assert all(row.startswith("overrides/changes.yml:3:") for row in rows), rows
    assert any(cure in row for row in rows), rows


def test_the_cure_mends_it(years: Years):
    said = "{lists: {fields: {remove: [first_date]}}, unset: [example.answers.first_date]}"
    years.say(f"items:\n  {PLAN}: {said}\n")
    assert years.do("check").exit_code == 0


def test_of_several_statements_the_one_that_did_it_is_named(years: Years):
    years.say(
        f"items:\n  {PLAN}:\n    set:\n      fields.kind.label: Which kind?\n"
        "      example.answers.result: Another result.\n"
        "    lists:\n      fields:\n        remove:\n          - first_date\n"
    )
    result = years.do("check")
    assert result.stdout.startswith("overrides/changes.yml:9:")


def test_what_another_item_takes_from_it_is_told_here(years: Years):
    plan = (years.upstream / f"{PLAN}.yml").read_text(encoding="utf-8")
    other = "title: Report\nsummary: What came of it.\nfields:\n  - key: begun\n    type: date\n"
    other += f"    label: When did you begin?\n    from: {{field: {PLAN}#first_date}}\n"
    (years.upstream / "worksheets/report.yml").write_text(other, encoding="utf-8")
    assert EXAMPLE in plan
    years.upgrade()
    said = "{lists: {fields: {remove: [first_date]}}, unset: [example]}"
    years.say(f"items:\n  {PLAN}: {said}\n")
    result = years.do("check")
    assert result.exit_code == 1
    assert result.stdout.startswith("overrides/changes.yml:2:")
    assert "Upstream has it in fields.begun.from.field of worksheets/report" in result.stdout
