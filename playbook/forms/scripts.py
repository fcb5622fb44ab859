"""The scripts of forms: many small files in `templates/`, joined into the few that a page loads."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playbook.render.assets import HOME

if TYPE_CHECKING:
    from pathlib import Path

    from playbook.render.templates import Templates

SCRIPTS = {"worksheet": f"{HOME}/worksheet.js", "worksheet/pdf": f"{HOME}/worksheet-pdf.js"}
"""Folder in `templates/` -> the script that its files become, in the order of their names."""
_REMARK = re.compile(r"/\*\*.*?\*/ ?", re.DOTALL)
_LINE = re.compile(r"^\s*//.*\n|^\s+", re.MULTILINE)


def form_scripts(templates: Templates) -> dict[str, bytes]:
    """Return the scripts by their address in the site."""
    return {
        address: _joined([path for _, path in sorted(templates.files(folder).items())])
        for folder, address in SCRIPTS.items()
    }


def _joined(paths: list[Path]) -> bytes:
    texts = [path.read_text(encoding="utf-8") for path in paths if path.suffix == ".js"]
    return "\n".join(map(squeezed, texts)).encode()


def squeezed(script: str) -> str:
    """Return a script without its remarks and indents: readers of the site need neither.

    It knows no JavaScript: remarks are those that begin a line, or with `/**`.
    """
    return _LINE.sub("", _REMARK.sub("", script))
