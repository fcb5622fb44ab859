"""The playbook that ships: complete, plain, honest, and of one voice."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from playbook.model import CaseStudy, Guide, Item, Move, Ref, Worksheet
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
    "tips": 70,
    "appeals": 4,
    "case-studies": 19,
    "worksheets": 24,
    "checklists": 16,
    "guides": 12,
    "rules": 12,
    "roles": 12,
    "terms": 40,
    "paths": 12,
    "sources": 81,
}


@pytest.fixture(scope="module")
def playbook() -> Playbook:
    return check(ROOT)


def prose(item: Item) -> str:
    """The sentences of an item, without links' refs and Markdown's signs."""
    texts = (
        text for place, text in leaves(item) if not isinstance(text, Ref) and "urls" not in place
    )
    plain = (LINK.sub(lambda found: found[2] or "", text) for text in texts)
    return " ".join(f"{text.strip().rstrip('.')}." for text in plain if len(text.split()) > 5)


def syllables(word: str) -> int:
    """A count by groups of vowels, silent endings left out."""
    stem = re.sub(r"(?<![lst])(?:es|ed|e)$", "", word.lower().strip("'"))
    return max(1, len(re.findall(r"[aeiouy]+", stem)))


def grade(text: str) -> float:
    """The school grade of a text (Flesch and Kincaid, 1975)."""
    words = re.findall(r"[A-Za-z']+", text)
    sentences = max(1, len(re.findall(r"[.!?:]+(?:\s|$)", text)))
    return 0.39 * len(words) / sentences + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def test_every_kind_is_there_in_number(playbook: Playbook):
    counts = Counter(ref.kind for ref in playbook.items)
    assert {kind: counts[kind] for kind in AT_LEAST if counts[kind] < AT_LEAST[kind]} == {}


@pytest.mark.parametrize(("idea", "ref", "words"), IDEAS, ids=[row[0] for row in IDEAS])
def test_an_idea_of_the_sources_is_found_where_it_belongs(idea: str, ref: str, words: str):
    text = (ROOT / "content" / f"{ref}.yml").read_text(encoding="utf-8")
    assert " ".join(words.split()) in " ".join(text.split()), idea


def test_the_words_are_plain(playbook: Playbook):
    grades = {ref: grade(text) for ref, item in playbook.items.items() if (text := prose(item))}
    assert sum(grades.values()) / len(grades) < 8
    assert {ref: round(found, 1) for ref, found in grades.items() if found > 11} == {}


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
