"""The scripts of forms: many small files in `templates/`, joined into the few that a page loads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playbook.render.assets import HOME
from playbook.render.scripts import joined

if TYPE_CHECKING:
    from playbook.render.templates import Templates

CORE = {"core": "form", "pdf": "form-pdf"}
"""What every form needs: folder in `templates/forms/` -> the script that its files become."""
WORKSHEET = {"worksheet": "worksheet"}
CHECKLIST = {"checklist": "checklist", "progress": "progress", "path": "path", "work": "my-work"}


def form_scripts(templates: Templates, scripts: dict[str, str]) -> dict[str, bytes]:
    """Return scripts by their address in the site, joined in the order of their files' names."""
    return {
        f"{HOME}/{name}.js": joined(
            path for _, path in sorted(templates.files(f"forms/{folder}").items())
        ).encode()
        for folder, name in scripts.items()
    }
