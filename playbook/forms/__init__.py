"""Step 8: the scripts of forms, and sheets as scripts can read them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from playbook.forms.known import known_script
from playbook.forms.scripts import CHECKLIST, CORE, WORKSHEET, form_scripts
from playbook.forms.sheets import sheet_scripts

if TYPE_CHECKING:
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


def with_forms(site: Site, sheets: dict[str, bytes], *, folder: Path) -> Site:
    """Return `site` with its PDFs, `sheets`, and with the scripts of its forms.

    `folder` is the playbook's own: its templates go first.
    """
    worksheets = form_scripts(site.templates, CORE | WORKSHEET) | sheets
    worksheets |= sheet_scripts(sheets, site.templates.sheet_words)
    checklists = form_scripts(site.templates, CORE | CHECKLIST)
    checklists |= known_script(site.playbook, folder=folder)
    return replace(site, worksheets=worksheets, checklists=checklists)
