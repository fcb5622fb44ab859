"""What tests of the book and of cards share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.publish.identity import print_whole


@pytest.fixture
def printed(base: Path) -> Path:
    """The small playbook, with a book and cards."""
    print_whole(base)
    return base
