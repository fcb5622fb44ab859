"""What means harm is read or refused at once, and the same by the program and by a page."""

from __future__ import annotations

import pytest

from tests.twins.browserless import Scripts
from tests.twins.hostile import corpus
from tests.twins.measured import PATIENCE, by_python, by_scripts
from tests.twins.told import Told

CORPUS = corpus()
MEGABYTES = 200.0


def test_there_are_at_least_sixty():
    assert len(CORPUS) >= 60


@pytest.mark.parametrize("case", CORPUS)
def test_both_give_the_same_verdict_and_neither_hangs_or_swells(
    scripts: Scripts, told: Told, case: str
):
    call, make, more = CORPUS[case]
    raw = make()
    given = {"text": raw.decode()} if call == "link" else {"file": raw}
    python = by_python(lambda: told(call, **given, **more))
    page = by_scripts(scripts, lambda: scripts(call, **given, **more))
    assert python.verdict == page.verdict
    for measured in (python, page):
        assert measured.seconds < PATIENCE
        assert measured.megabytes < MEGABYTES
