"""The scripts of forms: many small files in `templates/`, joined into the few that a page loads."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from playbook.answers.budgets import BUDGETS
from playbook.render.assets import HOME
from playbook.render.scripts import joined

if TYPE_CHECKING:
    from playbook.render.templates import Templates

CORE = {"core": "form", "pdf": "form-pdf"}
"""What every form needs: folder in `templates/forms/` -> the script that its files become."""
WORKSHEET = {"worksheet": "worksheet"}
CHECKLIST = {"checklist": "checklist", "progress": "progress", "path": "path", "work": "my-work"}


NEEDS = {
    "pdf": ["form"],
    "worksheet": ["form"],
    "checklist": ["form"],
    "path": ["form", "checks", "progress"],
    "work": ["form", "pdf", "known"],
}
"""What of `window.playbook` must be there before the scripts of a folder begin."""


def form_scripts(templates: Templates, scripts: dict[str, str]) -> dict[str, bytes]:
    """Return scripts by their address in the site, joined in the order of their files' names."""
    order = _folder(templates, "order")
    budgets = f"playbook.budgets={json.dumps(dict(BUDGETS))};"
    return {
        f"{HOME}/{name}.js": (
            f"{order}\nplaybook.when({json.dumps(NEEDS.get(folder, []))},()=>{{"
            f"{budgets if folder == 'core' else ''}{_folder(templates, folder)}\n}});\n"
        ).encode()
        for folder, name in scripts.items()
    }


def _folder(templates: Templates, folder: str) -> str:
    return joined(path for _, path in sorted(templates.files(f"forms/{folder}").items()))
