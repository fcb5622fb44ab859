"""Search, built and asked: what it finds, how large it is, and what the publisher can say wrong."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from playbook.errors import ContentError
from playbook.link import Linked
from playbook.pipeline import assemble, check, load
from playbook.render import Site
from playbook.search.packing import pack_words
from playbook.search.weigh import weigh
from tests.search.measure import blind, fresh, halves, later, renewed, strangers
from tests.search.speed import from_index, generated, index_of


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Linked:
    return generated(250, tmp_path_factory.mktemp("small"))


def synonyms(base: Path, text: str) -> Path:
    (base / "content" / "synonyms.yml").write_text(text, encoding="utf-8")
    return base


def test_queries_are_many_and_lead_to_items_that_are_there(default_site: Site):
    queries = [
        query
        for part in (*halves(), *renewed(), *fresh(), later(), strangers(), blind())
        for query in part
    ]
    assert len({query.text for query in queries}) == len(queries) >= 520
    wanted = {ref for query in queries for ref in query.right}
    assert wanted <= {str(ref) for ref in default_site.playbook.entries}


def test_queries_on_the_second_edition_are_no_aliases(default_site: Site):
    aliases = {
        alias.casefold()
        for entry in default_site.playbook.entries.values()
        for alias in entry.item.aliases
    }
    texts = [query.text for half in (*renewed(), *fresh()) for query in half]
    both = [text for text in texts if text.casefold() in aliases]
    assert both == ["the foundation wants us to collaborate"], "an alias before it was a query"


def test_the_index_of_the_shipped_playbook_is_small(default_site: Site):
    index = default_site.files["search/index.js"]
    assert len(gzip.compress(index)) < 480 * len(default_site.playbook.entries)


def test_the_index_grows_no_faster_than_the_playbook(small: Linked, tmp_path: Path):
    few = index_of(small)["search/index.js"]
    many = index_of(generated(1000, tmp_path))["search/index.js"]
    assert len(many) < 4.4 * len(few)


def test_a_build_makes_the_same_index_twice(small: Linked):
    assert index_of(small) == index_of(small)


def test_synonyms_of_a_playbook_reach_its_index(base: Path):
    text = "words:\n  Plot, patch: [small bed]\n  patch: [bed]\n  spade: [no word of ours]\n"
    text += "  co-op: [bed]\n"
    synonyms(base, text)
    found = from_index(assemble(base).files)["synonyms"]
    wanted = {"plot": ["small bed"], "patch": ["small bed", "bed"], "co op": ["bed"]}
    assert found == wanted, "what this edition never says stays out of it"


def test_words_that_say_nothing_weigh_nothing(default_site: Site):
    found = from_index(default_site.files)
    said = weigh(default_site.playbook)
    telling = {word: held for word, held in said.items() if word not in set(found["ignore"])}
    assert found["words"] == pack_words(telling)
    assert len(telling) < len(said)


@pytest.mark.parametrize(("firm", "found"), [(0, 1), (4, 5), (5, 5)])
def test_who_says_a_word_in_passing_is_no_answer_where_five_say_it_firmly(
    base: Path, firm: int, found: int
):
    tips = base / "content/tips"
    long = "Talk of the weather and of the soil. " * 60
    (tips / "passing.yml").write_text(f"title: A\nsummary: B.\nbody: {long}Zucchini.\n")
    for number in range(firm):
        (tips / f"firm-{number}.yml").write_text(f"title: Zucchini {number}\nsummary: B.\n")
    assert len(weigh(load(base))["zucchini"]) == found


def test_a_result_says_the_time_in_the_words_of_its_page(default_site: Site):
    pages = {page.name: page.article for page in default_site.pages}
    timed = [item for item in from_index(default_site.files)["items"] if item[8]]
    assert [item[0] for item in timed if item[8] not in pages[item[0].rstrip("/")]] == []
    assert {"About 40 to 60 minutes", "About 1 hour"} <= {item[8] for item in timed}


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        ("words:\n  zoom: remote call\n", "content/synonyms.yml:2:3", "list"),
        ("words:\n  zoom: []\n", "content/synonyms.yml:2:", "zoom"),
        ("word:\n  zoom: [call]\n", "content/synonyms.yml:1:1", "words"),
        ("words:\n  zoom: [<b>call</b>]\n", "content/synonyms.yml:2:", "HTML"),
        ("words:\n  zoom: [a]\n  zoom: [b]\n", "content/synonyms.yml:3:", "zoom"),
        ("words: [\n", "content/synonyms.yml:", ""),
    ],
)
def test_a_mistake_in_the_synonyms_is_named_with_its_line(
    base: Path, text: str, place: str, says: str
):
    with pytest.raises(ContentError) as caught:
        check(synonyms(base, text))
    [problem] = caught.value.problems
    assert str(problem).startswith(place), problem
    assert says in str(problem)


def test_the_index_holds_no_word_of_items_that_were_cut(base: Path):
    public = json.dumps(from_index(assemble(base, edition="public").files), ensure_ascii=False)
    members = from_index(assemble(base, edition="members").files)
    cut = [item for item in members["items"] if item[2] not in public]
    assert cut, "the members' edition has more"
    assert not [item for item in cut if item[0] in public or item[3] in public]
