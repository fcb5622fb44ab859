"""The scripts of forms: many small files in `templates/`, joined into the few that a page loads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playbook.render.assets import HOME
from playbook.render.scripts import joined

if TYPE_CHECKING:
    from playbook.render.templates import Templates

SCRIPTS = {"worksheet": f"{HOME}/worksheet.js", "worksheet/pdf": f"{HOME}/worksheet-pdf.js"}
"""Folder in `templates/` -> the script that its files become, in the order of their names."""


def form_scripts(templates: Templates) -> dict[str, bytes]:
    """Return the scripts by their address in the site."""
    return {
        address: joined(path for _, path in sorted(templates.files(folder).items())).encode()
        for folder, address in SCRIPTS.items()
    }
