"""The scripts of forms: many small files in `templates/`, joined into the few that a page loads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playbook.render.assets import HOME
from playbook.render.scripts import joined

if TYPE_CHECKING:
    from playbook.render.templates import Templates

SCRIPTS = {"core": "form", "pdf": "form-pdf", "worksheet": "worksheet"}
"""Folder in `templates/forms/` -> the script that its files become, in the order of their names."""


def form_scripts(templates: Templates) -> dict[str, bytes]:
    """Return the scripts by their address in the site."""
    return {
        f"{HOME}/{name}.js": joined(
            path for _, path in sorted(templates.files(f"forms/{folder}").items())
        ).encode()
        for folder, name in SCRIPTS.items()
    }
