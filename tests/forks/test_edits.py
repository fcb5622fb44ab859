"""An edit that fits no more shows its last text; another edit has to fit by itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.forks.years import Years, alone

TIP = "tips/call-first"
CELL = f"{TIP}/summary"


def edit(old: str, new: str) -> str:
    return f"items:\n  {TIP}:\n    edit:\n      summary: [{{replace: {old}, with: {new}}}]\n"


@pytest.fixture
def lost(family: Path) -> Years:
    """The state, whose edit has lost its words in upstream, and who keeps what it says."""
    years = alone(family)
    years.say(edit("five letters", "ten letters"))
    years.upgrade()
    years.change(TIP, "five letters", "much ink")
    years.upgrade()
    assert years.states()[CELL] == "edit-lost"
    assert "no longer fits them" in years.do("status").stdout
    assert years.do("resolve", CELL, "keep").exit_code == 0
    assert "ten letters" in str(years.item(TIP)["summary"])
    return years


@pytest.mark.parametrize(
    "said", [edit("five letters", "nine letters"), edit("much inc", "no ink")], ids=["with", "slip"]
)
def test_another_edit_that_does_not_fit_is_told(said: str, lost: Years):
    lost.say(said)
    for command in ("check", "status"):
        result = lost.do(command)
        assert result.exit_code == 1
        assert "overrides/changes.yml:4" in result.output
        assert "0 times, not 1" in result.output


def test_another_edit_that_fits_is_what_readers_see(lost: Years):
    lost.say(edit("much ink", "no ink"))
    assert "no ink" in str(lost.item(TIP)["summary"])
    lost.upgrade()
    assert "good" not in str(lost.lock()["cells"][CELL])


def test_the_last_text_is_forgotten_where_there_is_no_edit_any_more(lost: Years):
    assert "good" in str(lost.lock()["cells"][CELL])
    assert lost.do("resolve", CELL, "edit", "--text", "Calls save ink.").exit_code == 0
    assert "good" not in str(lost.lock()["cells"][CELL])
    assert lost.item(TIP)["summary"] == "Calls save ink."
