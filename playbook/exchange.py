"""What `playbook fill` and `playbook read` do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playbook.answers import dumps, parse
from playbook.edition import cut
from playbook.errors import PlaybookError
from playbook.link import link
from playbook.pipeline import check
from playbook.sheets.fill import filled
from playbook.sheets.paper import A4
from playbook.sheets.press import press
from playbook.sheets.read import read_sheet
from playbook.sheets.site import sheets_of

if TYPE_CHECKING:
    from pathlib import Path

    from playbook.answers import Answers, Sheet
    from playbook.sheets.paper import Paper
    from playbook.sheets.press import Press


def fill_file(
    folder: Path, answers_path: Path, out: Path, *, paper: Paper = A4, edition: str | None = None
) -> None:
    """Write the answers in a file into the PDF of their worksheet.

    Raises PlaybookError for a file that is not there, RefusedError for one that is no answers.
    """
    maker, sheets, upstream = _opened(folder, edition)
    answers = _answers(answers_path, sheets, upstream)
    sheet = next(sheet for sheet in sheets if sheet.ref == answers.worksheet)
    try:
        out.write_bytes(filled(sheet, paper, answers, maker))
    except OSError as error:
        raise PlaybookError(f"{out} cannot be written: {error.strerror}.") from error


def read_file(folder: Path, path: Path, *, edition: str | None = None) -> bytes:
    """Return the canonical answers in a filled PDF or an answers file.

    Raises what `fill_file` raises.
    """
    _, sheets, upstream = _opened(folder, edition)
    return dumps(_answers(path, sheets, upstream))


def _opened(folder: Path, edition: str | None) -> tuple[Press, tuple[Sheet, ...], tuple[str, ...]]:
    playbook = link(cut(check(folder), edition))
    maker = press(playbook, folder=folder)
    return maker, sheets_of(playbook, maker), playbook.lineage.ids


def _answers(path: Path, sheets: tuple[Sheet, ...], upstream: tuple[str, ...]) -> Answers:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise PlaybookError(f"{path} cannot be read: {error.strerror}.") from error
    if b"%PDF-" in raw[:1024]:
        return read_sheet(raw, name=path.name, sheets=sheets, upstream=upstream)
    return parse(raw, name=path.name, sheets=sheets, upstream=upstream)
