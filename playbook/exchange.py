"""What `playbook fill` and `playbook read` do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from playbook.answer_context import open_playbook
from playbook.answers import (
    RefusedError,
    dumps,
    dumps_backup,
    parse,
    parse_backup,
    without_private,
)
from playbook.answers.misfits import misfits
from playbook.errors import PlaybookError
from playbook.packets.build import build_packet
from playbook.packets.contents import agenda, packets_of
from playbook.packets.split import read_pdf
from playbook.pdf.form_fields import is_pdf
from playbook.sheets.fill import fill_sheet
from playbook.typesetting.paper import A4
from playbook.whole import write_result
from playbook.wording import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playbook.answer_context import AnswerContext
    from playbook.answers import Answers, Sheet
    from playbook.model import Ref
    from playbook.typesetting.paper import Paper


@dataclass(frozen=True)
class Filling:
    """How a PDF is filled in."""

    paper: Paper = A4
    edition: str | None = None
    private: bool = False
    """Whether private answers are written, and earlier ones: nobody knows which of them were."""


_AS_USUAL = Filling()


def fill_file(
    folder: Path,
    answers_path: Path,
    out: Path,
    how: Filling = _AS_USUAL,
) -> list[str]:
    """Write the answers in a file into the PDF of their worksheet.

    Returns what has no room in its fields, and where it stands, in sentences.
    Raises PlaybookError for a file that is not there, RefusedError for one that is no answers.
    """
    context = open_playbook(folder, how.edition)
    answers = _one_sheet(answers_path, context)
    sheet = next(sheet for sheet in context.sheets if sheet.ref == answers.worksheet)
    told: list[str] = []
    answers = answers if how.private else _for_others(answers, sheet, told)
    write_result(out, fill_sheet(sheet, how.paper, answers, context.renderer, told.append))
    return told


def fill_packet(
    folder: Path,
    backup_path: Path,
    out: Path,
    path: str,
    how: Filling = _AS_USUAL,
) -> list[str]:
    """Write what a backup holds into the packet of `path`, the ref of a path.

    Returns what has no room in its fields, and where it stands, in sentences.
    Raises PlaybookError for a path or a file that is not there, RefusedError for a file that is no
    backup, or has two copies of a sheet.
    """
    context = open_playbook(folder, how.edition)
    packets = packets_of(context.playbook, context.renderer.words, context.renderer.plain)
    packet = next((packet for packet in packets if packet.ref == path), None)
    if packet is None:
        known = [str(packet.ref) for packet in packets]
        hint = did_you_mean(path, known, f"Available: {', '.join(known)}.")
        raise PlaybookError(f'Unknown path "{path}". {hint}')
    raw, name = _raw(backup_path), backup_path.name
    inside = {sheet.ref for sheet in packet.sheets}
    sheets = (*packet.sheets, *packet.lists)
    files = parse_backup(raw, name=name, sheets=sheets, upstream=context.upstream)
    given: dict[Ref, Answers] = {}
    for answers in files:
        if answers.worksheet not in inside:
            continue
        if answers.worksheet in given:
            raise RefusedError(
                f"{name} holds two copies of {answers.worksheet}, and a packet has room for one. "
                "Take out the one that is not wanted."
            )
        given[answers.worksheet] = answers
    ticks = agenda(packet, files)
    given |= {ticks.worksheet: ticks} if ticks.answers else {}
    told: list[str] = []
    if not how.private:
        given = {
            sheet.ref: _for_others(given[sheet.ref], sheet, told)
            for sheet in packet.sheets
            if sheet.ref in given
        }
    write_result(out, build_packet(packet, how.paper, context.renderer, given, told.append))
    return told


def read_file(
    folder: Path,
    path: Path,
    *,
    edition: str | None = None,
    warn: Callable[[str], None] = lambda _: None,
) -> bytes:
    """Return the canonical answers in a filled PDF or an answers file; a packet's as a backup.

    `warn` is told of every answer that does not fit its question. Raises what `fill_file` raises.
    """
    context = open_playbook(folder, edition)
    answers = _answers(path, context)
    sheets = {sheet.ref: sheet for sheet in context.sheets}
    for one in answers if isinstance(answers, tuple) else (answers,):
        for said in misfits(one, sheets[one.worksheet]) if one.worksheet in sheets else ():
            warn(f"{path.name}: warning: {one.worksheet}: {said}")
    if isinstance(answers, tuple):
        return dumps_backup(context.playbook.manifest.id, answers)
    return dumps(answers)


def _answers(path: Path, context: AnswerContext) -> Answers | tuple[Answers, ...]:
    """Return the answers in a file, or in each sheet of a packet."""
    raw = _raw(path)
    if not is_pdf(raw):
        return parse(raw, name=path.name, sheets=context.sheets, upstream=context.upstream)
    return read_pdf(raw, name=path.name, sheets=context.sheets, upstream=context.upstream)


def _one_sheet(path: Path, context: AnswerContext) -> Answers:
    """Return the answers in a file that holds those to one sheet; a backup of one will do."""
    try:
        found = _answers(path, context)
    except RefusedError as error:
        if error.why != "backup":
            raise
        sheets, upstream = context.sheets, context.upstream
        found = parse_backup(_raw(path), name=path.name, sheets=sheets, upstream=upstream)
    files = found if isinstance(found, tuple) else (found,)
    if len(files) == 1:
        return files[0]
    raise RefusedError(
        f"{path.name} holds {len(files)} sheets, and a PDF takes one. Give --packet and a path for "
        "the sheets of its packet, or a file with the answers to one sheet."
    )


def _for_others(answers: Answers, sheet: Sheet, told: list[str]) -> Answers:
    """Return `answers` without what is private, and add to `told` that something is."""
    shared = without_private(answers, sheet)
    if shared != answers:
        told.append(
            f"{sheet.ref}: private and earlier answers are left out. Say --private to keep them."
        )
    return shared


def _raw(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise PlaybookError(f"{path} cannot be read: {error.strerror}.") from error
