"""Links known from both ends, and every item in its place."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from playbook.draft import read_draft
from playbook.edition import cut
from playbook.link import Linked, link, url
from playbook.model import KINDS, Ref
from playbook.model.walk import Mentions, leaves
from playbook.validate import Playbook, validate

WHOLE = validate(read_draft(Path(__file__).parent / "cases/base/content"))
MEMBERS = link(cut(WHOLE, "members"))
PUBLIC = link(cut(WHOLE, "public"))
EDITIONS = pytest.mark.parametrize("linked", [MEMBERS, PUBLIC], ids=["members", "public"])


def renamed(playbook: Playbook, titles: dict[str, str]) -> Playbook:
    """The playbook with copies of its small bed under other refs and titles."""
    tip = WHOLE.items[Ref("tips/small-bed")]
    more = {
        Ref(ref): tip.model_copy(update={"title": title, "steps": (), "was": (), "body": ""})
        for ref, title in titles.items()
    }
    return replace(playbook, items={**playbook.items, **more})


@EDITIONS
def test_every_link_is_known_from_both_ends(linked: Linked):
    pairs = {(ref, to) for ref, entry in linked.entries.items() for to in entry.links}
    back = {(to, ref) for ref, entry in linked.entries.items() for to in entry.backlinks}
    assert pairs == back
    assert len(pairs) > 20


@EDITIONS
def test_links_are_those_of_the_item_each_once_and_never_to_itself(linked: Linked):
    for ref, entry in linked.entries.items():
        assert set(entry.links) == set(Mentions.among(leaves(entry.item)).refs) - {ref}
        for row in (entry.links, entry.backlinks, entry.around):
            assert len(row) == len(set(row))
        assert set(entry.around) == {*entry.links, *entry.backlinks}
        assert all(to in linked.entries for to in entry.around)


def test_an_item_that_names_itself_is_not_linked_with_itself():
    ref = Ref("tips/small-bed")
    itself = WHOLE.items[ref].model_copy(update={"body": f"See [[{ref}]].", "related": (ref,)})
    entry = link(cut(replace(WHOLE, items={**WHOLE.items, ref: itself}))).entries[ref]
    assert ref not in entry.around


def test_the_public_edition_counts_no_link_from_or_to_what_is_cut():
    hidden = set(MEMBERS.entries) - set(PUBLIC.entries)
    assert hidden == {"guides/landlord-talk", "tips/key-holder"}
    assert hidden & set(MEMBERS.entries[Ref("tips/small-bed")].around)
    for entry in PUBLIC.entries.values():
        assert not hidden & set(entry.around)
        assert entry.previous not in hidden
        assert entry.next not in hidden


def test_links_follow_renames_typed_and_in_texts():
    bed, tip = PUBLIC.entries[Ref("terms/bed")], PUBLIC.entries[Ref("tips/small-bed")]
    assert Ref("paths/first-spring") in bed.backlinks  # as its old name, terms/plot
    assert Ref("case-studies/elm-street") in tip.backlinks  # as its old name, tips/tiny-bed
    assert not [ref for entry in PUBLIC.entries.values() for ref in entry.links if "plot" in ref]


@EDITIONS
def test_entries_stand_by_kind_and_are_counted_from_1(linked: Linked):
    kinds = [ref.kind for ref in linked.entries]
    assert kinds == sorted(kinds, key=list(KINDS).index)
    for kind in KINDS:
        row = linked.of_kind(kind)
        assert [entry.number for entry in row] == list(range(1, len(row) + 1))
        assert [entry.previous for entry in row] == [None, *(entry.ref for entry in row)][:-1]
        assert [entry.next for entry in row] == [*(entry.ref for entry in row), None][1:]


def test_steps_stand_in_the_order_of_the_phases():
    assert [entry.ref for entry in PUBLIC.of_kind("steps")] == [
        "steps/ask",
        "steps/dig",
        "steps/keep",
    ]
    turned = WHOLE.manifest.model_copy(update={"phases": WHOLE.manifest.phases[::-1]})
    steps = link(cut(replace(WHOLE, manifest=turned))).of_kind("steps")
    assert [entry.ref for entry in steps] == ["steps/keep", "steps/ask", "steps/dig"]


def test_tools_stand_where_the_route_first_needs_them():
    assert [entry.ref for entry in MEMBERS.of_kind("worksheets")] == [
        "worksheets/neighbours",
        "worksheets/plan",
    ]
    assert [entry.ref for entry in MEMBERS.of_kind("guides")] == [
        "guides/first-talk",
        "guides/landlord-talk",
    ]


def test_items_of_no_step_stand_last_by_their_titles():
    more = renamed(WHOLE, {"tips/b": "zebra", "tips/a": "Äpfel", "tips/c": "Apples"})
    tips = [entry.ref for entry in link(cut(more, "members")).of_kind("tips")]
    assert tips == ["tips/key-holder", "tips/small-bed", "tips/c", "tips/b", "tips/a"]


def test_methods_and_sources_that_did_not_found_the_playbook_stand_last():
    path, source = WHOLE.items[Ref("paths/first-spring")], WHOLE.items[Ref("sources/almanac")]
    home = WHOLE.manifest.home.model_copy(update={"paths": (Ref("paths/a"), Ref("paths/z"))})
    more = replace(
        WHOLE,
        manifest=WHOLE.manifest.model_copy(update={"home": home}),
        items={
            **WHOLE.items,
            Ref("paths/a"): path.model_copy(update={"type": "method"}),
            Ref("paths/z"): path,
            Ref("sources/a"): source.model_copy(update={"founding": False, "title": "A"}),
        },
    )
    linked = link(cut(more))
    assert [entry.ref for entry in linked.of_kind("paths")] == [
        "paths/z",
        "paths/first-spring",
        "paths/a",
    ]
    assert [entry.ref for entry in linked.of_kind("sources")] == ["sources/almanac", "sources/a"]


def test_an_item_is_in_the_phase_of_the_first_step_it_names():
    phases = {ref: entry.phase.id if entry.phase else None for ref, entry in PUBLIC.entries.items()}
    assert phases[Ref("steps/keep")] == phases[Ref("appeals/health")] == "go-on"
    assert phases[Ref("steps/dig")] == phases[Ref("tips/small-bed")] == "begin"
    assert phases[Ref("terms/bed")] is None


def test_addresses_are_pages_or_places_on_the_page_of_the_kind():
    assert url(Ref("tips/small-bed")) == "tips/small-bed/"
    assert url(Ref("terms/bed")) == "terms/#bed"
    for entry in PUBLIC.entries.values():
        assert (entry.kind, entry.url) == (entry.ref.kind, url(entry.ref))


def test_linking_is_the_same_every_time_and_changes_nothing():
    playbook = cut(WHOLE)
    before = [item.model_dump_json() for item in playbook.items.values()]
    turned = replace(playbook, items=dict(reversed(playbook.items.items())))
    for linked in (link(playbook), link(turned)):
        assert list(linked.entries.items()) == list(PUBLIC.entries.items())
    assert [item.model_dump_json() for item in playbook.items.values()] == before
