"""The properties hold; and each planted fault makes one of them fail.

This is a sample; `python -m tests.forks` is the long run.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from playbook.errors import PlaybookError
from tests.forks import over_years, properties
from tests.forks.faults import CAUGHT, Fault
from tests.forks.histories import History, history
from tests.forks.making import Case, case

COUNT = 40
FOUND = (5055, 5072)
"""Histories of which the long run found that something did not hold."""


@pytest.fixture(scope="module")
def sample() -> list[Case]:
    return [case(seed) for seed in range(COUNT)]


@pytest.fixture(scope="module")
def lives() -> list[History]:
    return [history(seed) for seed in (*range(COUNT), *FOUND)]


@pytest.mark.parametrize("holds", [*properties.ALL, *properties.OF_WRAPPING])
def test_of_a_fork(holds: Callable[[Case], None], sample: list[Case]):
    for number, made in enumerate(sample):
        try:
            holds(made)
        except Exception as error:
            error.add_note(f"case({number})")
            raise


@pytest.mark.parametrize("holds", over_years.ALL)
def test_over_the_years(holds: Callable[[History], None], lives: list[History]):
    for seed, made in zip((*range(COUNT), *FOUND), lives, strict=True):
        try:
            holds(made)
        except Exception as error:
            error.add_note(f"history({seed})")
            raise


@pytest.mark.parametrize("fault", CAUGHT)
def test_a_planted_fault_makes_a_property_fail(fault: Fault, monkeypatch: pytest.MonkeyPatch):
    holds, seed = CAUGHT[fault]
    make = history if holds in over_years.ALL else case
    holds(make(seed))
    fault(monkeypatch)
    with pytest.raises((AssertionError, KeyError, StopIteration, PlaybookError)):
        holds(make(seed))
