"""What one file brings: answers, a filled PDF, a packet, a backup or a combined file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playbook.answers import RefusedError, parse, parse_backup
from playbook.answers.strict import strict_json
from playbook.combine.combined import Source, parse_combined
from playbook.combine.entries import Entry, source_mark
from playbook.packets.split import read_pdf
from playbook.pdf.form_fields import is_pdf

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from playbook.answers import Answers, Sheet


def source_of(
    raw: bytes, *, name: str, sheets: Iterable[Sheet], upstream: Collection[str] = ()
) -> Source:
    """Return what the file `raw`, called `name`, holds for `sheets`.

    Raises RefusedError with a plain sentence for a file that cannot be taken in, or holds nothing.
    """
    known = {sheet.ref: sheet for sheet in sheets}
    if is_pdf(raw):
        found = read_pdf(raw, name=name, sheets=known.values(), upstream=upstream)
        answers = found if isinstance(found, tuple) else (found,)
    else:
        data = strict_json(raw, name, bytes_="backup", values="all_values")
        format_ = str(data.get("format")) if isinstance(data, dict) else ""
        if format_.startswith("playbook-combined/"):
            return parse_combined(raw, name=name, sheets=known.values(), upstream=upstream)
        if format_.startswith("playbook-backup/"):
            answers = parse_backup(raw, name=name, sheets=known.values(), upstream=upstream)
        else:
            answers = (parse(raw, name=name, sheets=known.values(), upstream=upstream),)
    full = [one for one in answers if one.worksheet in known and (one.answers or one.earlier)]
    if not full:
        raise RefusedError(
            f"{name} holds no answers. Ask for the file that was filled in.", "opened_nothing"
        )
    return Source(tuple(_entries(full, name, source_mark(raw))))


def _entries(files: list[Answers], name: str, mark: str) -> Iterable[Entry]:
    """Yield files as entries; in one with several copies, each is called by its own name."""
    stem = name.rpartition(".")[0] or name
    used: set[tuple[str, str]] = set()
    for answers in files:
        called = f"{stem}: {answers.copy}" if len(files) > 1 and answers.copy else stem
        file, number = called, 2
        while (answers.worksheet, file) in used:
            file, number = f"{called} ({number})", number + 1
        used.add((answers.worksheet, file))
        yield Entry(answers).with_source(file, mark)
