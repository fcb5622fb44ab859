"""Step 6: a linked playbook, templates -> pages and files in memory."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache as remembered
from functools import partial
from typing import TYPE_CHECKING

from playbook.render.assets import asset_files
from playbook.render.data import llms_txt, playbook_json
from playbook.render.files import Files
from playbook.render.markup import Markup
from playbook.render.pages import Page, draw
from playbook.render.templates import Templates
from playbook.static import load_static

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from playbook.errors import Problem
    from playbook.link import Linked
    from playbook.render.prints import Print
    from playbook.render.words import Words


@dataclass(frozen=True)
class Site:
    """Everything that is published, before any of it is written."""

    playbook: Linked
    pages: tuple[Page, ...]
    files: Files
    """The other files by their address: data, styles, scripts, fonts, pictures."""
    templates: Templates
    static: dict[str, Path]
    """Files of the publisher's own by their address: they are copied as they are."""
    markup: Markup
    """What has rendered its texts, and remembers them."""
    worksheets: Mapping[str, bytes] = field(default_factory=dict)
    """PDFs, packets, and what the forms of worksheets need, by address."""
    checklists: Mapping[str, bytes] = field(default_factory=dict)
    """What ticking needs, by address."""
    prints: tuple[Print, ...] = ()
    """What pages say of the files that are handed out whole."""
    warnings: tuple[Problem, ...] = ()
    """What `check` warned of."""

    def draw(self) -> None:
        """Draw every page, and make every sheet, now: what is wrong with a template shows here."""
        for page in self.pages:
            page.draw()
        _ = len(self.worksheets), len(self.checklists)

    @property
    def words(self) -> Words:
        """The words of the interface, in the playbook's language."""
        return self.templates.words


def render(playbook: Linked, *, folder: Path, prints: Sequence[Print] = ()) -> Site:
    """Return every page of `playbook`, to be drawn when it is asked for.

    `folder` is the playbook's own: its `templates/` go before the shipped ones. `prints` are what
    the first page offers to be printed.
    """
    templates = Templates.of(playbook.manifest, folder)
    data = remembered(partial(playbook_json, playbook))
    files = asset_files(playbook, templates, data) | Files(
        {
            "playbook.json": data,
            "llms.txt": partial(llms_txt, playbook, templates.words),
        }
    )
    markup = Markup(playbook)
    pages = tuple(draw(playbook, templates, markup, prints))
    static = load_static(folder).files
    return Site(playbook, pages, files, templates, static, markup, prints=tuple(prints))
