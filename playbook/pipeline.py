"""The program, as a list of its steps: the table of contents of everything else."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from playbook.edition import cut
from playbook.errors import ContentError
from playbook.forks import layers_of
from playbook.link import link
from playbook.load import load
from playbook.memory import collector_at_rest
from playbook.overlay import Overlaid, blamed, overlay
from playbook.render import Site, render
from playbook.search import indexed
from playbook.static import load_static
from playbook.validate import Playbook, validate

if TYPE_CHECKING:
    from pathlib import Path

CONTENT = "content"


def check(folder: Path) -> Playbook:
    """Read and judge the playbook in `folder`; its `warnings` are for people to look at.

    Raises ContentError with every problem of its content, PlaybookError where there is none.
    """
    with collector_at_rest():
        done = draft(folder)
        problems = load_static(folder).problems
        try:
            playbook = validate(done.draft)
        except ContentError as error:
            raise ContentError([*blamed(error.problems, done), *problems]) from None
        if problems:
            raise ContentError(problems)
        return playbook


def draft(folder: Path) -> Overlaid:
    """Read the playbook in `folder`, a fork over all that it builds on; nothing is judged yet."""
    own = load(folder / CONTENT)
    return overlay(layers_of(folder, own))


def assemble(folder: Path, *, edition: str | None = None) -> Site:
    """Return the site of the playbook in `folder`, in memory.

    Raises what `check` raises, and PlaybookError for an edition that there is not.
    """
    playbook = check(folder)
    warnings = playbook.warnings
    playbook = cut(playbook, edition)
    linked = link(playbook)
    site = render(linked, folder=folder)
    site = indexed(site)
    return replace(site, warnings=warnings)
