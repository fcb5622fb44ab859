"""Turn a folder of YAML into a coalition playbook: a searchable site, worksheets and data.

What `__all__` names is for other programs and changes only with a note in CHANGELOG.md; everything
else is for the program itself. Each name is imported when it is first asked for: the command line
asks for none.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playbook.errors import ContentError, PlaybookError, Problem
    from playbook.link import Entry, Linked
    from playbook.pipeline import load
    from playbook.publish import Built, build, check
    from playbook.validate import Playbook

__all__ = [
    "Built",
    "ContentError",
    "Entry",
    "Linked",
    "Playbook",
    "PlaybookError",
    "Problem",
    "build",
    "check",
    "load",
]
_HOMES = {
    "Built": "publish",
    "ContentError": "errors",
    "Entry": "link",
    "Linked": "link",
    "Playbook": "validate",
    "PlaybookError": "errors",
    "Problem": "errors",
    "build": "publish",
    "check": "publish",
    "load": "pipeline",
}
"""The module that each of them comes from."""


if not TYPE_CHECKING:  # or every name would be taken to be there

    def __getattr__(name: str) -> object:
        """Return what other programs may use, from its own module."""
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
