"""What readers see of a fork: marks, upstream's words one click away, licences."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from playbook.cli import main
from playbook.merge.provenance import upstream_text
from playbook.pipeline import assemble, check
from playbook.source import Data
from tests.forks.watching import listing

OVERRIDES = """\
items:
  terms/result:
    set: {summary: What members have when we have won.}
    why: Members asked for plain words.
  sources/our-own-practice:
    edit:
      summary: [{append: " Checked by the state office."}]
"""
OWN = {
    "rules/st-no-surprises": "title: No surprises\nsummary: Nobody reads it first.\nsay: Ask me.\n",
    "terms/st-chapter": "title: Chapter\nsummary: The members of one county.\n",
}


@pytest.fixture
def pages(family: Path) -> dict[str, str]:
    state = family / "state"
    (state / "overrides/shared.yml").write_text(OVERRIDES, encoding="utf-8")
    for ref, text in OWN.items():
        path = state / f"content/{ref}.yml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return {page.name: page.article for page in assemble(state).pages}


def entry(page: str, id_: str = "") -> str:
    """Return an item on a page that it shares with others, or what a page says of upstream."""
    begin = page.index(f'id="{id_}"' if id_ else 'class="pb-upstream"')
    end = page.find('class="pb-entry', begin)
    return re.sub(r"\s+", " ", page[begin : end if end > 0 else len(page)])


def test_an_item_that_shares_its_page_says_that_it_is_ours(pages: dict[str, str]):
    for name, id_ in (("rules", "st-no-surprises"), ("terms", "st-chapter")):
        text = entry(pages[name], id_)
        assert ">Ours</strong> Added by State chapter playbook." in text
        assert "<details>" not in text


def test_an_item_that_shares_its_page_shows_upstreams_words(pages: dict[str, str]):
    term, source = (
        entry(pages["terms"], "result"),
        entry(pages["sources"], "our-own-practice"),
    )
    for text in (term, source):
        assert ">Adapted</strong> From National organising playbook, version 2026.1." in text
        assert "CC BY 4.0" in text
    assert "What is different when the work has succeeded." in term[term.index("<details>") :]
    assert "Members asked for plain words." in term
    assert "What we learned by doing it." in source[source.rindex("<details>") :]


def test_items_that_nobody_changed_are_not_marked_one_by_one(family: Path):
    pages = {page.name: page for page in assemble(family / "state").pages}
    for name in ("terms", "sources"):
        assert "pb-upstream" not in pages[name].article
        assert "National organising playbook, version 2026.1" in pages[name].footer


def test_a_playbook_without_upstream_has_no_marks(family: Path):
    assert all("pb-upstream" not in page.article for page in assemble(family / "national").pages)


def test_an_item_that_a_fork_shows_again_is_not_adapted(family: Path):
    county = family / "county"
    text = "items:\n  tips/record-calls: {hide: false, why: We may record.}\n"
    (county / "overrides/shown.yml").write_text(text, encoding="utf-8")
    pages = {page.name: page.article for page in assemble(county).pages}
    assert "National organising playbook, version 2026.1" in pages["tips/record-calls"]
    assert "Adapted" not in pages["tips/record-calls"]
    assert "We may record." not in pages["tips/record-calls"]


def test_a_county_shows_the_words_of_its_state(family: Path):
    county = family / "county"
    text = "items:\n  tips/call-first: {set: {body: Call us.}, why: Nearer.}\n"
    (county / "overrides/nearer.yml").write_text(text, encoding="utf-8")
    page = entry({page.name: page.article for page in assemble(county).pages}["tips/call-first"])
    assert "Call the state office when you are stuck." in page
    assert "Call the national office" not in page


def test_upstreams_words_are_those_of_today_and_each_reason_stands_once(family: Path):
    state = family / "state"
    path = state / "overrides/meetings.yml"
    text = path.read_text(encoding="utf-8").replace(
        "      time: 45-60\n",
        "      time: 45-60\n      do: [Book the union hall.]\n      short: Meet\n",
    )
    path.write_text(text, encoding="utf-8")
    upgraded = CliRunner().invoke(
        main, ["upgrade", "-C", str(state), "--to", str(family / "national-2027")]
    )
    assert upgraded.exit_code == 3
    pages = {page.name: page.article for page in assemble(state).pages}
    assert "Call the national office before 5 pm when" in entry(pages["tips/call-first"])
    meeting = entry(pages["steps/first-meeting"])
    assert "<li>End with one task for each person.</li>" in meeting
    assert meeting.count("State law needs form CA-7") == 1
    assert "done_when" not in meeting[meeting.index("<details>") :]


def test_an_item_under_a_licence_of_its_own_says_so(family: Path):
    term = family / "national/content/terms/result.yml"
    licence = "licence: {title: A licence of its own, url: https://example.org/own}\n"
    term.write_text(term.read_text(encoding="utf-8") + licence, encoding="utf-8")
    assert CliRunner().invoke(main, ["upgrade", "-C", str(family / "state")]).exit_code == 0
    page = {page.name: page.article for page in assemble(family / "state").pages}["terms"]
    mark = page[page.index('<div class="pb-upstream" data-search-exclude>') :].partition("</div>")[
        0
    ]
    assert "A licence of its own" in mark
    assert "CC BY 4.0" not in mark
    assert "Adapted" not in mark


def test_a_reason_is_told_where_nothing_of_upstreams_was_replaced(family: Path):
    text = "items:\n  tips/ask-early: {lists: {tags: {add: [mine]}}, why: We tag it.}\n"
    (family / "state/overrides/tags.yml").write_text(text, encoding="utf-8")
    pages = {page.name: page.article for page in assemble(family / "state").pages}
    mark = entry(pages["tips/ask-early"]).partition("</aside>")[0]
    assert "Adapted" in mark
    assert "We tag it." in mark
    assert "<details>" not in mark


def taught(family: Path, **words: str) -> None:
    """Let the playbooks of a family know synonyms, the first upstream first."""
    for name, lines in words.items():
        path = family / name / "content/synonyms.yml"
        path.write_text(f"words:\n  {lines}\n", encoding="utf-8")
        if name != "national":
            assert CliRunner().invoke(main, ["upgrade", "-C", str(family / name)]).exit_code == 0


def test_what_upstream_taught_the_search_holds_in_its_forks_too(family: Path):
    taught(family, national="mtg: [meeting]", state="ca7: [form]")
    assert dict(check(family / "state").synonyms.words) == {"mtg": ("meeting",), "ca7": ("form",)}


def test_a_word_may_mean_what_each_playbook_of_the_chain_says(family: Path):
    taught(family, national="mtg: [meeting]", state="mtg: [form]", county="mtg: [hall]")
    assert dict(check(family / "county").synonyms.words) == {"mtg": ("meeting", "form", "hall")}


def test_synonyms_of_an_upstream_that_are_none_are_refused(family: Path):
    (family / "national/content/synonyms.yml").write_text("words: {mtg: []}\n", encoding="utf-8")
    before = listing(family)
    result = CliRunner().invoke(main, ["upgrade", "-C", str(family / "state")])
    assert result.exit_code == 1
    assert "/content/synonyms.yml:1)" in result.output
    assert listing(family) == before


def test_a_county_names_every_playbook_that_changed_an_item(family: Path):
    pages = {page.name: page.article for page in assemble(family / "county").pages}
    call = entry(pages["tips/call-first"])
    assert ">Adapted</strong> From National organising playbook, version 2026.1." in call
    assert "Changed by State chapter playbook." in call
    assert "<details>" not in call
    meeting = entry(pages["steps/first-meeting"])
    assert "Changed by State chapter playbook, County playbook." in meeting
    assert "Changed by" not in entry(pages["tips/ask-early"])


def test_what_a_state_wrote_bears_the_licence_that_it_inherits(family: Path):
    pages = {page.name: page.article for page in assemble(family / "county").pages}
    form = entry(pages["steps/st-file-form"])
    assert ">Adapted</strong> From State chapter playbook, version 2026.3." in form
    assert "CC BY 4.0" in form
    assert "Changed by" not in form


WHOLE = """\
items:
  steps/say-what-you-want:
    set:
      goes_wrong: [{problem: P, instead: I}]
      tools: [checklists/before-you-ask]
      summary: Say it.
    lists:
      done_when: {remove: [said-back]}
  worksheets/one-page-plan:
    lists:
      fields: {set: {kind: {options: [{id: new, label: Ours}, {id: better, label: Ours too}]}}}
  steps/first-meeting:
    set: {why: Ours.}
  tips/call-first:
    set: {body: Ours.}
  tips/ask-early: {hide: true}
order:
  begin: [{move: steps/st-file-form}]
"""


def test_upstreams_words_can_be_read_as_upstream_wrote_them(family: Path):
    state = family / "state"
    for path in (state / "overrides").iterdir():
        path.unlink()
    (state / "overrides/whole.yml").write_text(WHOLE, encoding="utf-8")
    pages = {page.name: page.article for page in assemble(state).pages}

    def told(name: str) -> str:
        text = entry(pages[name]).partition("</aside>")[0]
        return text[text.index("<details>") :]

    step = told("steps/say-what-you-want")
    for label in ("What usually goes wrong", "Tools", "Summary", "Done when"):
        assert f"<dt>{label}</dt>" in step
    assert "said-back" not in step
    assert "A colleague could say it back" in step
    wrong = "<p>The sentence names an activity instead of a result.</p> <p>Ask what will be"
    assert wrong in step
    assert ">One-page plan</a>" in step
    sheet = told("worksheets/one-page-plan")
    assert "<li>Something new</li>" in sheet
    assert "shows a unit that it is one" in told("steps/first-meeting")
    assert "Then call your own people, as Ask early says." in told("tips/call-first")


def test_upstreams_words_are_shown_without_what_is_for_programs():
    manifest: Data = {"words": {"unit": {"one": "unit"}}}
    options: Data = [{"id": "a", "label": "A {word:unit}"}, {"id": "b", "label": "B"}]
    field: Data = {"key": "k", "type": "choice", "label": "Which?", "options": options}
    assert upstream_text([field, "tips/x"], manifest) == (
        "- Which?\n\n    - A unit\n    - B\n- [[tips/x]]"
    )
    assert upstream_text("text", manifest, key="type") == ""


ADOPTED = """\
title: Call first
summary: A call saves letters.
was: [tips/phone-first]
licence: {title: CC BY-NC 4.0, url: https://creativecommons.org/licenses/by-nc/4.0/}
"""


def test_an_adopted_item_says_whose_it_was_and_under_which_licence(family: Path):
    state = family / "state"
    (state / "content/tips").mkdir()
    path = state / "content/tips/st-phone-first.yml"
    path.write_text(ADOPTED, encoding="utf-8")
    pages = {page.name: page.article for page in assemble(state).pages}
    mark = entry(pages["tips/st-phone-first"]).partition("</aside>")[0]
    assert ">Ours</strong> Taken over from National organising playbook, which has it no" in mark
    assert "CC BY-NC 4.0" in mark
    assert "Added by" not in mark
    with (state / "content/playbook.yml").open("a", encoding="utf-8") as manifest:
        manifest.write("use: commercial\n")
    result = CliRunner().invoke(main, ["check", "-C", str(state)])
    assert "tips/st-phone-first: is under CC BY-NC 4.0" in result.stdout
    renamed = ADOPTED.replace("tips/phone-first", "tips/st-phone")
    path.write_text(renamed, encoding="utf-8")
    assert CliRunner().invoke(main, ["check", "-C", str(state)]).exit_code == 0
