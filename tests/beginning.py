"""A playbook to begin with, for tests of what comes after; made once, since that takes a while."""

from __future__ import annotations

import shutil
from functools import cache as remembered
from pathlib import Path
from tempfile import TemporaryDirectory

from playbook.starter import make_starter


def copy_starter(folder: Path) -> None:
    """Put what `make_starter` makes into a new folder, or an empty one."""
    shutil.copytree(_made().name, folder, dirs_exist_ok=True)


@remembered
def _made() -> TemporaryDirectory[str]:
    made = TemporaryDirectory()
    make_starter(Path(made.name))
    return made
