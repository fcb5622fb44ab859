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
    "every_script",
    "form_scripts",
    "sheet_scripts",
    "with_forms",
    "with_scripts",
]


def with_forms(site: Site, sheets: Callable[[], dict[str, bytes]], *, folder: Path) -> Site:
    """Return `site` with its PDFs and the scripts of its forms, made when they are asked for.

    `sheets` makes the PDFs; `folder` is the playbook's own: its templates go first.
    """

    def worksheets() -> dict[str, bytes]:
        with gc_paused():
            return form_scripts(site.templates, CORE | WORKSHEET) | with_scripts(site, sheets())

    def checklists() -> dict[str, bytes]:
        scripts = form_scripts(site.templates, CORE | CHECKLIST)
        return scripts | known_script(site.playbook, folder=folder)

    return replace(site, worksheets=LaterFiles(worksheets), checklists=LaterFiles(checklists))


def every_script(site: Site, *, folder: Path) -> dict[str, bytes]:
    """Return the scripts of all forms of `site`, and the one that tells them of its sheets."""
    scripts = form_scripts(site.templates, CORE | WORKSHEET | CHECKLIST)
    return scripts | known_script(site.playbook, folder=folder)


def with_scripts(site: Site, pdfs: dict[str, bytes]) -> dict[str, bytes]:
    """Return the PDFs of `site`, each with the script that can fill it in."""
    return pdfs | sheet_scripts(pdfs, site.templates.sheet_words)
