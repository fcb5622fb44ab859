"""What `playbook combine` does: read, put together, write."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from click import progressbar

from playbook.answer_context import open_playbook
from playbook.combine.combined import combine, dumps_combined
from playbook.combine.files import files_in, read_files
from playbook.combine.page import combined_page
from playbook.combine.tables import (
    HEADS,
    VIEW_HEADS,
    answer_rows,
    csv_file,
    side_by_side,
    view_rows,
    xlsx_file,
)
from playbook.combine.views import combined_views
from playbook.progress import Progress
from playbook.render.templates import Templates
from playbook.whole import write_result

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from typing import Any

    from playbook.answer_context import AnswerContext
    from playbook.answers import Sheet
    from playbook.combine.combined import Combined
    from playbook.combine.files import Outcome

MANY = 50
"""Files that take about a second: with fewer nobody has to be told how far it is."""
_READING = "Reading the playbook"
FORMATS = (".html", ".xlsx", ".csv", ".json")


@dataclass(frozen=True)
class Done:
    """What came of it."""

    lines: tuple[str, ...]
    partners: int
    look: bool
    """Whether a person should look."""


def combine_files(
    folder: Path,
    paths: Iterable[Path],
    out: Path,
    *,
    edition: str | None = None,
    private: bool = False,
    names: bool = True,
) -> Done:
    """Put together what the files at `paths` hold, and write it to `out`, in the form of its end.

    Raises PlaybookError where `out` cannot be written.
    """
    with Progress(_READING).step(_READING):
        context = open_playbook(folder, edition)
    sheets, manifest = context.sheets, context.playbook.manifest
    outcomes = _outcomes(files_in(paths), context)
    sources = [one.source for one in outcomes if one.source]
    by_ref: dict[str, Sheet] = {sheet.ref: sheet for sheet in sheets}
    combined = combine(sources, by_ref, manifest.id, private=private)
    whole = combined_views(combined, sheets)
    seen = whole if names else combined_views(combined, sheets, names=False)
    if sources:
        form = out.suffix.lower()
        if form == ".json":
            text = dumps_combined(combined)
        elif form == ".html":
            named = outcomes if names else []
            text = combined_page(seen, named, manifest, Templates.of(manifest, folder))
        else:
            text = _table(form, seen, combined, sheets)
        write_result(out, text)
    refused = any(one.source is None for one in outcomes)
    copies = any(sheet["copies"] or sheet["left"] for sheet in whole["sheets"])
    lines = (*(one.text for one in outcomes), *_remarks(whole))
    look = refused or copies or any("settled" not in one for one in whole["talk"])
    return Done(lines, len(whole["partners"]), look)


def _outcomes(paths: list[Path], context: AnswerContext) -> list[Outcome]:
    unseen = len(paths) < MANY or not sys.stderr.isatty()
    with progressbar(
        length=len(paths), label="Reading files", file=sys.stderr, hidden=unseen
    ) as bar:
        return read_files(paths, context.sheets, context.upstream, lambda: bar.update(1))


def _table(form: str, seen: dict[str, Any], combined: Combined, sheets: tuple[Sheet, ...]) -> bytes:
    """Return the answers as a table; of what is `seen` without names, how many gave each."""
    named = bool(seen["partners"])
    rows = answer_rows(combined, sheets) if named else view_rows(seen)
    heads = HEADS if named else VIEW_HEADS
    if form == ".csv":
        return csv_file(heads, rows)
    beside = side_by_side(combined, sheets) if named else ()
    return xlsx_file([*beside, ("Answers", heads, rows)])


def _remarks(seen: dict[str, Any]) -> Iterable[str]:
    """Yield what people have to know beside what became of the files."""
    for sheet in seen["sheets"]:
        for one in sheet["copies"]:
            name = seen["partners"][one["by"][0]]["name"]
            yield f"{sheet['ref']}: {name} sent {len(one['files'])}. The fullest is shown."
        for one in sheet["left"]:
            name = seen["partners"][one["by"][0]]["name"]
            yield f"{sheet['ref']}: `{one['key']}` of {name} is not asked any more."
    if seen["talk"]:
        yield f"{len(seen['talk'])} to talk about first."
