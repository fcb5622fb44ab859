"""The playbook that ships: complete, plain, honest, and of one voice."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from playbook.model import CaseStudy, Guide, Item, Move, Ref, Step, Worksheet
from playbook.pipeline import check
from playbook.texts import LINK
from playbook.validate import Playbook
from playbook.walk import leaves

ROOT = Path(__file__).parent.parent
IDEAS = [
    line.split("\t")
    for line in (ROOT / "tests" / "ideas.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
AT_LEAST = {
    "steps": 20,
    "tips": 91,
    "appeals": 4,
    "case-studies": 19,
    "worksheets": 27,
    "checklists": 16,
    "guides": 12,
    "rules": 12,
    "roles": 12,
    "terms": 40,
    "paths": 23,
    "sources": 100,
}


BARE = re.compile(r"\b[\w-]+\.(?:org|com|net|gov|edu)\b(?!\w)", re.I)
RUNNING = {
    *("summary", "body", "why", "do", "note"),
    *("situation", "challenge", "moves", "result", "lessons", "decision_rule", "not_known"),
}


@pytest.fixture(scope="module")
def playbook() -> Playbook:
    return check(ROOT)


def said(item: Item) -> list[str]:
    """The running sentences of an item, without labels, lists of words and answers of examples."""
    return [
        LINK.sub(lambda found: found[2] or "", text).strip()
        for place, text in leaves(item)
        if not isinstance(text, Ref) and place[0] in RUNNING and place[-1] != "when"
    ]


def prose(item: Item) -> str:
    """The running sentences, each with its full stop."""
    return " ".join(f"{text.rstrip('.')}." for text in said(item))


def syllables(word: str) -> int:
    """A count by groups of vowels, silent endings left out."""
    stem = re.sub(r"(?<![lst])(?:es|ed|e)$", "", word.lower().strip("'"))
    return max(1, len(re.findall(r"[aeiouy]+", stem)))


def grade(text: str) -> float:
    """The school grade of a text (Flesch and Kincaid, 1975)."""
    words = re.findall(r"[A-Za-z']+", text)
    sentences = max(1, len(re.findall(r"[.!?]+[\"')*]*(?:\s|$)", text)))
    return 0.39 * len(words) / sentences + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def test_every_kind_is_there_in_number(playbook: Playbook):
    counts = Counter(ref.kind for ref in playbook.items)
    assert {kind: counts[kind] for kind in AT_LEAST if counts[kind] < AT_LEAST[kind]} == {}


@pytest.mark.parametrize(("idea", "ref", "words"), IDEAS, ids=[row[0] for row in IDEAS])
def test_an_idea_of_the_sources_is_found_where_it_belongs(idea: str, ref: str, words: str):
    text = (ROOT / "content" / f"{ref}.yml").read_text(encoding="utf-8")
    assert " ".join(words.split()) in " ".join(text.split()), idea


def test_the_words_are_plain(playbook: Playbook):
    grades = {ref: grade(prose(item)) for ref, item in playbook.items.items()}
    assert 5 < sum(grades.values()) / len(grades) < 6
    hard = {ref: found for ref, found in grades.items() if found > 9 and ref.kind != "sources"}
    clipped = {ref: found for ref, found in grades.items() if found < 2}
    assert hard | clipped == {}, "nothing needs ten years of school, nothing is a telegram"
    steps = {ref: found for ref, found in grades.items() if ref.kind == "steps"}
    assert {ref: found for ref, found in steps.items() if not 3.9 < found < 7} == {}


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Go. Ask. Write. Wait.", -4, 0),
        ("Ask early, because people like to shape a plan more than to sign one.", 4, 7),
        ("Organizational stakeholders operationalize interdisciplinary accountability.", 20, 60),
    ],
)
def test_a_grade_tells_telegrams_and_reports_from_plain_words(text: str, low: float, high: float):
    assert low < grade(text) < high


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


def about(playbook: Playbook, step: Ref) -> Counter[str]:
    """How many items of each kind name a step, or have it as a stop."""
    return Counter(
        ref.kind
        for ref, item in playbook.items.items()
        if step in getattr(item, "steps", ())
        or step in (stop.item for stop in getattr(item, "stops", ()))
    )


def test_each_step_has_a_tool_a_tip_a_case_and_a_guide_or_path(playbook: Playbook):
    steps = {ref: item for ref, item in playbook.items.items() if isinstance(item, Step)}
    assert [ref for ref, step in steps.items() if not step.tools] == []
    for kinds in ({"tips"}, {"case-studies"}, {"guides", "paths"}):
        assert [ref for ref in steps if not kinds & set(about(playbook, ref))] == [], kinds


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
