"""Make a small playbook to begin with; its comments teach the rest."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from playbook.schema import write_schemas
from playbook.shipped import shipped_folder
from playbook.whole import refuse_used, writing

if TYPE_CHECKING:
    from pathlib import Path

# A file that begins with a dot would act on our own repository, so it has another name there.
_NAMES = {"gitignore": ".gitignore"}


def make_starter(folder: Path) -> None:
    """Write a starter playbook into `folder`, which must be empty or not there yet.

    Raises PlaybookError where it holds anything, and changes nothing then, and where it cannot be
    written.
    """
    refuse_used(folder)
    starter = shipped_folder("templates") / "starter"
    with writing(folder):
        shutil.copytree(starter, folder, dirs_exist_ok=True)
        for shipped_name, name in _NAMES.items():
            (folder / shipped_name).rename(folder / name)
    write_schemas(folder)
