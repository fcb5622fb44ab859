"""Read answers out of a filled PDF, whatever program has filled it in."""

from __future__ import annotations

import io
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pikepdf

from playbook.answers import RefusedError, normalise
from playbook.answers.names import nested
from playbook.sheets.fill import FORMAT
from playbook.sheets.packet import FORMAT as PACKET
from playbook.sheets.widgets import HIDDEN

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from playbook.answers import Answers, Sheet
    from playbook.fields.names import Value

MAX_BYTES = 50_000_000
MAX_DEPTH = 8
MAX_FIELDS = 50_000
_VERSION = re.compile(r"^playbook-(?:sheet|packet)/[1-9]\d*$", re.ASCII)


def read_sheet(
    raw: bytes, *, name: str, sheets: Iterable[Sheet], upstream: Collection[str] = ()
) -> Answers:
    """Return the answers in the filled PDF `raw`, a file called `name`, for one of `sheets`.

    Raises RefusedError with a plain sentence for a file that is damaged, locked or not ours.
    """
    return sheet_answers(opened(raw, name=name), sheets, upstream)


def sheet_answers(form: Form, sheets: Iterable[Sheet], upstream: Collection[str] = ()) -> Answers:
    """Return the answers in a sheet's PDF.

    Raises RefusedError for a packet, and for a sheet that is not of this playbook.
    """
    if form.is_packet:
        raise RefusedError(
            f"{form.name} is a meeting packet with many sheets in it, not one sheet. Read it whole."
        )
    by_ref = known(form, sheets, upstream)
    sheet = by_ref.get(form.sheet)
    if sheet is None:
        raise gone(form)
    return answers_in(form.about, form.values, sheet)


@dataclass(frozen=True)
class Form:
    """A PDF of ours: what its hidden field says, and what the others hold."""

    name: str
    """The file's."""
    about: dict[str, Any]
    values: dict[str, Value]

    @property
    def is_packet(self) -> bool:
        """Whether many sheets are bound in it."""
        return bool(self.about["format"] == PACKET)

    @property
    def sheet(self) -> str:
        """The ref of what it is."""
        return str(self.about.get("sheet"))


def opened(raw: bytes, *, name: str) -> Form:
    """Return what stands in the PDF `raw`, a file called `name`.

    Raises RefusedError with a plain sentence for a file that is damaged, locked or not ours.
    """
    if len(raw) > MAX_BYTES:
        raise RefusedError(f"{name} is larger than 50 MB; no sheet is. Check which file it is.")
    try:
        with pikepdf.open(io.BytesIO(raw), suppress_warnings=True) as pdf:
            if pdf.is_encrypted:
                raise _locked(name)
            values = field_values(pdf)
    except pikepdf.PasswordError:
        raise _locked(name) from None
    except (pikepdf.PdfError, RecursionError):
        raise RefusedError(
            f"{name} is damaged: it cannot be read as a PDF. Save it again in the program that "
            "filled it in, or ask for it once more."
        ) from None
    about = _about(values.pop(HIDDEN, ""), name)
    return Form(name, about, values)


def field_values(pdf: pikepdf.Pdf) -> dict[str, Value]:
    """Return what every field of a form holds, by its full name."""
    form = pdf.Root.get("/AcroForm")
    fields = form.get("/Fields") if isinstance(form, pikepdf.Dictionary) else None
    if not isinstance(fields, pikepdf.Array):
        return {}
    values: dict[str, Value] = {}
    for name, value in _walk(fields, "", None, 0):
        values[name] = value
        if len(values) > MAX_FIELDS:
            break
    return values


def _walk(
    fields: pikepdf.Array, path: str, kind: str | None, depth: int
) -> Iterator[tuple[str, Value]]:
    if depth > MAX_DEPTH:
        return
    for field in fields:
        if not isinstance(field, pikepdf.Dictionary):
            continue
        part = str(field.get("/T", ""))
        name = f"{path}.{part}" if path and part else path or part
        found = str(field.get("/FT", kind or ""))
        kids = field.get("/Kids")
        if isinstance(kids, pikepdf.Array) and any("/T" in kid for kid in kids):
            yield from _walk(kids, name, found, depth + 1)
        elif name:
            yield name, _value(field, found, kids)


def _value(field: Any, kind: str, kids: Any) -> Value:
    """Return a text, a radio group's state, or whether a box is ticked."""
    held = field.get("/V")
    if kind != "/Btn":
        if isinstance(held, pikepdf.Stream):
            return str(pikepdf.String(held.read_bytes()))
        return str(held) if isinstance(held, pikepdf.String | pikepdf.Name) else ""
    states = [str(widget.get("/AS", "/Off")) for widget in kids or [field]]
    state = str(held) if held is not None else next((s for s in states if s != "/Off"), "/Off")
    ticked = state not in ("/Off", "", "Off")
    if int(field.get("/Ff", 0)) & (1 << 15):
        return state.removeprefix("/") if ticked else ""
    return ticked


def _about(hidden: Value, name: str) -> dict[str, Any]:
    try:
        about = json.loads(hidden) if isinstance(hidden, str) else None
    except (ValueError, RecursionError):
        about = None
    found = about.get("format") if isinstance(about, dict) else None
    if isinstance(about, dict) and found in (FORMAT, PACKET):
        return about
    if isinstance(found, str) and _VERSION.match(found):
        raise RefusedError(
            f"{name} was made by a newer version of this program. Update the program, then open "
            "it again."
        )
    raise RefusedError(
        f"{name} is not a sheet of a playbook: it may be a print or a scan, or another form. "
        "Open the PDF that was filled in, not a print of it."
    )


def known(form: Form, sheets: Iterable[Sheet], upstream: Collection[str]) -> dict[str, Sheet]:
    """Return `sheets` by every ref that they have or had.

    Raises RefusedError where the PDF belongs to another playbook.
    """
    by_ref = {str(sheet.ref): sheet for sheet in sheets}
    ids = {sheet.manifest.id for sheet in by_ref.values()} | set(upstream)
    if form.about.get("playbook") not in ids:
        raise RefusedError(
            f'{form.name} belongs to the playbook "{form.about.get("playbook")}", not to this one '
            f"({', '.join(sorted(ids))}). Open it there."
        )
    return {str(old): sheet for sheet in by_ref.values() for old in sheet.item.was} | by_ref


def answers_in(about: dict[str, Any], values: dict[str, Value], sheet: Sheet) -> Answers:
    """Return the answers to `sheet` among `values`, and those that the hidden field carries."""
    rest = about.get("rest")
    merged = (rest if isinstance(rest, dict) else {}) | values
    return normalise({**about, "answers": nested(merged, sheet)}, sheet)


def gone(form: Form) -> RefusedError:
    """Return the refusal of a PDF that this playbook does not know any more, or not yet."""
    return RefusedError(
        f'{form.name} is the {"packet" if form.is_packet else "sheet"} "{form.sheet}", which this '
        "playbook does not have. Update the playbook, or open the file where it was made."
    )


def _locked(name: str) -> RefusedError:
    return RefusedError(
        f"{name} is locked with a password. Save it without the password, then open it again."
    )
