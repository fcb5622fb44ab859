"""Step 8: the scripts of forms, and sheets as scripts can read them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from playbook.forms.known import known_script
from playbook.forms.scripts import CHECKLIST, CORE, WORKSHEET, form_scripts
from playbook.forms.sheets import sheet_scripts
from playbook.memory import gc_paused
from playbook.render.files import LaterFiles

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playbook.render import Site

__all__ = [
    "CHECKLIST",
    "CORE",
    "WORKSHEET",
    "form_scripts",
    "known_script",
    "sheet_scripts",
    "with_forms",
]


def with_forms(site: Site, sheets: Callable[[], dict[str, bytes]], *, folder: Path) -> Site:
    """Return `site` with its PDFs and the scripts of its forms, made when they are asked for.

    `sheets` makes the PDFs; `folder` is the playbook's own: its templates go first.
    """

    def worksheets() -> dict[str, bytes]:
        with gc_paused():
            made = sheets()
            scripts = form_scripts(site.templates, CORE | WORKSHEET) | made
            return scripts | sheet_scripts(made, site.templates.sheet_words)

    def checklists() -> dict[str, bytes]:
        scripts = form_scripts(site.templates, CORE | CHECKLIST)
        return scripts | known_script(site.playbook, folder=folder)

    return replace(site, worksheets=LaterFiles(worksheets), checklists=LaterFiles(checklists))
