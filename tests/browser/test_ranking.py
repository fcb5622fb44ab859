"""The ranking in a real browser, without a page around it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from playbook.render import Site
from playbook.search.letters import words
from tests.search.engines import load, ranked
from tests.search.measure import Query, halves, later, scores


@pytest.fixture(scope="module")
def engine(browser: Browser, default_site: Site) -> Iterator[Page]:
    """An empty page with the engine and the index of the shipped playbook; all ask the same one."""
    page = browser.new_page()
    load(page, default_site.files)
    ranked(page, [])
    yield page
    page.close()


@pytest.mark.parametrize("chosen", [halves()[1], later()], ids=["reported half", "written later"])
def test_members_words_find_the_right_item_among_the_first_three(engine: Page, chosen: list[Query]):
    answers = ranked(engine, [query.text for query in chosen])
    assert scores(chosen, answers).hit >= 0.9


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("working agreement worksheet", "worksheets/working-agreement"),
        ("stakeholder template", "worksheets/allies-opponents-undecideds"),
        ("form for next steps", "worksheets/next-steps-tracker"),
        ("checklist for a pitch", "checklists/pitch-ready"),
        ("coaltion", "terms/coalition"),
        ("colition", "terms/coalition"),  # has the stem of "color"
        ("tincupping", "terms/tin-cupping"),
        ("prioritization of conversations", "tips/rank-conversations-by-impact"),
        ("what is a coalition", "terms/coalition"),
        ("how do we vote", "tips/decide-how-to-decide"),
    ],
)
def test_what_comes_first(engine: Page, typed: str, first: str):
    assert ranked(engine, [typed])[typed][0] == first


@pytest.mark.parametrize(
    ("one", "other", "deep"),
    [
        ("spoken", "speaking", False),
        ("decided", "decision", False),
        ("children", "child", False),
        ("doing", "does", False),
        ("empathy", "empathetic", True),
        ("organization", "organise", True),
        ("favours", "favor", False),
        ("saying", "say", False),
        ("fees", "fee", False),
        ("adding", "add", False),
        ("planning", "plan", False),
    ],
)
def test_forms_of_a_word_are_relatives(engine: Page, one: str, other: str, deep: bool):
    script = "([words, deep]) => words.map(playbook.search.stemmer('en', deep))"
    first, second = engine.evaluate(script, [[one, other], deep])
    assert first == second


def test_close_relatives_are_fewer_than_distant_ones(engine: Page):
    script = """() => [true, false].map((deep) => new Set(["lead", "leading", "leader"]
      .map(playbook.search.stemmer("en", deep))).size)"""
    assert engine.evaluate(script) == [1, 2]


def test_a_name_that_says_the_whole_beats_many_that_say_it_in_parts(engine: Page):
    script = """() => {
      const items = [
        [["keep", "promise"], ["thank", "partner"], ["track", "promise"]],
        [["keep", "track"]],
        [["track"], ["keep"]],
      ];
      const alike = playbook.search.names(items, () => 1);
      const said = (word) => ({ways: [{words: [word], factor: 1}], worth: 1});
      const found = [...alike([said("keep"), said("track")])].sort((a, b) => b[1] - a[1]);
      return found.map(([item]) => item);
    }"""
    assert engine.evaluate(script)[0] == 1


def test_marks_are_vowels_where_they_make_other_words():
    assert len({*words("दिन दान दीन")}) == 3
    assert words("ท่า") != words("ทำ")
    assert words("Café") == words("cafe\u0301") == words("CAFE")


def test_everything_that_readers_are_said_to_type_is_understood(engine: Page):
    script = """() => {
      const typed = Object.keys(playbook.found.synonyms);
      return typed.filter((key) => {
        const { results, read } = ranking.rank(key);
        return !results.length || read.length;
      });
    }"""
    assert engine.evaluate(script) == []


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("waht is a coalition", [["waht", "what"]]),
        ("how shoud we decide", [["shoud", "should"]]),
        ("spokeperson", [["spokeperson", "spokesperson"]]),
        ("facilitating a meeting", []),
        ("welcome packet", []),  # no pocket: "pack" is known to more items
        ("meetingchair", [["meetingchair", "meeting chair"]]),
        ("facebo", []),
        ("gettogether", []),
    ],
)
def test_a_slip_is_read_as_what_was_meant_and_nothing_else_is(
    engine: Page, typed: str, read: list[list[str]]
):
    script = "(typed) => ranking.rank(typed).read"
    assert engine.evaluate(script, typed) == read


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("case studies", "case-studies"),
        ("ground rules", "rules"),
        ("the worksheets", "worksheets"),
        ("check lists", "checklists"),
    ],
)
def test_the_name_of_a_kind_brings_its_items_first(engine: Page, typed: str, kind: str):
    found = ranked(engine, [typed])[typed][:4]
    assert {ref.partition("/")[0] for ref in found} == {kind}


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("form a coalition", "paths/first-time-convener"),
        ("ask the biggest member to step back", "paths/one-member-dominates"),
    ],
)
def test_a_verb_that_is_spelled_like_a_kind_asks_for_none(engine: Page, typed: str, first: str):
    assert ranked(engine, [typed])[typed][0] == first


def test_a_small_word_has_no_relatives(engine: Page):
    typed = "we don't agree"  # "don" is no donor
    found = ranked(engine, [typed])[typed][:3]
    assert not {"steps/trade-resources", "worksheets/ask-and-offer"} & set(found)


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("es", "reuniones", "reunión"),
        ("es", "coaliciones", "coalición"),
        ("es", "voces", "voz"),
        ("es", "aliadas", "aliada"),
        ("ar", "الحليف", "حليف"),
        ("ar", "والداعي", "الداعي"),
        ("ar", "الصفحه", "صفحة"),
        ("ar", "اتفاق", "للاتفاق"),
        ("ar", "اجتماعات", "الاجتماع"),
    ],
)
def test_forms_of_a_word_meet_in_other_languages(engine: Page, language: str, one: str, other: str):
    script = """([language, texts]) => texts.map((text) =>
      playbook.search.letters(playbook.found).words(text).map(
        playbook.search.stemmer(language, false)).join(" "))"""
    first, second = engine.evaluate(script, [language, [one, other]])
    assert first == second
