"""Every vector of `vectors/` gives the same through Python and through the site's own scripts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from playbook.search.letters import words
from playbook.search.packing import pack_numbers, pack_words
from tests.sheets.making import TEXT, answers_to
from tests.twins.browserless import RefusedByScriptError, Scripts
from tests.twins.told import Told, given

FOLDER = Path(__file__).with_name("vectors")
VECTORS = [
    (path.stem, number, json.loads(line))
    for path in sorted(FOLDER.glob("*.jsonl"))
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
]


def _said(ask: Any, call: str, asked: dict[str, Any]) -> dict[str, Any]:
    try:
        return {"get": ask(call, **asked)}
    except RefusedByScriptError as refused:
        return {"refused": str(refused)}


def test_there_are_at_least_five_hundred():
    assert len(VECTORS) >= 500


@pytest.mark.parametrize(
    ("call", "vector"),
    [(call, vector) for call, _, vector in VECTORS],
    ids=[f"{call}-{number}" for call, number, _ in VECTORS],
)
def test_both_languages_say_the_same(scripts: Scripts, told: Told, call: str, vector: Any):
    asked = given(call, vector)
    expected = {key: vector[key] for key in ("get", "refused") if key in vector}
    assert _said(told, call, asked) == expected, "Python"
    assert _said(scripts, call, asked) == expected, "JavaScript"


def test_what_python_says_is_written_anew_on_demand(told: Told, update: bool):
    if not update:
        return
    for path in FOLDER.glob("*.jsonl"):
        lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        renewed = (
            {"give": one["give"], **_said(told, path.stem, given(path.stem, one))} for one in lines
        )
        text = "".join(json.dumps(one, sort_keys=True) + "\n" for one in renewed)
        path.write_text(text, encoding="utf-8")


JSON = st.recursive(
    st.none() | st.booleans() | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=12,
)


@pytest.mark.parametrize("call", ["normal", "stored", "shared", "flat", "figures"])
def test_any_answers_are_the_same_in_both(scripts: Scripts, told: Told, call: str):
    sheet = told.sheets["all"]

    @settings(deadline=None, max_examples=60)
    @drawn(answers_to(sheet, TEXT), JSON)
    def same(answers: dict[str, Any], junk: Any) -> None:
        data = {"answers": answers | {"odd": junk}, "earlier": junk, "copy": "A\u0308"}
        asked = {"answers": answers} if call in ("flat", "figures") else {"data": data}
        assert _said(scripts, call, asked | {"sheet": "all"}) == _said(
            told, call, asked | {"sheet": "all"}
        )

    same()


ROW = st.lists(st.integers(0, 10**6), min_size=1, max_size=6)


@settings(deadline=None, max_examples=60)
@drawn(st.text(max_size=40), st.lists(ROW, min_size=1, max_size=4))
def test_an_index_is_unpacked_as_it_was_packed(scripts: Scripts, text: str, rows: Any):
    said = sorted(set(words(text)))
    packed = {"words": pack_words(said), "rows": pack_numbers(rows)}
    assert json.dumps(packed["rows"]) == f'"{packed["rows"]}"', "no sign that is written as two"
    assert scripts("unpacked", **packed) == [said, rows]
