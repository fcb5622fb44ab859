"""Tonight without a browser: what people meet for, and an agenda whose minutes fit the evening."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playbook.errors import ContentError
from playbook.pipeline import check, load
from playbook.render.tonight import agenda_data, meetings
from tests.twins.browserless import NODE

ROOT = Path(__file__).parent.parent
GUIDE = """\
title: Run a meeting
summary: From hello to a date.
blocks:
  - {id: open, minutes: 10, title: Open, who: The host}
  - {id: plan, minutes: 31, least: 20, title: Plan, sheet: worksheets/plan}
"""
FILES = ("core/08-strict", "core/10-answers", "tonight/10-agenda")


def _asked(*calls: str) -> list[Any]:
    """Return what the agenda's script answers, in Node."""
    texts = [(ROOT / f"templates/forms/{name}.js").read_text("utf-8") for name in FILES]
    start = (
        "globalThis.window=globalThis;window.playbook={budgets:{}};var playbook=window.playbook;"
    )
    script = start + "\n".join(texts)
    script += f"\nconsole.log(JSON.stringify([{','.join(calls)}]))"
    done = subprocess.run(
        [str(NODE), "-"], input=script, capture_output=True, text=True, check=True, encoding="utf-8"
    )
    answers: list[Any] = json.loads(done.stdout)
    return answers


def _with(folder: Path, purposes: str = "", guide: str = GUIDE) -> Path:
    (folder / "content/guides/run-meeting.yml").write_text(guide, encoding="utf-8")
    manifest = folder / "content/playbook.yml"
    manifest.write_text(manifest.read_text("utf-8") + purposes, encoding="utf-8")
    return folder


def test_each_guide_with_blocks_is_a_purpose_where_the_manifest_names_none(base: Path):
    (meeting,) = meetings(load(_with(base)))
    assert (meeting.id, meeting.title, meeting.minutes) == ("run-meeting", "Run a meeting", 41)
    assert meeting.sheets == ("worksheets/plan",)


def test_the_manifest_names_purposes_by_a_guide_or_by_points_of_their_own(base: Path):
    purposes = """
purposes:
  - {id: meet, title: Meet, guide: guides/run-meeting}
  - {id: dig, title: Dig, points: [{id: spade, minutes: 7, title: Find a spade, note: "*Ask*."}]}
"""
    data = agenda_data(load(_with(base, purposes)), lambda text: text.replace("*", ""))
    meet, dig = data["purposes"]
    assert meet["guide"] == "guides/run-meeting"
    assert [(one["minutes"], one["least"]) for one in meet["points"]] == [(10, 5), (31, 20)]
    assert dig["points"][0] == {
        "id": "spade",
        "title": "Find a spade",
        "minutes": 7,
        "least": 4,
        "note": "Ask.",
        "sheet": "",
    }
    assert data["sheets"]["worksheets/plan"][0]


def test_a_purpose_whose_guide_the_edition_leaves_out_is_left_out(base: Path):
    hidden = GUIDE + "audience: [members]\n"
    folder = _with(base, "purposes: [{id: m, title: M, guide: guides/run-meeting}]\n", hidden)
    assert meetings(load(folder)) == ()
    assert len(meetings(load(folder, edition="members"))) == 1


@pytest.mark.parametrize(
    ("purpose", "message"),
    [
        ("{id: a, title: A}", "has neither guide nor points"),
        ("{id: a, title: A, guide: guides/run-meeting, points: [{id: b, minutes: 1, title: B}]}",
         "has both a guide and points"),
        ("{id: a, title: A, guide: guides/first-talk}", "which has no blocks"),
        ("{id: a, title: A, guide: guides/run-meting}", "which does not exist"),
        ("{id: a, title: A, points: [{id: b, minutes: 5, least: 6, title: B}]}",
         "is more than its minutes"),
        ("{id: a, title: A, points: [{id: b, minutes: 0, title: B}]}", "is too small"),
    ],
)  # fmt: skip
def test_a_purpose_that_makes_no_agenda_is_a_problem_at_its_line(
    base: Path, purpose: str, message: str
):
    lines = (base / "content/playbook.yml").read_text("utf-8").count("\n")
    with pytest.raises(ContentError) as refused:
        check(_with(base, f"purposes:\n  - {purpose}\n"))
    (problem,) = refused.value.problems
    assert message in problem.message
    assert (problem.file, problem.line) == ("content/playbook.yml", lines + 2)


POINTS = st.lists(
    st.tuples(st.integers(1, 600), st.integers(1, 600)).map(
        lambda pair: {"wanted": max(pair), "least": min(pair)}
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=1, deadline=None)
@given(st.lists(st.tuples(POINTS, st.integers(5, 720)), min_size=300, max_size=400))
def test_minutes_fill_the_evening_and_no_point_gets_less_than_it_needs(cases: Any):
    calls = [f"playbook.agenda.fitted({json.dumps(points)},{total})" for points, total in cases]
    for (points, total), minutes in zip(cases, _asked(*calls), strict=True):
        least = [point["least"] for point in points]
        assert sum(minutes) == max(total, sum(least))
        assert all(given >= needed for given, needed in zip(minutes, least, strict=True))
        wanted = [point["wanted"] for point in points]
        if minutes != wanted and sum(-(-needed // 5) for needed in least) <= total // 5:
            odd = [given for given in minutes if given % 5]
            assert odd in ([], [max(minutes)]), "people say five minutes, not four"


def test_what_adds_up_stays_and_single_minutes_come_only_where_steps_are_too_long():
    points = [{"wanted": 7, "least": 4}, {"wanted": 23, "least": 4}]
    calls = (f"playbook.agenda.fitted({json.dumps(points)},{total})" for total in (30, 62, 12, 9))
    assert _asked(*calls) == [[7, 23], [15, 47], [7, 5], [4, 5]]


POINT = {"title": "Open", "minutes": 5}


def _read(*given: Any) -> list[Any]:
    return _asked(*(f"playbook.agenda.read({json.dumps(data)})" for data in given))


def test_an_agenda_of_garbage_is_none_and_odd_values_are_as_if_nobody_had_said_them():
    ours = {"format": "playbook-tonight/1"}
    garbage: list[Any] = [None, [], "x", {}, {"format": "playbook-backup/1"}]
    odd = [None, 7, {"title": " "}, {"title": ["x"]}, POINT | {"sheet": "../../x", "least": "all"}]
    odd += [POINT | {"sheet": "worksheets/plan", "use": "copy:<script>", "note": {}}] * 60
    strange = ours | {"start": "25:00", "minutes": 1e9, "points": odd}
    *none, newer, agenda = _read(
        *garbage,
        ours | {"points": "many"},
        {"format": "playbook-tonight/2", "points": []},
        strange,
    )
    assert none == [None] * 6
    assert newer == "newer"
    assert (agenda["start"], agenda["minutes"], agenda["people"]) == ("19:00", 60, 10)
    assert len(agenda["points"]) == 40 - 4
    assert (agenda["points"][0]["sheet"], agenda["points"][0]["least"]) == ("", 1)
    assert agenda["points"][1]["use"] == "one"


def test_what_is_shared_names_no_copy_and_comes_back_as_it_was():
    point = json.dumps(POINT | {"sheet": "worksheets/plan", "use": "copy:1", "called": "Plan"})
    start = f'const a=playbook.agenda.read({{format:"playbook-tonight/1",points:[{point}]}});'
    made = f"(()=>{{{start}return [a,JSON.parse(playbook.agenda.written(a)),"
    made += "playbook.agenda.read(JSON.parse(playbook.agenda.written(a,true)))]})()"
    ((agenda, kept, shared),) = _asked(made)
    assert kept == agenda | {"format": "playbook-tonight/1"}
    assert shared["points"][0] == agenda["points"][0] | {"use": "one"}


def test_the_clock_goes_on_past_midnight():
    agenda = {"start": "23:50", "points": [{"minutes": 5}, {"minutes": 10}]}
    assert _asked(f"playbook.agenda.clock({json.dumps(agenda)})") == [[1430, 1435, 5]]
