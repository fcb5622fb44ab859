"""The Jinja environment: a publisher's templates before the shipped ones, block by block."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
)

from playbook import cache
from playbook.render.words import Words
from playbook.shipped import shipped

if TYPE_CHECKING:
    from pathlib import Path


class Templates:
    """Templates, words and static files of one playbook; a publisher's own go first."""

    def __init__(self, language: str, *, own: Path) -> None:
        """Look into `own` first, if there is such a folder.

        A template of a publisher can extend the shipped one of the same name as `@parent/NAME`
        and override single blocks.
        """
        home = shipped("templates")
        self.folders = [own, home] if own.is_dir() and not own.samefile(home) else [home]
        self.words = Words(
            language, [folder / "words" for folder in self.folders], templates=self.folders
        )
        compiled = cache.folder("templates")
        self.environment = Environment(
            loader=ChoiceLoader(
                [
                    *(FileSystemLoader(folder) for folder in self.folders),
                    PrefixLoader({"@parent": FileSystemLoader(home)}),
                ]
            ),
            autoescape=True,
            undefined=StrictUndefined,
            auto_reload=False,  # an environment lives for one build
            bytecode_cache=FileSystemBytecodeCache(str(compiled)) if compiled else None,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def files(self, inside: str) -> dict[str, Path]:
        """Return the files in the folder `inside` by name; a publisher's replace the shipped."""
        found: dict[str, Path] = {}
        for folder in reversed(self.folders):
            for path in sorted((folder / inside).glob("*")):
                found[path.name] = path
        return found
