from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playbook.answers import RefusedError, dumps, normalise, parse, sheet_of, without_private
from playbook.answers.figures import row_figure, sheet_figure
from playbook.answers.names import flat, nest
from playbook.fields.computed import Computed
from playbook.model import Checklist, Ref
from tests.sheets.making import answers_to, playbook_of

if TYPE_CHECKING:
    from playbook.answers import Sheet

ENTRY = playbook_of("en").entries[Ref("worksheets/all")]
SHEET = sheet_of(playbook_of("en").manifest, ENTRY.ref, ENTRY.item, {})
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=12,
)


def _file(**values: Any) -> bytes:
    whole = {
        "format": "playbook-answers/1",
        "playbook": "org.example.sheets",
        "worksheet": "worksheets/all",
        "answers": {},
    }
    return json.dumps(whole | values).encode()


def _parse(raw: bytes, sheet: Sheet = SHEET) -> Any:
    return parse(raw, name="mine.json", sheets=[sheet])


def _of(**answers: Any) -> dict[str, Any]:
    return normalise({"answers": answers}, SHEET).answers


@settings(deadline=None, max_examples=40)
@given(answers_to(SHEET), JSON)
def test_canonical_answers_stay_as_they_are(raw, junk):
    once = dumps(normalise({"answers": raw, "earlier": {"x": junk}, "copy": "Łódź"}, SHEET))
    assert dumps(_parse(once)) == once


@settings(deadline=None, max_examples=60)
@given(JSON)
def test_no_value_whatever_stops_the_reading(junk):
    raw = dict.fromkeys([*SHEET.questions(), "unknown"], junk)
    once = dumps(normalise({"answers": raw, "earlier": junk, "seen": junk}, SHEET))
    assert dumps(_parse(once)) == once


@settings(deadline=None, max_examples=40)
@given(answers_to(SHEET))
def test_answers_pass_through_the_names_of_a_form(raw):
    answers = normalise({"answers": raw}, SHEET)
    assert normalise({"answers": nest(flat(answers.answers, SHEET), SHEET)}, SHEET) == answers


def test_a_row_of_nothing_but_boxes_is_a_row():
    values = {"thirty.0.done": True, "many.o1": True, "old.0.done": True, "cards.0.picks.o1": True}
    assert nest(dict(values), SHEET) == {
        "thirty": [{"done": True}],
        "many": ["o1"],
        "old": [{"done": True}],
        "cards": [{"picks": ["o1"]}],
    }


def test_the_bytes_are_sorted_and_end_in_a_line_feed():
    rows = {"10": {"name": "b"}, "2": {"name": "a"}}
    raw = dumps(normalise({"answers": {"top_name": "Zoë", "fixed": rows}}, SHEET))
    text = raw.decode()
    assert text.endswith("}\n")
    assert "Zoë" in text
    assert text.index('"10"') < text.index('"2"'), "keys made of digits sort as text"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("e\u0301", "é"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\tb", "a b"),
        ("\ufeffa\x00\ud800b", "ab"),
        (" a ", " a "),
        (" \n ", None),
        (12, None),
    ],
)
def test_a_text_has_one_form(typed, kept):
    assert _of(top_more=typed).get("top_more") == kept


def test_a_line_has_no_line_feeds():
    assert _of(top_name="a\nb")["top_name"] == "a b"


def test_blank_rows_and_lines_are_left_out_and_choices_take_the_order_of_the_worksheet():
    found = _of(
        lines=["a", " ", "b"], cards=[{"name": "A"}, {"name": ""}, {}], many=["o3", "o1", "o3"]
    )
    assert found == {"many": ["o1", "o3"], "lines": ["a", "b"], "cards": [{"name": "A"}]}


def test_a_number_in_a_file_is_read_as_it_was_typed():
    assert _parse(_file(answers={"top_amount": 1.50})).answers == {"top_amount": "1.5"}
    raw = _file().replace(b'"answers": {}', b'"answers": {"top_amount": 007.0}')
    with pytest.raises(RefusedError, match=r"mine\.json is broken"):
        _parse(raw)


def test_what_is_no_longer_asked_is_kept_as_an_earlier_answer():
    answers = normalise(
        {
            "answers": {
                "gone": "x",
                "one": "maybe",
                "many": ["o1", "old"],
                "cards": [{"name": "A", "hue": "red"}],
                "top_done": "no",
            }
        },
        SHEET,
    )
    assert answers.answers == {"many": ["o1"], "cards": [{"name": "A"}]}
    assert answers.earlier == {
        "gone": "x",
        "one": "maybe",
        "many": ["old"],
        "cards": [{"hue": "red"}],
        "top_done": "no",
    }


def test_a_renamed_question_takes_its_old_answer_along():
    assert _of(old_lines=["a"]) == {"lines": ["a"]}
    answers = normalise({"answers": {"old_lines": ["a"], "lines": ["b"]}}, SHEET)
    assert answers.answers == {"lines": ["b"]}
    assert answers.earlier == {"old_lines": ["a"]}


def test_a_question_that_comes_back_is_answered_again():
    answers = normalise({"answers": {}, "earlier": {"top_name": "Ana"}}, SHEET)
    assert answers.answers == {"top_name": "Ana"}
    assert answers.earlier == {}


def test_two_earlier_answers_under_one_key_are_both_kept():
    answers = normalise({"answers": {"gone": "new"}, "earlier": {"gone": "old"}}, SHEET)
    assert answers.earlier == {"gone": "new", "gone_": "old"}


def test_what_is_private_is_dropped_for_others():
    data = {
        "answers": {
            "top_more": "secret",
            "top_name": "Ana",
            "cards": [{"more": "secret", "name": "B"}, {"more": "only"}],
        },
        "earlier": {"gone": "secret"},
        "copy": "C",
    }
    shared = without_private(normalise(data, SHEET), SHEET)
    assert b"secret" not in dumps(shared)
    assert shared.answers == {"top_name": "Ana", "cards": [{"name": "B"}]}


REFUSED: dict[str, tuple[bytes, str]] = {
    "empty": (b" \n", "is empty"),
    "broken": (b'{"format": ', "is broken"),
    "not text": (b"\xff\xfe\x00", "is broken"),
    "nested without end": (b"[" * 100_000, "holds more than"),
    "foreign": (b'{"type": "FeatureCollection"}', "is not an answers file"),
    "a list": (b"[]", "is not an answers file"),
    "newer": (_file(format="playbook-answers/2"), "newer version"),
    "a backup": (b'{"format": "playbook-backup/1"}', "is a backup"),
    "another playbook": (_file(playbook="org.other"), 'for the playbook "org.other"'),
    "another worksheet": (_file(worksheet="worksheets/none"), "does not have"),
    "huge": (b" " * 5_000_001, "larger than 5 MB"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_file_that_is_no_answers_is_refused_by_name(case):
    raw, message = REFUSED[case]
    with pytest.raises(RefusedError, match=message) as refused:
        _parse(raw)
    assert str(refused.value).startswith("mine.json")
    assert refused.value.exit_code == 1


def test_a_fork_opens_the_answers_of_its_upstream():
    raw = _file(playbook="org.upstream", answers={"top_name": "Ana"})
    answers = parse(raw, name="a", sheets=[SHEET], upstream=["org.upstream"])
    assert answers.playbook == "org.example.sheets"


def test_a_checklist_keeps_the_text_that_was_seen():
    item = Checklist.model_validate(
        {
            "title": "C",
            "summary": "C",
            "items": [
                {"id": "do-it", "text": "**Do it**", "section": "First"},
                {"id": "then", "text": "Then", "section": "Next", "was": ["after"]},
            ],
        }
    )
    sheet = sheet_of(SHEET.manifest, Ref("checklists/c"), item, {}, lambda text: text.strip("*"))
    answers = normalise(
        {"answers": {"do-it": True, "after": True}, "seen": {"do-it": "Old"}}, sheet
    )
    data = json.loads(dumps(answers))
    assert data["checklist"] == "checklists/c"
    assert data["answers"] == {"do-it": True, "then": True}
    assert data["seen"] == {"do-it": "Old", "then": "Then"}


@pytest.mark.parametrize(
    ("operation", "values", "figure"),
    [
        ("sum", ["1", "2,5", "1 000", "x", ""], "1003.5"),
        ("sum", ["99.99", "0"], "99.99"),
        ("sum", ["1250.50", "0.25"], "1250.75"),
        ("sum", ["1,234.5"], "1234.5"),
        ("sum", ["-0.04"], "-0.04"),
        ("average", ["1", "2", "2"], "1.7"),
        ("average", ["x"], ""),
        ("count", ["a", ["b", "c"], True, ""], "4"),
        ("count", [], ""),
    ],
)
def test_a_figure_is_worked_out_as_people_type_numbers(operation, values, figure):
    keys = [f"k{n}" for n in range(len(values))] or ["k"]
    computed = Computed(type="computed", key="c", label="C", operation=operation, of=tuple(keys))
    assert row_figure(computed, dict(zip(keys, values, strict=False))) == figure


def test_a_figure_over_a_table_takes_all_its_rows():
    computed = Computed(type="computed", key="c", label="C", operation="sum", of=("t.a", "t.b"))
    answers = {"t": {"x": {"a": "1"}, "y": {"a": "2"}}}
    assert sheet_figure(computed, answers, {"t.b": ["4"]}) == "7"
