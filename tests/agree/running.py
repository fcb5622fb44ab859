"""Check and build one random playbook."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from playbook.errors import PlaybookError
from playbook.pipeline import check
from playbook.publish import build
from tests.agree.playbooks import write
from tests.sheets.making import keep_fonts


@dataclass(frozen=True)
class Outcome:
    """The exit codes of `check` and `build`, and what the latter said."""

    seed: int
    checked: int
    built: int
    said: str

    @property
    def agrees(self) -> bool:
        return (self.checked == 0) == (self.built == 0)


def run(folder: Path, seed: int) -> Outcome:
    """Return how `check` and `build` judge the playbook of `seed`; any other error is a fault."""
    write(folder, seed)
    keep_fonts(folder)
    checked = built = 0
    said = ""
    try:
        check(folder)
    except PlaybookError as error:
        checked, said = error.exit_code, str(error)
    try:
        build(folder)
    except PlaybookError as error:
        built, said = error.exit_code, str(error)
    return Outcome(seed, checked, built, said)
