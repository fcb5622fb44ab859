"""Check and build one random playbook."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from playbook.errors import PlaybookError
from playbook.pipeline import check
from playbook.publish import build
from playbook.typesetting.paper import PAPERS
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
    """Return how `check` and `build` judge the playbook of `seed`; any other error is a fault.

    To set the same texts on a second size takes half of the time: each playbook is on one in turn.
    """
    write(folder, seed)
    keep_fonts(folder)
    checked = built = 0
    said = ""
    try:
        check(folder)
    except PlaybookError as error:
        checked, said = error.exit_code, str(error)
    sizes = list(PAPERS)
    paper = sizes[seed % len(sizes)]
    try:
        with patch.dict(PAPERS, {paper: PAPERS[paper]}, clear=True):
            build(folder)
    except PlaybookError as error:
        built, said = error.exit_code, str(error)
    return Outcome(seed, checked, built, said)
