"""A slip in a real file is told within a line of where it happened, as a rule."""

from __future__ import annotations

from tests.mutations import share_told_near, slips


def test_nearly_every_slip_that_breaks_yaml_is_told_within_a_line():
    share, broken, missed = share_told_near(slips(2000, seed=1))
    assert broken > 400
    assert share >= 0.95, missed
