"""Cutting an edition: what is cut is nowhere, and nothing tells that it was ever there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playbook.draft import read_draft
from playbook.edition import cut
from playbook.errors import PlaybookError
from playbook.link import link
from playbook.model import Before, Changed, Item, Lineage, Record, Ref
from playbook.model.walk import leaves
from playbook.scalars import FieldRef
from playbook.validate import Playbook, validate

if TYPE_CHECKING:
    from collections.abc import Iterable

BASE = Path(__file__).parent / "cases/base/content"
PLAYBOOK = validate(read_draft(BASE))
MEMBERS = [Ref("guides/landlord-talk"), Ref("tips/key-holder")]
CANARY = "canary"
CHOSEN = ("type", "operation", "status")  # words of ours, not texts


def with_items(*items: tuple[Ref, Item], without: Iterable[Ref] = ()) -> Playbook:
    """The base with some items in the place of its own, and without others."""
    changed = {**PLAYBOOK.items, **dict(items)}
    return replace(
        PLAYBOOK, items={ref: item for ref, item in changed.items() if ref not in set(without)}
    )


def for_members(ref: Ref, audience: tuple[str, ...] = ("members",)) -> tuple[Ref, Item]:
    return ref, PLAYBOOK.items[ref].model_copy(update={"audience": audience})


def whole(playbook: Playbook) -> object:
    """Everything that a cut playbook holds."""
    items = {str(ref): item.model_dump() for ref, item in playbook.items.items()}
    lineage = playbook.lineage.model_dump()
    return playbook.manifest.model_dump(), list(items.items()), sorted(playbook.assets), lineage


def sung(value: object, number: list[int]) -> object:
    """Put a canary into every text of `value`, whatever the text is for."""
    if isinstance(value, str) and not isinstance(value, Ref | FieldRef):
        number[0] += 1
        return f"{value} {CANARY}{number[0]}"
    if isinstance(value, tuple | list):
        return type(value)(sung(inner, number) for inner in value)
    if isinstance(value, dict):
        return {key: sung(inner, number) for key, inner in value.items()}
    if isinstance(value, Record):
        held = {key: inner for key, inner in value.__dict__.items() if key not in CHOSEN}
        return value.model_copy(update={key: sung(inner, number) for key, inner in held.items()})
    return value


@pytest.mark.parametrize("ref", PLAYBOOK.items)
def test_no_text_of_a_cut_item_is_anywhere(ref: Ref):
    number = [0]
    item = sung(PLAYBOOK.items[ref], number)
    assert isinstance(item, Item)
    assert number[0] == sum(1 for _, text in leaves(item) if CANARY in text) > 1
    item = item.model_copy(update={"audience": ("members",)})
    change = Changed(mark="adapted", before=(Before(name="body", text=CANARY),), why=(CANARY,))
    lineage = Lineage(origin={ref: 0}, changed={ref: change})
    playbook = replace(with_items((ref, item)), lineage=lineage)
    assert CANARY not in str(whole(cut(playbook, "public")))
    assert CANARY in str(whole(cut(playbook, "members")))


@pytest.mark.parametrize("ref", PLAYBOOK.items)
def test_no_ref_leads_to_a_cut_item(ref: Ref):
    cut_out = cut(with_items(for_members(ref)), "public")
    held = {**PLAYBOOK.items[ref].model_dump(), "ref": str(ref)}
    assert str(ref) not in str(whole(cut_out)), held["title"]
    assert not [old for old in PLAYBOOK.items[ref].was if str(old) in str(whole(cut_out))]
    link(cut_out)


@given(st.sets(st.sampled_from(sorted(PLAYBOOK.items))))
@settings(max_examples=100, deadline=None, derandomize=True, database=None)
def test_the_public_edition_is_the_same_whether_members_content_is_there_or_not(hidden: set[Ref]):
    there = cut(with_items(*(for_members(ref) for ref in hidden)), "public")
    absent = cut(with_items(without={*hidden, *MEMBERS}), "public")
    assert whole(there) == whole(absent)
    assert link(there) == link(absent)


def test_an_edition_of_everything_is_the_same_as_no_cut_at_all():
    everything = cut(PLAYBOOK, "members")
    assert everything.items.keys() == PLAYBOOK.items.keys()
    assert everything.assets == PLAYBOOK.assets


@pytest.mark.parametrize(
    "changed",
    [
        {"title": "Another title", "tags": ("one", "two"), "aliases": ("key",)},
        {"body": "![Beds](assets/beds.svg) [[terms/bed]] {word:group} " * 20},
        {"related": (Ref("steps/keep"), Ref("rules/share-tools"))},
        {"was": (Ref("tips/locksmith"),)},
        {"audience": ("staff", "members")},
    ],
    ids=lambda changed: ",".join(changed),
)
def test_changes_to_members_content_change_nothing_in_the_public_edition(
    changed: dict[str, object],
):
    item = PLAYBOOK.items[Ref("tips/key-holder")].model_copy(update=changed)
    before, after = (
        cut(PLAYBOOK, "public"),
        cut(with_items((Ref("tips/key-holder"), item)), "public"),
    )
    assert whole(before) == whole(after)
    assert link(before) == link(after)


def test_a_link_with_spaces_reads_the_same_in_every_edition():
    body = "See [[ terms/bed ]] and [[terms/plot|the plot]]."
    item = PLAYBOOK.items[Ref("tips/small-bed")].model_copy(update={"body": body})
    for playbook in (
        with_items((Ref("tips/small-bed"), item)),
        with_items((Ref("tips/small-bed"), item), without=MEMBERS),
    ):
        tip = cut(playbook, "public").items[Ref("tips/small-bed")]
        assert tip.body == "See [[terms/bed]] and [[terms/bed|the plot]]."


def test_the_first_edition_is_the_default_one():
    assert whole(cut(PLAYBOOK)) == whole(cut(PLAYBOOK, "public"))
    assert not cut(PLAYBOOK).items.keys() & set(MEMBERS)


def test_an_unknown_edition_cannot_be_run_and_the_near_one_is_named():
    with pytest.raises(PlaybookError, match='Did you mean "members"') as refused:
        cut(PLAYBOOK, "member")
    assert refused.value.exit_code == 2


def test_links_to_what_is_cut_become_their_labels():
    public = cut(PLAYBOOK)
    tip, ask = public.items[Ref("tips/small-bed")], public.items[Ref("steps/ask")]
    assert "ask for the key. The word is {{7*7}}" in tip.body
    assert ask.model_dump()["goes_wrong"][0]["instead"] == "Ask the person with the key."


def test_optional_refs_to_what_is_cut_are_dropped_and_stops_are_left_out():
    public = cut(PLAYBOOK)
    assert public.items[Ref("tips/small-bed")].related == (Ref("terms/bed"),)
    assert public.items[Ref("rules/share-tools")].related == ()
    path = public.items[Ref("paths/first-spring")].model_dump()
    assert [stop["item"] for stop in path["stops"]] == ["steps/ask", "steps/dig", "terms/bed"]


def test_a_phase_whose_steps_are_all_cut_is_cut_with_them():
    public = cut(with_items(for_members(Ref("steps/keep"))))
    assert [phase.id for phase in public.manifest.phases] == ["begin"]
    assert "Gartengruppe" not in str(public.manifest.phases)


def test_a_path_whose_stops_are_all_cut_is_cut_with_them():
    path = PLAYBOOK.items[Ref("paths/first-spring")]
    stops = [for_members(Ref(stop)) for stop in ("steps/ask", "steps/dig", "terms/bed")]
    public = cut(with_items(*stops))
    assert Ref("paths/first-spring") not in public.items
    assert path.title not in str(whole(public))


def test_pictures_that_only_cut_items_show_are_cut_with_them():
    secret, spare = "assets/secret.png", "assets/spare.png"
    pictures = {**PLAYBOOK.assets, secret: BASE / secret, spare: BASE / spare}
    body = f"![The key]({secret})"
    item = PLAYBOOK.items[Ref("tips/key-holder")].model_copy(update={"body": body})
    playbook = replace(with_items((Ref("tips/key-holder"), item)), assets=pictures)
    assert sorted(cut(playbook, "public").assets) == ["assets/beds.svg"]
    assert sorted(cut(playbook, "members").assets) == ["assets/beds.svg", secret]


def test_an_edition_names_no_other_editions_and_no_other_audiences():
    public = cut(PLAYBOOK)
    assert [edition.id for edition in public.manifest.editions] == ["public"]
    assert public.manifest.audiences == ()
    members = cut(with_items(for_members(Ref("terms/bed"), ("staff", "members"))), "members")
    assert members.items[Ref("terms/bed")].audience == ("members",)
    assert "staff" not in str(whole(members))


def test_old_names_lead_to_the_names_of_today():
    public = cut(PLAYBOOK)
    moves = public.items[Ref("case-studies/elm-street")].model_dump()["moves"]
    assert moves == ("They dug one bed, as [[tips/small-bed|a small beginning]].",)


def test_an_old_name_of_a_cut_item_leads_nowhere():
    public = cut(with_items(for_members(Ref("tips/small-bed"))))
    moves = public.items[Ref("case-studies/elm-street")].model_dump()["moves"]
    assert moves == ("They dug one bed, as a small beginning.",)


def test_texts_are_in_the_organisations_own_words():
    public = cut(PLAYBOOK)
    assert public.manifest.home.lede.startswith("Three steps for a Gartengruppe, from [[steps/ask|")
    assert public.manifest.phases[1].summary == "Share the work of a Gartengruppe."
    assert "{word:" not in str(whole(public))


def test_cutting_changes_nothing_that_it_is_given():
    before = whole(PLAYBOOK)
    cut(PLAYBOOK, "public")
    assert whole(PLAYBOOK) == before
