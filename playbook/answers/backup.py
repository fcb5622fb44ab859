"""A backup: many answers files in one, in canonical form, so that equal backups are equal bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playbook.answers.canonical import as_data, parse_data, ref_of, refuse_foreign, to_json
from playbook.answers.refusal import RefusedError
from playbook.answers.strict import strict_files

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from playbook.answers.canonical import Answers
    from playbook.answers.sheet import Sheet

FORMAT = "playbook-backup/1"


def dumps_backup(playbook: str, files: Iterable[Answers]) -> bytes:
    """Return the canonical bytes of a backup of `playbook`: sorted by sheet, then by copy."""
    ordered = sorted(files, key=lambda one: (one.worksheet, one.copy, to_json(as_data(one))))
    data = {"files": list(map(as_data, ordered)), "format": FORMAT, "playbook": playbook}
    return to_json(data)


def parse_backup(
    raw: bytes, *, name: str, sheets: Iterable[Sheet], upstream: Collection[str] = ()
) -> tuple[Answers, ...]:
    """Return what a backup called `name` holds for `sheets`; files for others are passed over.

    So is an agenda of the page Tonight, which lies beside them.
    Raises RefusedError with a plain sentence for a file that is no backup, is encrypted, or is
    another playbook's.
    """
    data = strict_files(raw, name, form=FORMAT, foreign="is not a backup of a playbook")
    files = data.get("files")
    if "sealed" in data:
        raise RefusedError(
            f"{name} is encrypted with a passphrase. Open it on the page My work, and save it "
            "again without one.",
            "sealed",
        )
    if not isinstance(files, list):
        raise RefusedError(f"{name} is broken: there are no files in it. Save it again.", "broken")
    known = tuple(sheets)
    refuse_foreign(data, name, known, upstream)
    refs = {str(ref) for sheet in known for ref in (sheet.ref, *sheet.item.was)}
    return tuple(
        parse_data(file, name=name, sheets=known, upstream=upstream)
        for file in files
        if isinstance(file, dict) and ref_of(file) in refs
    )
