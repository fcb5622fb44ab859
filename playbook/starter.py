"""Make a small playbook to begin with; its comments teach the rest."""

from __future__ import annotations

from pathlib import Path

from playbook.schema import write_schemas
from playbook.shipped import shipped_folder
from playbook.whole import refuse_used, writing

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
        for shipped in filter(Path.is_file, starter.rglob("*")):
            path = folder / shipped.relative_to(starter)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.with_name(_NAMES.get(path.name, path.name)).write_bytes(shipped.read_bytes())
    write_schemas(folder)
