"""Take a filled PDF apart: the answers to each of the sheets that are in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from playbook.answers import Sheet
from playbook.model import Ref, Worksheet
from playbook.sheets.identify import identify, is_part, part_of
from playbook.sheets.read import (
    answers_in,
    sheet_answers,
    sheets_by_ref,
    unknown_error,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from playbook.answers import Answers
    from playbook.fields.names import Value
    from playbook.model import Manifest
    from playbook.sheets.identify import Form


def read_pdf(
    raw: bytes, *, name: str, sheets: Iterable[Sheet], upstream: Collection[str] = ()
) -> Answers | tuple[Answers, ...]:
    """Return the answers in the filled PDF `raw`, a file called `name`, for one of `sheets`.

    In a packet, and in what another program has merged, they are those to each sheet. Raises
    RefusedError with a plain sentence for a file that cannot be taken in.
    """
    sheets = tuple(sheets)
    forms = identify(raw, name=name, sheets=sheets)
    if len(forms) == 1 and not forms[0].is_packet:
        return sheet_answers(forms[0], sheets, upstream)
    found: list[Answers] = []
    for form in forms:
        if form.is_packet:
            found += split_packet(form, sheets, upstream)
        else:
            found.append(sheet_answers(form, sheets, upstream))
    return tuple(found)


def split_packet(
    form: Form, sheets: Iterable[Sheet], upstream: Collection[str] = ()
) -> tuple[Answers, ...]:
    """Return the answers in a packet, one for each sheet that something was written to.

    What was written to a sheet that this playbook does not have is kept, all of it as earlier
    answers. Raises RefusedError where the packet is another playbook's, or nothing of it is here.
    """
    sheets = tuple(sheets)
    by_ref = sheets_by_ref(form, sheets, upstream)
    parts = _parts(form)
    if not any(part_of(part) in by_ref for part in parts) or not is_part(form.sheet):
        raise unknown_error(form)
    found: list[Answers] = []
    for part, values in _by_part(form, parts).items():
        ref = part_of(part)
        sheet = by_ref.get(ref) or _unknown_sheet(Ref(ref), sheets[0].manifest)
        answers = answers_in(form, parts[part], values, sheet)
        if answers.answers or answers.earlier or answers.copy:
            found.append(answers)
    return tuple(found)


def _parts(form: Form) -> dict[str, dict[str, Any]]:
    """Return what the hidden field says of each sheet; the packet's own is always there.

    They are called by their refs, and a second copy of a sheet by that and `#2`.
    """
    said = form.about.get("parts")
    parts = said if isinstance(said, dict) else {}
    parts = {ref: one if isinstance(one, dict) else {} for ref, one in parts.items()}
    return {form.sheet: {}} | {ref: one for ref, one in parts.items() if is_part(ref)}


def _by_part(form: Form, parts: Collection[str]) -> dict[str, dict[str, Value]]:
    """Return the values by the sheet that their names begin with; a stranger's are the packet's."""
    found: dict[str, dict[str, Value]] = {ref: {} for ref in parts}
    for name, value in form.values.items():
        ref, _, rest = name.partition(".")
        if ref in found and rest:
            found[ref][rest] = value
        else:
            found[form.sheet][name] = value
    return found


def _unknown_sheet(ref: Ref, manifest: Manifest) -> Sheet:
    """Return a sheet that this playbook does not have: all that is in it are earlier answers."""
    item = Worksheet.model_construct(title=str(ref), summary=str(ref), fields=())
    return Sheet(manifest, ref, item, ())
