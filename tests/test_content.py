"""The playbook that ships: complete, plain, honest, and of one voice."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

from playbook.model import CaseStudy, Guide, Item, Move, Ref, Step, Worksheet
from playbook.model.walk import leaves
from playbook.pipeline import check
from playbook.texts import LINK
from playbook.validate import Playbook
from tests.reading import grade, prose, syllables

ROOT = Path(__file__).parent.parent
IDEAS = [
    line.split("\t")
    for line in (ROOT / "tests" / "ideas.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
AT_LEAST = {
    "steps": 20,
    "tips": 103,
    "appeals": 4,
    "case-studies": 19,
    "worksheets": 30,
    "checklists": 18,
    "guides": 13,
    "rules": 12,
    "roles": 12,
    "terms": 43,
    "paths": 24,
    "sources": 100,
}


HELD = ("worksheets", "checklists")
TOOL = re.compile(
    r"\b(?:the|your|our|a) ((?:[\w\u2019-]+ ){1,2}(?:logs?|chart|kit|planner|tracker|roster"
    r"|scorecard|questionnaire|sheet|checklist|worksheet))\b",
    re.I,
)
PLAIN = {
    *("chart", "sheet", "planner", "tracker", "worksheet", "checklist", "roster", "scorecard"),
    *(
        "group",
        "flip",
        "fresh",
        "large",
        "single",
        "same",
        "screen",
        "blank",
        "completed",
        "second",
    ),
}
"""Words that say what a thing is like, and not which one it is."""
BARE = re.compile(r"\b[\w-]+\.(?:org|com|net|gov|edu)\b(?!\w)", re.I)


@pytest.fixture(scope="module")
def playbook() -> Playbook:
    return check(ROOT)


def test_every_kind_is_there_in_number(playbook: Playbook):
    counts = Counter(ref.kind for ref in playbook.items)
    assert {kind: counts[kind] for kind in AT_LEAST if counts[kind] < AT_LEAST[kind]} == {}


@pytest.mark.parametrize(("idea", "ref", "words"), IDEAS, ids=[row[0] for row in IDEAS])
def test_an_idea_of_the_sources_is_found_where_it_belongs(idea: str, ref: str, words: str):
    text = (ROOT / "content" / f"{ref}.yml").read_text(encoding="utf-8")
    assert " ".join(words.split()) in " ".join(text.split()), idea


def too_hard_or_too_short(playbook: Playbook) -> dict[Ref, float]:
    """The items whose grade is outside of what their kind may have."""
    found = {}
    for ref, item in playbook.items.items():
        low, high = (5, 7) if isinstance(item, Step) else (4, 8)
        if not low <= (one := grade(prose(item))) <= high:
            found[ref] = one
    return found


def test_every_item_reads_at_school_grade_four_to_eight_and_a_step_at_five_to_seven(
    playbook: Playbook,
):
    assert too_hard_or_too_short(playbook) == {}


@pytest.mark.parametrize(
    "planted",
    [
        "Go. Ask. Write. Wait. Then go on. See who comes. Thank them. Go home.",
        "Organizational stakeholders operationalize interdisciplinary accountability.",
    ],
)
def test_a_telegram_and_a_report_would_be_noticed(playbook: Playbook, planted: str):
    ref = Ref("tips/trust")
    tip = playbook.items[ref].model_copy(update={"body": planted})
    changed = dataclasses.replace(playbook, items={**playbook.items, ref: tip})
    assert set(too_hard_or_too_short(changed)) == {ref}


@pytest.mark.parametrize(
    ("word", "count"),
    [("ask", 1), ("walked", 1), ("wanted", 2), ("table", 2), ("promises", 3), ("write", 1)],
)
def test_syllables_are_counted_as_people_speak(word: str, count: int):
    assert syllables(word) == count


ADVICE = re.compile(r"\b(?:not|no) (?:legal|tax) advice\b", re.I)


def cautions_off_paper(playbook: Playbook) -> list[Ref]:
    """The sheets that bound themselves where their paper does not say it."""
    return [
        ref
        for ref, item in playbook.items.items()
        if item.place.is_sheet and ADVICE.search(f"{item.body} {item.sources_note or ''}")
    ]


@pytest.mark.parametrize(
    ("name", "place"), [("checklists/rally", "body"), ("worksheets/newsletter", "sources_note")]
)
def test_who_has_but_the_paper_of_a_sheet_reads_that_it_is_not_legal_advice(
    playbook: Playbook, name: str, place: str
):
    assert cautions_off_paper(playbook) == []
    ref = Ref(name)
    planted = playbook.items[ref].model_copy(update={place: "**This is not legal advice.**"})
    changed = dataclasses.replace(playbook, items={**playbook.items, ref: planted})
    assert cautions_off_paper(changed) == [ref]


def test_no_two_items_have_the_same_title_or_summary(playbook: Playbook):
    for name in ("title", "summary"):
        texts = Counter(getattr(item, name).casefold() for item in playbook.items.values())
        assert [text for text, count in texts.items() if count > 1] == [], name


def test_every_item_says_where_it_comes_from_and_when_somebody_last_read_it(playbook: Playbook):
    items = playbook.items.items()
    assert [ref for ref, item in items if item.origin is None or item.reviewed is None] == []
    others = [item for ref, item in items if ref.kind != "sources" and item.origin != "ours"]
    assert [item.title for item in others if not (item.sources or item.sources_note)] == []
    assert sum(item.origin == "ours" for _, item in items) <= len(playbook.items) / 3


def test_each_tool_of_a_step_speaks_of_that_step_or_the_step_of_it(playbook: Playbook):
    steps = {ref: item for ref, item in playbook.items.items() if isinstance(item, Step)}
    for ref, step in steps.items():
        named = " ".join(text for _, text in leaves(step))
        for tool in step.tools:
            told = ref in getattr(playbook.items[tool], "steps", ())
            assert told or f"[[{tool}" in named, (
                f"{ref} has {tool}, and neither speaks of the other"
            )


def test_what_a_text_names_is_there_and_an_address_is_a_source(playbook: Playbook):
    for ref, item in playbook.items.items():
        texts = [(place, text) for place, text in leaves(item) if not isinstance(text, Ref)]
        named = {found[1].split("#")[0] for _, text in texts for found in LINK.finditer(text)}
        assert named <= {str(one) for one in playbook.items}, ref
        bare = [text for place, text in texts if "urls" not in place and BARE.search(text)]
        assert bare == [], ref


def test_a_source_is_named_by_what_rests_on_it(playbook: Playbook):
    named = {
        text
        for item in playbook.items.values()
        for _, text in leaves(item)
        if isinstance(text, Ref)
    }
    sources = {ref for ref in playbook.items if ref.kind == "sources"}
    assert sources - named == set()


def test_no_text_holds_a_sign_of_yaml_or_of_markdown_by_mistake(playbook: Playbook):
    for ref, item in playbook.items.items():
        assert [text for _, text in leaves(item) if re.search(r">-|\|-|^\s*>\s*$", text)] == [], ref


CODE = re.compile(r"`[^`]*`|<[^<>]*>|https?://\S+")


def straight_quotes(playbook: Playbook) -> list[tuple[Ref, str]]:
    """The texts with quotation marks of a typewriter, without code and what only search reads."""
    return [
        (ref, text)
        for ref, item in playbook.items.items()
        for field, text in leaves(item)
        if not {"aliases", "draw"} & set(field) and re.search("[\"']", CODE.sub("", text))
    ]


def test_quotation_marks_and_apostrophes_are_those_of_print(playbook: Playbook):
    assert straight_quotes(playbook) == []
    ref = Ref("tips/trust")
    planted = playbook.items[ref].model_copy(update={"summary": "It's `x = 'a'`, they said."})
    changed = dataclasses.replace(playbook, items={**playbook.items, ref: planted})
    assert straight_quotes(changed) == [(ref, planted.summary)]


def long_words(text: str) -> set[str]:
    return set(re.findall(r"\w{4,}", text.lower()))


def tools_that_are_missing(texts: Iterable[str], known: list[set[str]]) -> list[str]:
    """Return each sheet, log or list that a text names and no item is called.

    `known` are the long words of what items are called.
    """
    found = []
    for text in texts:
        for said in TOOL.finditer(LINK.sub(" ", text)):
            words = long_words(said[1]) - PLAIN
            if words and not any(words <= name for name in known):
                found.append(said[0])
    return found


def test_no_tool_is_named_that_is_not_there(playbook: Playbook):
    sheets = {ref: item for ref, item in playbook.items.items() if ref.kind in HELD}
    names = [f"{item.title} {ref.id} {' '.join(item.aliases)}" for ref, item in sheets.items()]
    known = list(map(long_words, names))
    for ref, item in playbook.items.items():
        if ref.kind not in ("sources", "case-studies"):
            texts = [
                text
                for place, text in leaves(item)
                if not isinstance(text, Ref) and place[0] not in ("aliases", "example")
            ]
            assert tools_that_are_missing(texts, known) == [], ref
    missing = tools_that_are_missing(["Bring the potluck roster and your pitch planner."], known)
    assert missing == ["the potluck roster"]


def test_time_people_and_what_to_bring_are_said(playbook: Playbook):
    for ref, item in playbook.items.items():
        if ref.kind in {*HELD, "steps", "guides", "paths"}:
            assert item.time, ref
            assert item.people, ref
            assert item.bring, ref


NUMBERS = (
    *("zero", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"),
)
COUNTED = re.compile(rf"\b({'|'.join(NUMBERS)}) (stops|prompts|checks|short answers)\b", re.I)


def counted(item: Item) -> dict[str, int]:
    """Return how many an item has of what its summary may count."""
    fields = [field for field in getattr(item, "fields", ()) if field.type != "note"]
    return {
        "stops": len(getattr(item, "stops", ())),
        "prompts": len(getattr(item, "prompts", ())),
        "checks": len(getattr(item, "items", ())),
        "short answers": len(fields),
    }


def miscounted(item: Item) -> list[str]:
    """Return the counts in the summary of an item that are not what it has."""
    there = counted(item)
    return [
        f"{number} {what}"
        for number, what in COUNTED.findall(item.summary or "")
        if NUMBERS.index(number.lower()) != there[what]
    ]


def test_an_item_has_as_many_stops_prompts_and_checks_as_it_says(playbook: Playbook):
    told = [ref for ref, item in playbook.items.items() if COUNTED.search(item.summary or "")]
    assert len(told) >= 25
    assert {ref: wrong for ref in told if (wrong := miscounted(playbook.items[ref]))} == {}


def test_a_stop_that_is_taken_out_is_missed_in_the_summary(playbook: Playbook):
    path = playbook.items[Ref("paths/who-is-at-the-table")]
    fewer = path.model_copy(update={"stops": getattr(path, "stops", ())[1:]})
    assert miscounted(fewer) == ["Seven stops"]


def test_every_path_has_a_way_for_those_who_have_an_hour(playbook: Playbook):
    for ref, item in playbook.items.items():
        if ref.kind == "paths":
            assert "**Only an hour?**" in (item.body or ""), ref


def test_a_meeting_says_who_can_take_part_and_how_it_goes_online(playbook: Playbook):
    for ref, item in playbook.items.items():
        if isinstance(item, Guide):
            assert "Room and access" in (item.body or ""), ref
            online = [block for block in item.blocks if block.online]
            assert online or re.search(r"online|video|phone", (item.body or ""), re.I), ref


def test_a_meeting_takes_the_time_that_it_says(playbook: Playbook):
    meetings = [item for item in playbook.items.values() if isinstance(item, Guide) and item.blocks]
    assert len(meetings) >= 8
    assert [item.title for item in meetings if str(item.minutes) != str(item.time)] == []


def test_cases_are_dated_and_each_fact_has_its_source(playbook: Playbook):
    cases = [item for item in playbook.items.values() if isinstance(item, CaseStudy)]
    dated = [
        case
        for case in cases
        if sum(isinstance(move, Move) and bool(move.sources) for move in case.moves) >= 3
    ]
    assert len(dated) >= 12
    assert sum(case.decision_rule is not None for case in cases) >= 4


def test_a_case_that_is_partly_documented_says_what_is_not_known(playbook: Playbook):
    for ref, item in playbook.items.items():
        if isinstance(item, CaseStudy) and item.status == "partly-documented":
            assert item.not_known, ref


def test_every_worksheet_has_a_completed_example_that_says_it_is_invented(playbook: Playbook):
    for ref, item in playbook.items.items():
        if isinstance(item, Worksheet):
            assert item.example is not None, ref
            assert re.search(r"invented|made-up|made up", item.example.about), ref


def test_the_appeals_are_not_credited_to_kanter(playbook: Playbook):
    for ref, item in playbook.items.items():
        if ref.kind == "appeals":
            assert "Kanter" not in prose(item), ref
