"""`check` and `build` agree; the long run is `python -m tests.agree`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.agree.running import run


@pytest.mark.parametrize("seed", range(2))
def test_check_and_build_agree_on_a_random_playbook(tmp_path: Path, seed: int):
    outcome = run(tmp_path / "playbook", seed)
    assert outcome.agrees, outcome
