"""Changed copies of an item: other refs, other words, parts left out."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest

from playbook.draft import read_draft
from playbook.kinds.paths import Stop
from playbook.model import Item, Ref
from playbook.model.manifest import Word
from playbook.model.rewrite import with_refs, with_words
from playbook.validate import validate

PLAYBOOK = validate(read_draft(Path(__file__).parent / "cases/base/content"))
WORDS = {
    "group": Word(one="unit", other="units", article="a"),
    "plot": Word(one="allotment", other="allotments"),
}


def item(ref: str) -> Item:
    return PLAYBOOK.items[Ref(ref)]


def tip(**changed: object) -> Item:
    return item("tips/small-bed").model_copy(update=changed)


def keep(ref: Ref) -> Ref | None:
    return ref


def drop(_ref: Ref) -> Ref | None:
    return None


@pytest.mark.parametrize("ref", PLAYBOOK.items)
def test_an_item_whose_refs_stay_is_the_same(ref: Ref):
    assert with_refs(PLAYBOOK.items[ref], keep) == PLAYBOOK.items[ref]


@pytest.mark.parametrize("ref", PLAYBOOK.items)
def test_every_item_can_do_without_all_its_refs(ref: Ref):
    bare = with_refs(PLAYBOOK.items[ref], drop)
    texts = str(bare.model_dump(exclude={"was"}))
    assert "[[" not in texts
    assert not [other for other in PLAYBOOK.items if other in texts]


def test_the_item_that_is_rewritten_stays_as_it_is():
    before = item("tips/small-bed").model_dump_json()
    with_refs(item("tips/small-bed"), drop)
    assert item("tips/small-bed").model_dump_json() == before


def test_a_ref_gets_its_new_name_typed_or_as_a_link():
    new = {Ref("terms/bed"): Ref("terms/border")}
    text = "A [[terms/bed]], [[ terms/bed | patch ]] and [[terms/bedrock|rock]]."
    changed = with_refs(tip(body=text), lambda ref: new.get(ref, ref))
    assert (
        changed.body == "A [[terms/border]], [[terms/border| patch ]] and [[terms/bedrock|rock]]."
    )
    assert changed.related == (Ref("terms/border"), Ref("tips/key-holder"))


def test_a_link_to_what_is_gone_becomes_its_label():
    changed = with_refs(tip(body="Ask [[tips/key-holder|who has the key]], [[terms/bed]]."), drop)
    assert changed.body == "Ask who has the key, ."


def test_an_old_name_is_no_link_and_stays():
    assert with_refs(tip(), drop).was == (Ref("tips/tiny-bed"),)


def test_optional_refs_are_dropped_and_parts_that_need_theirs_go_with_it():
    path = with_refs(item("paths/first-spring"), lambda ref: None if ref.kind == "tips" else ref)
    assert [stop["item"] for stop in path.model_dump()["stops"]] == [
        "steps/ask",
        "steps/dig",
        "terms/plot",
    ]
    assert with_refs(item("steps/keep"), drop).model_dump()["loops"] == ()
    checks = with_refs(item("checklists/before-digging"), drop).model_dump()["items"]
    assert [(check["id"], check["see"]) for check in checks] == [("pipes", None), ("tools", None)]


def test_answers_are_offered_from_a_renamed_worksheet_and_not_from_one_that_is_gone():
    new = {Ref("worksheets/neighbours"): Ref("worksheets/people")}
    fields = with_refs(item("worksheets/plan"), lambda ref: new.get(ref, ref)).model_dump()[
        "fields"
    ]
    assert [field["from_"]["field"] for field in fields if field.get("from_")] == [
        "worksheets/people#street",
        "worksheets/people#mood",
    ]
    bare = with_refs(item("worksheets/plan"), drop).model_dump()["fields"]
    assert len(bare) == len(fields)
    assert not [field for field in bare if field.get("from_")]


def test_a_text_that_looks_like_a_ref_is_a_text():
    texts = {"title": "worksheets/gone#key", "people": "terms/gone", "body": "worksheets/gone#key"}
    assert with_refs(tip(**texts), drop).model_dump(include=set(texts)) == texts


def test_words_are_put_in_every_form():
    text = (
        "{word:group|article} {word:group}, two {word:group|other}, {word:group|one}, {word:plot}"
    )
    assert with_words(tip(body=text), WORDS).body == "a unit, two units, unit, allotment"


def test_words_are_put_into_the_texts_of_parts_too():
    spoken = Stop(item=Ref("steps/ask"), note="Ask your {word:group}")
    path = item("paths/first-spring").model_copy(update={"stops": (spoken,)})
    assert with_words(path, WORDS).model_dump()["stops"][0]["note"] == "Ask your unit"


def test_what_is_not_a_word_stays_itself():
    text = "{{7*7}} {words:group} {word} { word:group } {word:Group}"
    assert with_words(tip(body=text), WORDS).body == text


@pytest.mark.parametrize(
    "written",
    [
        "`{word:group}`",
        "``a ` and {word:group}``",
        "```\n{word:group}\n```",
        "~~~\n{word:group}\n~~~",
        "[x](https://example.org/{word:group})",
        "[x](assets/{word:group}.pdf)",
        "![x](assets/{word:group}.png)",
        "[x]: https://example.org/{word:group}",
        "<https://example.org/{word:group}>",
        "https://example.org/{word:group}",
    ],
)
def test_code_and_addresses_stay_as_they_are_written(written: str):
    text = f"{{word:group}}\n\n{written}\n\n{{word:group}}"
    assert with_words(tip(body=text), WORDS).body == f"unit\n\n{written}\n\nunit"


@pytest.mark.parametrize(
    "written",
    ["a ` b {word:group}", "[{word:group}](x)", "`a` {word:group} `b`", "``a {word:group} `"],
)
def test_what_only_looks_like_code_is_a_text(written: str):
    said = with_words(tip(body=written), WORDS).body
    assert said == written.replace("{word:group}", "unit")


def test_a_text_of_many_signs_is_looked_through_once():
    text = "{word:group}" + "".join("`" * length + " " for length in range(1, 440))
    begin = process_time()
    assert with_words(tip(body=text), WORDS).body == "unit" + text.removeprefix("{word:group}")
    assert process_time() - begin < 5
