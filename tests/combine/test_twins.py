"""Many partners' answers: the same from the browser and from Python, in any order, and again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from playbook.fields.typed import canonical_text
from tests.combine.making import named, running, sent, sheet
from tests.twins.browserless import Scripts
from tests.twins.told import Told


@pytest.fixture(scope="module")
def scripts() -> Iterator[Scripts]:
    with running() as one:
        yield one


@pytest.fixture(scope="module")
def told() -> Told:
    return Told({"worksheets/all": sheet()})


def test_browser_and_python_see_the_same_in_any_order_and_again(scripts: Scripts, told: Told):
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(sent(), st.booleans(), st.booleans(), st.randoms())
    def holds(files: list[dict[str, str]], secret: bool, names: bool, chance: Any) -> None:
        once = told("combined", files=files, secret=secret, names=names)
        assert scripts("combined", files=files, secret=secret, names=names) == once
        shuffled = chance.sample(files, len(files))
        assert told("combined", files=shuffled, secret=secret, names=names) == once
        again = [named("all.json", json.loads(once["text"])), *shuffled]
        assert told("combined", files=again, secret=secret, names=names) == once
        assert scripts("combined", files=again, secret=secret, names=names) == once

    holds()


def test_both_fold_alike(scripts: Scripts, told: Told):
    @settings(max_examples=100, deadline=None)
    @given(st.text(max_size=8))
    def holds(text: str) -> None:
        text = canonical_text(text)
        assert scripts("folded", text=text) == told("folded", text=text)

    holds()
