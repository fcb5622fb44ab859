"""Every sheet of a playbook, for its site; one that has not changed is not made again."""

from __future__ import annotations

import hashlib
import os
from functools import cache as remembered
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from playbook.answers import sheet_of
from playbook.errors import ContentError, PlaybookError, Problem
from playbook.model import Checklist, Worksheet
from playbook.sheets.fill import FORMAT, blank
from playbook.sheets.paper import PAPERS
from playbook.sheets.plan import plan
from playbook.sheets.press import press
from playbook.sheets.typeset import source

if TYPE_CHECKING:
    from playbook.answers import Sheet
    from playbook.link import Linked
    from playbook.sheets.paper import Paper
    from playbook.sheets.press import Press

_PACKAGES = ("typst", "pikepdf", "fonttools")


def sheets_of(playbook: Linked, maker: Press) -> tuple[Sheet, ...]:
    """Return every worksheet and every checklist in their common form."""
    return tuple(
        sheet_of(playbook.manifest, entry.ref, entry.item, playbook.items, maker.plain)
        for kind in (Worksheet.kind, Checklist.kind)
        for entry in playbook.of_kind(kind)
    )


def sheet_files(playbook: Linked, *, folder: Path) -> dict[str, bytes]:
    """Return the PDFs by address: `worksheets/<id>/<id>-a4.pdf`, and so on.

    `folder` is the playbook's own: its templates go first, and `.playbook/cache/sheets/` keeps
    what has been made. Raises ContentError with every sheet that could not be made.
    """
    maker = press(playbook, folder=folder)
    kept = maker.cache / "sheets"
    kept.mkdir(parents=True, exist_ok=True)
    orders = {
        _address(sheet, paper): (sheet, paper, kept / _key(sheet, paper, maker))
        for sheet in sheets_of(playbook, maker)
        for paper in PAPERS.values()
    }
    broken: list[Problem] = []
    for sheet, paper, path in orders.values():
        if not path.is_file():
            try:
                _keep(path, blank(sheet, paper, maker))
            except PlaybookError as error:
                broken.append(_problem(sheet, str(error)))
    if broken:
        raise ContentError(broken)
    _forget(kept, {path.name for _, _, path in orders.values()})
    return {name: path.read_bytes() for name, (_, _, path) in orders.items()}


def _address(sheet: Sheet, paper: Paper) -> str:
    return f"{sheet.ref.kind}/{sheet.id}/{sheet.id}-{paper.name}.pdf"


def _key(sheet: Sheet, paper: Paper, maker: Press) -> str:
    """Return the name that a sheet is kept by: a hash of everything that goes into it."""
    planned = plan(sheet, maker, paper, rows={}, heights={})
    parts = [source(sheet, planned, maker, paper), repr(planned.slots), repr(sheet.seen)]
    parts += [sheet.manifest.id, str(sheet.ref), sheet.manifest.version, FORMAT, program()]
    digest = hashlib.sha256("\0".join(parts).encode()).hexdigest()
    return f"{digest[:32]}.pdf"


@remembered
def program() -> str:
    """Return what of the program goes into a sheet: its own code, and what it works with."""
    own = b"".join(path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py")))
    packages = " ".join(f"{name} {version(name)}" for name in _PACKAGES)
    return f"{hashlib.sha256(own).hexdigest()} {packages}"


def _problem(sheet: Sheet, why: str) -> Problem:
    return Problem(
        file=f"content/{sheet.ref}.yml",
        line=1,
        column=1,
        ref=str(sheet.ref),
        field="",
        message=f"cannot be made into a PDF: {why.rstrip('.')}",
        hint="Mend the template that it names, or take it out of templates/sheets/.",
    )


def _keep(path: Path, pdf: bytes) -> None:
    made = path.with_suffix(f".{os.getpid()}.part")
    made.write_bytes(pdf)
    made.replace(path)


def _forget(kept: Path, used: set[str]) -> None:
    """Clear away what no sheet of this playbook is any more."""
    for path in kept.glob("*.pdf"):
        if path.name not in used:
            path.unlink(missing_ok=True)
