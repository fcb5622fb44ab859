"""Take a filled packet apart: the answers to each of its sheets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from playbook.answers import Sheet
from playbook.model import Ref, Worksheet
from playbook.scalars import REF
from playbook.sheets.read import answers_in, gone, known

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from playbook.answers import Answers
    from playbook.fields.names import Value
    from playbook.model import Manifest
    from playbook.sheets.read import Form

_REF = re.compile(REF)


def unbound(
    form: Form, sheets: Iterable[Sheet], upstream: Collection[str] = ()
) -> tuple[Answers, ...]:
    """Return the answers in a packet, one for each sheet that something was written to.

    What was written to a sheet that this playbook does not have is kept, all of it as earlier
    answers. Raises RefusedError where the packet is another playbook's, or nothing of it is here.
    """
    sheets = tuple(sheets)
    by_ref = known(form, sheets, upstream)
    parts = _parts(form)
    if not any(ref in by_ref for ref in parts) or not _REF.match(form.sheet):
        raise gone(form)
    found: list[Answers] = []
    for ref, values in _by_part(form, parts).items():
        sheet = by_ref.get(ref)
        if sheet is None:
            answers = answers_in(form, parts[ref], values, _gone(Ref(ref), sheets[0].manifest))
        else:
            answers = answers_in(form, parts[ref], values, sheet)
        if answers.answers or answers.earlier or answers.copy:
            found.append(answers)
    return tuple(found)


def _parts(form: Form) -> dict[str, dict[str, Any]]:
    """Return what the hidden field says of each sheet, by ref; the packet's own is always there."""
    said = form.about.get("parts")
    parts = said if isinstance(said, dict) else {}
    parts = {ref: one if isinstance(one, dict) else {} for ref, one in parts.items()}
    return {form.sheet: {}} | {ref: one for ref, one in parts.items() if _REF.match(ref)}


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


def _gone(ref: Ref, manifest: Manifest) -> Sheet:
    """Return a sheet that this playbook does not have: all that is in it are earlier answers."""
    item = Worksheet.model_construct(title=str(ref), summary=str(ref), fields=())
    return Sheet(manifest, ref, item, ())
