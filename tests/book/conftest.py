"""What tests of the book and of cards share."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from playbook.link import Linked
from playbook.pipeline import load
from tests.publish.identity import print_whole

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests/cases"


@pytest.fixture(scope="session")
def shipped_playbook() -> Linked:
    return load(ROOT)


@pytest.fixture
def printed(base: Path) -> Path:
    """The small playbook, with a book and cards."""
    print_whole(base)
    return base


@pytest.fixture(scope="session")
def copies(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Playbooks in folders where a book may be kept."""
    home = tmp_path_factory.mktemp("books")
    for name in ("base", "arabic", "forks/three-levels/county"):
        shutil.copytree(CASES / name, home / name)
    for name in ("base", "arabic", "forks/three-levels/county"):
        print_whole(home / name)
    return home
