"""A reason is given for an item, or for what it is about; readers see it beside that."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from playbook.pipeline import assemble
from tests.forks.years import Years, alone

TIP = "tips/call-first"
STEP = "steps/first-meeting"
SAID = f"""items:
  {TIP}:
    set: {{title: Call us first, body: Call the state office.}}
    why:
      title: We are the ones to call.
      # The office moved.
      body: The national line is closed.
  {STEP}:
    set: {{time: 45-60}}
    lists:
      done_when:
        add: [{{id: st-form, text: Form CA-7 is signed., first: true}}]
        remove: [list-kept]
    why: {{done_when.st-form: State law., time: Rooms are dear.}}
order:
  begin: [{{move: {STEP}, first: true, why: People want to meet.}}]
"""


@pytest.fixture
def years(family: Path) -> Years:
    years = alone(family)
    years.say(SAID)
    return years


def whys(years: Years) -> dict[str, str]:
    told = json.loads(years.do("status", "--json").stdout)
    return {
        one["cell"]: one["why"]
        for one in told["statements"]
        if one["file"].startswith("overrides/")
    }


def article(years: Years, ref: str) -> str:
    return next(page.article for page in assemble(years.fork).pages if page.name == ref)


def test_each_statement_has_its_own_reason(years: Years):
    assert whys(years) == {
        f"{TIP}/title": "We are the ones to call.",
        f"{TIP}/body": "The national line is closed.",
        f"{STEP}/time": "Rooms are dear.",
        f"{STEP}/done_when/st-form": "State law.",
        f"{STEP}/done_when/list-kept": "",
        f"playbook/phases/begin/steps/{STEP}/@place": "People want to meet.",
    }
    assert years.do("check").exit_code == 0


def test_one_reason_for_an_item_stays_valid(years: Years):
    years.say(f"items:\n  {TIP}: {{set: {{title: A, body: B}}, why: Ours.}}\n")
    assert set(whys(years).values()) == {"Ours."}


def test_readers_see_a_reason_beside_its_field_alone(years: Years):
    page = article(years, TIP)
    parts = re.findall(r"<div><dt>(.*?)</dt><dd.*?>(.*?)</dd></div>", page, re.DOTALL)
    parts = [part for part in parts if part[0] in ("Title", "Text")]
    assert len(parts) == 2
    assert ["ones to call" in text for _, text in parts] == [True, False]
    assert ["line is closed" in text for _, text in parts] == [False, True]
    assert page.count("Why it was changed:") == 2


def test_a_reason_for_what_was_added_names_its_field(years: Years):
    page = article(years, STEP)
    assert re.search(r"Done when\W+Why it was changed: State law\.", page)


@pytest.mark.parametrize(
    ("why", "wrong"),
    [
        (
            "{titel: x}",
            'gives a reason for "titel", which you do not change. Did you mean "title"?',
        ),
        ("{title: [x]}", "must be a text"),
        ("[x]", "must be a text"),
        ("", "must be a text"),
    ],
)
def test_a_reason_that_is_none_is_told(why: str, wrong: str, years: Years):
    years.say(f"items:\n  {TIP}:\n    set: {{title: A}}\n    why: {why}\n")
    result = years.do("check")
    assert result.exit_code == 1
    assert wrong in result.stdout
    assert "overrides/changes.yml:4" in result.stdout


def test_a_reason_goes_with_its_statement(years: Years):
    years.upgrade()
    assert years.do("resolve", f"{TIP}/title", "take").exit_code == 0
    text = (years.fork / "overrides/changes.yml").read_text(encoding="utf-8")
    assert "ones to call" not in text
    assert "# The office moved." in text
    assert "line is closed" in text
    assert years.do("check").exit_code == 0
    assert years.do("resolve", f"{TIP}/body", "take").exit_code == 0
    assert TIP not in (years.fork / "overrides/changes.yml").read_text(encoding="utf-8")


def test_a_reason_that_two_share_stays_for_the_other(years: Years):
    changes = "remove: [list-kept, people-came], add: [{id: st-x, text: X.}]"
    said = f"lists: {{done_when: {{{changes}}}}}\n    why: {{done_when: Ours.}}"
    years.say(f"items:\n  {STEP}:\n    {said}\n")
    years.upgrade()
    assert years.do("resolve", f"{STEP}/done_when/list-kept", "take").exit_code == 0
    assert set(whys(years).values()) == {"Ours."}
    assert len(whys(years)) == 2


def test_reasons_stand_in_an_adopted_item(years: Years):
    years.say(
        f"items:\n  {TIP}:\n    set: {{title: A, body: B}}\n    why: {{title: One., body: Two.}}\n"
    )
    years.upgrade()
    years.drop(TIP)
    years.upgrade()
    assert years.do("resolve", TIP, "adopt").exit_code == 0
    text = (years.fork / "content/tips/st-call-first.yml").read_text(encoding="utf-8")
    assert "# One.\n# Two.\n" in text
