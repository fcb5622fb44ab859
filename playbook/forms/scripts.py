"""The scripts of forms: many small files in `templates/`, joined into the few that a page loads."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from playbook.answers.budgets import BUDGETS
from playbook.fields import TYPES, Question
from playbook.fields.combining import folds
from playbook.fields.numbers import LONGEST, ZEROS
from playbook.render.assets import HOME
from playbook.render.scripts import join_scripts

if TYPE_CHECKING:
    from playbook.render.templates import Templates

CORE = {"core": "form", "pdf": "form-pdf"}
"""What every form needs: folder in `templates/forms/` -> the script that its files become."""
WORKSHEET = {"worksheet": "worksheet"}
CHECKLIST = {
    "checklist": "checklist",
    "progress": "progress",
    "path": "path",
    "work": "my-work",
    "combine": "combine",
    "tonight": "tonight",
}
AHEAD = {
    "path": ("checklist", "progress"),
    "work": ("backup",),
    "combine": ("backup",),
}
"""Folders whose scripts go ahead in the script of another, so that a page asks for one file."""

HOMES = {"core": "script.js", "combine": "combine.js"}
"""What a type of field adds to the scripts of a folder: a file in its own folder of templates."""
NEEDS = {
    "pdf": ["form"],
    "worksheet": ["form"],
    "checklist": ["form"],
    "path": ["form", "checks", "progress"],
    "backup": ["form"],
    "work": ["form"],
    "combine": ["form"],
    "tonight": ["form"],
}
"""What of `window.playbook` must be there before the scripts of a folder begin."""


def form_scripts(templates: Templates, scripts: dict[str, str]) -> dict[str, bytes]:
    """Return scripts by their address in the site, joined in the order of their files' names."""
    order = _folder(templates, "order")
    numerals = {"longest": LONGEST, "zeros": [ord(zero) for zero in ZEROS]}
    data: dict[str, dict[str, Any]] = {
        "core": {"budgets": dict(BUDGETS), "numerals": numerals, "types": _types()},
        "combine": {"folds": folds()} if "combine" in scripts else {},
    }
    ahead = (name for folder in scripts for name in AHEAD.get(folder, ()))
    made = {
        folder: f"playbook.when({json.dumps(NEEDS.get(folder, []))},()=>{{"
        f"{_data_script(data.get(folder, {}))}{_folder(templates, folder)}"
        f"{_homes(templates, folder)}\n}});\n"
        for folder in {*scripts, *ahead}
    }
    return {
        f"{HOME}/{name}.js": "".join(
            [f"{order}\n", *(made[one] for one in AHEAD.get(folder, ())), made[folder]]
        ).encode()
        for folder, name in scripts.items()
    }


def _data_script(data: dict[str, Any]) -> str:
    """Return what a script is told, in words of its own."""
    return "".join(
        f"playbook.{name}={json.dumps(one, ensure_ascii=False)};" for name, one in data.items()
    )


def _types() -> dict[str, dict[str, Any]]:
    """Return the table of field types, as far as scripts know it."""
    return {name: model.traits() for name, model in TYPES.items() if issubclass(model, Question)}


def _homes(templates: Templates, folder: str) -> str:
    """Return what every type of field adds to the scripts of a folder."""
    file = HOMES.get(folder)
    homes = (templates.files(f"fields/{name}") for name in TYPES)
    return "\n" + join_scripts(home[file] for home in homes if file in home)


def _folder(templates: Templates, folder: str) -> str:
    return join_scripts(path for _, path in sorted(templates.files(f"forms/{folder}").items()))
