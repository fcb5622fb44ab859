"""A playbook opened for answers: what `fill`, `read` and `combine` begin with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from playbook.answerable import answerable_sheets
from playbook.edition import cut
from playbook.link import link
from playbook.pipeline import check
from playbook.typesetting.renderer import sheet_renderer

if TYPE_CHECKING:
    from pathlib import Path

    from playbook.answers import Sheet
    from playbook.link import Linked
    from playbook.typesetting.renderer import SheetRenderer


@dataclass(frozen=True)
class AnswerContext:
    """A playbook with everything in it that answers can be for."""

    playbook: Linked
    renderer: SheetRenderer
    sheets: tuple[Sheet, ...]

    @property
    def upstream(self) -> tuple[str, ...]:
        """The ids of the playbooks that it builds on: their answers are its own, too."""
        return self.playbook.lineage.ids


def open_playbook(folder: Path, edition: str | None) -> AnswerContext:
    """Return the playbook in `folder`, as the readers of an edition have it."""
    playbook = link(cut(check(folder), edition))
    renderer = sheet_renderer(playbook, folder=folder)
    return AnswerContext(playbook, renderer, answerable_sheets(playbook, renderer))
