"""What nobody may lose or be told wrongly when answers are put together."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from typing import Any

import pytest

from playbook.answers import normalise
from playbook.combine import Entry, Source, combine, combined_views, dumps_combined, parse_combined
from playbook.combine.partners import Partners, partners_of
from tests.combine.making import ID, answers_file, sheet

NAMES = ("Elm Street", "Ana & sons", "Straße", "River parents", "Clinic", "Choir", "Depot")


def source(answers: dict[str, Any], file: str = "a", mark: str = "00000001") -> Source:
    """Return what a file with some answers brings."""
    given = normalise(answers_file(answers), sheet())
    return Source((Entry(given).with_source(file, mark),))


def together(*sources: Source, private: bool = False) -> Any:
    """Return sources combined."""
    return combine(sources, {sheet().ref: sheet()}, ID, private=private)


def seen(*sources: Source, names: bool = True, private: bool = False) -> dict[str, Any]:
    """Return what is to be seen of sources."""
    return combined_views(together(*sources, private=private), [sheet()], names=names)


def parts(data: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the parts of the one sheet by view and key."""
    return {f"{one['view']} {one['key']}": one for one in data["sheets"][0]["parts"]}


def every_answer(name: str) -> dict[str, Any]:
    """Return answers to everything, each of which says whose it is."""
    return {
        "filled_by": name,
        "aim": f"aim {name}",
        "why": f"why {name}",
        "for_it": [f"for {name}"],
        "leave": [f"leave {name}"],
        "signs": [f"sign {name}"],
        "wants": ["money"],
        "wants_said": f"want {name}",
        "scores": {"a": {"score": "3", "note": f"note {name}"}},
        "people": [{"name": f"person {name}", "move": f"move {name}", "stand": "ally"}],
    }


SENT = [source(every_answer(name)) for name in NAMES]


def broken(sources: list[Source]) -> set[str]:
    """Return which of the rules do not hold for some sources."""
    once = dumps_combined(together(*sources))
    found = set()
    if dumps_combined(together(*reversed(sources))) != once:
        found.add("the order of files does not matter")
    whole = parse_combined(once, name="all", sheets=[sheet()])
    if dumps_combined(together(whole, *sources)) != once:
        found.add("a combined file with its parts is itself")
    data = seen(*sources)
    names = [one["name"] for one in data["partners"]]
    for said, by in _said(data):
        if not all(names[one] in said for one in by):
            found.add("no answer stands under another's name")
    return found


def _said(value: Any) -> Iterator[tuple[str, list[int]]]:
    """Yield every text that says whose it is, with those whom it is shown for."""
    if isinstance(value, list):
        for one in value:
            yield from _said(one)
    if isinstance(value, dict):
        by = value.get("by")
        texts = [value.get(key) for key in ("said", "text", "what")] + value.get("cells", [])
        for text in texts:
            if isinstance(text, str) and text.partition(" ")[2] in NAMES and by:
                flat = itertools.chain(*by) if isinstance(by[0], list) else by
                yield text, list(flat)
        for mark in value.get("marks", []):
            yield value["text"], mark["by"]
        for one in value.values():
            yield from _said(one)


def test_the_rules_hold():
    assert broken(SENT) == set()
    assert len(list(_said(seen(*SENT)))) >= 10 * len(NAMES)


def _stay_as_they_come(entry: Entry) -> tuple[str, str, bytes]:
    return "", "", b""


def _are_never_the_same(entry: Entry) -> bytes:
    return repr(id(entry)).encode()


def _the_other_way_round(combined: Any) -> Partners:
    right = partners_of(combined)
    return Partners(right.names, tuple(reversed(right.of)))


@pytest.mark.parametrize(
    ("place", "fault", "rule"),
    [
        (
            "playbook.combine.entries.Entry.place",
            property(_stay_as_they_come),
            "the order of files does not matter",
        ),
        (
            "playbook.combine.entries.Entry.key",
            property(_are_never_the_same),
            "a combined file with its parts is itself",
        ),
        (
            "playbook.combine.views.partners_of",
            _the_other_way_round,
            "no answer stands under another's name",
        ),
    ],
)
def test_a_planted_fault_breaks_its_rule(
    monkeypatch: pytest.MonkeyPatch, place: str, fault: Any, rule: str
):
    monkeypatch.setattr(place, fault)
    assert rule in broken(SENT)


def test_equal_answers_of_two_partners_are_two_answers():
    given = {"aim": "Free lawyers"}
    data = seen(*(source(given | {"filled_by": name}) for name in ("Elm", "Oak")))
    assert parts(data)["said aim"]["answers"] == [{"said": "Free lawyers", "by": [0, 1]}]
    assert parts(data)["said aim"]["agreed"]


def test_nameless_files_stay_apart_also_where_their_files_have_one_name():
    one, two = source({"aim": "A"}, "sheet", "00000001"), source({"aim": "B"}, "sheet", "00000002")
    assert [one["name"] for one in seen(one, two)["partners"]] == ["sheet", "sheet (2)"]


def test_the_same_file_given_twice_is_one():
    assert len(together(SENT[0], SENT[0]).entries) == 1


@pytest.mark.parametrize("other", ["ELM  street", "elm street ", "\uff25lm Street"])
def test_one_partner_is_known_whatever_the_case_width_and_spaces(other: str):
    data = seen(source({"filled_by": "Elm Street", "aim": "A"}), source({"filled_by": other}))
    assert len(data["partners"]) == 1


def test_of_a_partners_two_files_the_fuller_is_shown_and_the_other_kept():
    thin = source({"filled_by": "Elm", "aim": "First"})
    full = source({"filled_by": "elm", "aim": "Second", "signs": ["a", "b"]})
    data = seen(thin, full)
    assert parts(data)["said aim"]["answers"] == [{"said": "Second", "by": [0]}]
    counts = [one["count"] for one in data["sheets"][0]["copies"][0]["files"]]
    assert counts == [3, 1]
    assert len(together(thin, full).entries) == 2


def test_a_person_chooses_another_of_two_files_and_the_file_remembers():
    thin, full = SENT[0], source({"filled_by": NAMES[0], "aim": "short"})
    (entry,) = full.entries
    whole = Source((*thin.entries, entry), shown={entry.key})
    again = parse_combined(dumps_combined(together(whole)), name="all", sheets=[sheet()])
    data = seen(again, thin, full)
    assert parts(data)["said aim"]["answers"] == [{"said": "short", "by": [0]}]


def test_a_person_joins_and_parts_partners_and_the_file_remembers():
    one, two = source({"aim": "A"}, "one"), source({"filled_by": "Elm", "aim": "B"})
    joined = Source((*one.entries, *two.entries), partners={one.entries[0].key: "elm"})
    again = parse_combined(dumps_combined(together(joined)), name="all", sheets=[sheet()])
    assert [one["name"] for one in seen(again)["partners"]] == ["Elm"]


def test_a_conflict_that_is_settled_stays_settled_and_two_verdicts_settle_nothing():
    sides = [
        source({"filled_by": name, "rule": rule}) for name, rule in (("A", "low"), ("B", "high"))
    ]
    (talk,) = seen(*sides)["talk"]
    assert (talk["kind"], talk["label"], "settled" in talk) == ("differ", "Rule", False)
    entries = [one.entries[0] for one in sides]
    first, second = (
        Source(tuple(entries), chosen={f"{sheet().ref}#rule": entry.key}) for entry in entries
    )
    again = parse_combined(dumps_combined(together(first)), name="all", sheets=[sheet()])
    assert seen(again)["talk"][0]["settled"] == {"by": [0]}
    assert "settled" not in seen(first, second)["talk"][0]


def test_private_answers_stay_out_unless_asked_for_and_the_file_says_so():
    given = source({"filled_by": "Elm", "own": "hush", "people": [{"name": "N", "secret": "hush"}]})
    assert b"hush" not in dumps_combined(together(given))
    assert b'"private": false' in dumps_combined(together(given))
    assert dumps_combined(together(given, private=True)).count(b"hush") == 2
    assert b'"private": true' in dumps_combined(together(given, private=True))


def test_old_keys_are_mapped_and_what_cannot_be_mapped_is_listed():
    given = source({"filled_by": "Elm", "skip": ["Rent"], "gone": "old words", "rule": "never"})
    data = seen(given, private=True)
    assert parts(data)["topics for_it"]["rows"][0]["by"] == [[], [0]]
    assert [(one["key"], one["said"]) for one in data["sheets"][0]["left"]] == [
        ("gone", "old words"),
        ("rule", "never"),
    ]
    assert [one["key"] for one in seen(given)["sheets"][0]["left"]] == ["rule"]


def test_scores_lie_widest_first_and_unknown_is_left_out():
    scores = [("1", "3"), ("5", "4"), ("unknown", "3"), ("2", "3")]
    data = seen(
        *(
            source({"filled_by": f"P{at}", "scores": {"b": {"score": b}, "a": {"score": a}}})
            for at, (b, a) in enumerate(scores)
        )
    )
    first, second = parts(data)["scores scores.score"]["rows"]
    assert (first["label"], first["median"], first["spread"]) == ("Rules", "2", 4)
    assert (first["by"], first["unknown"]) == ([[0], [3], [], [], [1]], [2])
    assert (second["label"], second["median"], second["spread"]) == ("Trust", "3", 1)
    assert [one["kind"] for one in data["talk"]] == ["far"]


def test_topics_in_two_lists_are_conflicts_and_the_lists_are_merged():
    data = seen(
        source({"filled_by": "A", "for_it": ["Free lawyers", "Press"]}),
        source({"filled_by": "B", "for_it": ["free  LAWYERS"], "leave": ["press"]}),
    )
    rows = parts(data)["topics for_it"]["rows"]
    assert [(row["text"], row["by"], row["apart"]) for row in rows] == [
        ("Free lawyers", [[0, 1], []], False),
        ("Press", [[0], [1]], True),
    ]
    assert [one["label"] for one in data["talk"]] == ["Press"]


def test_asks_meet_offers_and_what_nobody_offers_is_said():
    data = seen(
        source({"filled_by": "A", "wants": ["room", "money"], "wants_said": "Two mornings"}),
        source({"filled_by": "B", "gives": ["room", "time"], "gives_said": "Our hall"}),
        source({"filled_by": "C", "wants_said": "Anything"}),
    )
    rows = {row["id"]: row for row in parts(data)["match wants"]["rows"]}
    assert list(rows) == ["money", "room", "time", ""]
    assert rows["room"]["offered"] == [{"by": [1], "said": "Our hall"}]
    assert rows[""]["asked"] == [{"by": [2], "said": "Anything"}]
    assert [(one["label"], one["by"]) for one in data["talk"]] == [("Money", [0])]


def test_one_map_of_all_and_next_steps_by_date():
    def person(stand: str, by: str, **more: str) -> dict[str, str]:
        return {"name": "Judge Castellan", "stand": stand, "weight": "high", "by": by, **more}

    data = seen(
        source({"filled_by": "A", "people": [person("ally", "2027-03-01", move="Call")]}),
        source({"filled_by": "B", "people": [person("rival", "2027-01-01", move="Write")]}),
        source({"filled_by": "C", "people": [person("ally", "", move="Ask", state="high")]}),
    )
    (row,) = parts(data)["map people"]["rows"]
    assert (row["x"], row["spread"]) == ("ally", 2)
    assert [(mark["x"], mark["by"]) for mark in row["marks"]] == [("ally", [0, 2]), ("rival", [1])]
    steps = [(one["date"], one["what"], one["done"]) for one in data["steps"]]
    assert steps == [
        ("2027-01-01", "Write", False),
        ("2027-03-01", "Call", False),
        ("", "Ask", True),
    ]


def test_without_names_nothing_says_who_and_nothing_is_said_of_fewer_than_five():
    some = [source(every_answer(name) | {"aim": "Aim"}) for name in NAMES]
    few = source({"filled_by": "Zed", "rule": "low"})
    data = seen(*some, few, names=False)
    assert data["partners"] == []
    assert data["count"] == 8
    assert parts(data)["said aim"]["answers"] == [{"said": "Aim", "by": 7}]
    assert parts(data)["counts rule"] == {
        "view": "counts",
        "key": "rule",
        "label": "Rule",
        "withheld": True,
    }
    assert "Zed" not in json.dumps(data)
    bare = json.dumps(seen(*SENT[:4], names=False))
    assert not any(name in bare for name in NAMES)
    assert seen(*SENT[:4], names=False)["count"] == 0
