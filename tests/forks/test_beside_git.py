"""The comparison with git's merge, on a small example; the long run is `beside_git`."""

from __future__ import annotations

from pathlib import Path

from tests.forks.beside_git import compared


def test_what_waits_and_what_git_stops_at_are_counted_of_the_same_changes(
    family: Path, tmp_path: Path
):
    found = compared(family / "national", family / "national-2027", 9, 3, tmp_path)
    assert found["states"] == {"ok": 3, "stale": 1, "rebased": 1}
    assert (found["statements"], found["waits"], found["problems"]) == (5, 1, 0)
    assert found["fields changed on both sides"] == 2
    assert (found["files in conflict"], found["in conflict, though nothing waits"]) == (2, 1)
    assert found["waits, though git says nothing"] == 0
