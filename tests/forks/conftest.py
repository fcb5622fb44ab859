"""A family of three playbooks, in a folder of the test's own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.forks.watching import CASE


@pytest.fixture
def family(tmp_path: Path) -> Path:
    return shutil.copytree(CASE, tmp_path / "family")
