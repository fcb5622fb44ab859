"""Read the answers to one sheet out of a filled PDF, whatever program has filled it in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from playbook.answers import RefusedError, normalise
from playbook.answers.budgets import judge
from playbook.answers.names import nest
from playbook.sheets.identify import identify

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from playbook.answers import Answers, Sheet
    from playbook.fields.names import Value
    from playbook.sheets.identify import Form


def read_sheet(
    raw: bytes, *, name: str, sheets: Iterable[Sheet], upstream: Collection[str] = ()
) -> Answers:
    """Return the answers in the filled PDF `raw`, a file called `name`, for one of `sheets`.

    Raises RefusedError with a plain sentence for a file that is damaged, locked or not ours, and
    for one with several sheets in it.
    """
    sheets = tuple(sheets)
    forms = identify(raw, name=name, sheets=sheets)
    if len(forms) > 1:
        raise _several_error(name)
    return sheet_answers(forms[0], sheets, upstream)


def sheet_answers(form: Form, sheets: Iterable[Sheet], upstream: Collection[str] = ()) -> Answers:
    """Return the answers in a sheet's PDF.

    Raises RefusedError for a packet, and for a sheet that is not of this playbook.
    """
    if form.is_packet:
        raise _several_error(form.name)
    by_ref = sheets_by_ref(form, sheets, upstream)
    sheet = by_ref.get(form.sheet)
    if sheet is None:
        raise unknown_error(form)
    return answers_in(form, form.about, form.values, sheet)


def _several_error(name: str) -> RefusedError:
    return RefusedError(
        f"{name} has many sheets in it, as a meeting packet has, not one. Read it whole.",
        "pdf_packet",
    )


def sheets_by_ref(
    form: Form, sheets: Iterable[Sheet], upstream: Collection[str]
) -> dict[str, Sheet]:
    """Return `sheets` by every ref that they have or had.

    Raises RefusedError where the PDF belongs to another playbook.
    """
    by_ref = {str(sheet.ref): sheet for sheet in sheets}
    ids = {sheet.manifest.id for sheet in by_ref.values()} | set(upstream)
    if str(form.about.get("playbook")) not in ids:
        raise RefusedError(
            f'{form.name} belongs to the playbook "{form.about.get("playbook")}", not to this one '
            f"({', '.join(sorted(ids))}). Open it there.",
            "other_playbook",
        )
    return {str(old): sheet for sheet in by_ref.values() for old in sheet.item.was} | by_ref


def answers_in(
    form: Form, about: dict[str, Any], values: dict[str, Value], sheet: Sheet
) -> Answers:
    """Return the answers to `sheet` among `values`, and those that the hidden field carries.

    Raises RefusedError where they are past a budget.
    """
    rest = about.get("rest")
    merged = (rest if isinstance(rest, dict) else {}) | values
    data = {**about, "rest": None, "answers": nest(merged, sheet)}
    judge(data, form.name)
    return normalise(data, sheet)


def unknown_error(form: Form) -> RefusedError:
    """Return the refusal of a PDF that this playbook does not know any more, or not yet."""
    return RefusedError(
        f'{form.name} is the {"packet" if form.is_packet else "sheet"} "{form.sheet}", which this '
        "playbook does not have. Update the playbook, or open the file where it was made.",
        "pdf_gone",
    )
