"""Read answers out of a filled PDF, whatever program has filled it in."""

from __future__ import annotations

import io
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pikepdf

from playbook.answers import RefusedError, normalise
from playbook.answers.budgets import BUDGETS, judge, over_budget, too_large
from playbook.answers.names import nest
from playbook.answers.strict import strict_text
from playbook.sheets.fill import FORMAT
from playbook.sheets.packet import FORMAT as PACKET
from playbook.sheets.unpack import Unpacked, damaged
from playbook.sheets.widgets import HIDDEN

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from playbook.answers import Answers, Sheet
    from playbook.fields.names import Value

_DEPTH = 8
_RADIO = 1 << 15
_VERSION = re.compile(r"^playbook-(?:sheet|packet)/[1-9]\d*\Z", re.ASCII)


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
            f"{form.name} is a meeting packet with many sheets in it, not one sheet. "
            "Read it whole.",
            "pdf_packet",
        )
    by_ref = known(form, sheets, upstream)
    sheet = by_ref.get(form.sheet)
    if sheet is None:
        raise gone(form)
    return answers_in(form, form.about, form.values, sheet)


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
    values = values_in(raw, name)
    about = _about(values.pop(HIDDEN, ""), name)
    return Form(name, about, values)


def values_in(raw: bytes, name: str) -> dict[str, Value]:
    """Return what every field of the PDF `raw` holds, by its full name.

    Raises RefusedError where it is damaged, locked or past a budget.
    """
    if len(raw) > BUDGETS["pdf"]:
        raise too_large(name, "pdf", "sheet")
    unpacked = Unpacked(name)
    unpacked.judge(raw)
    try:
        with pikepdf.open(io.BytesIO(raw), suppress_warnings=True) as pdf:
            if pdf.is_encrypted:
                raise _locked(name)
            return _Fields(pdf, unpacked).values
    except pikepdf.PasswordError:
        raise _locked(name) from None
    except (pikepdf.PdfError, RecursionError, TypeError, ValueError):
        raise damaged(name) from None


def field_values(pdf: pikepdf.Pdf, name: str = "The PDF") -> dict[str, Value]:
    """Return what every field of a form holds, by its full name; `name` is the file's."""
    return _Fields(pdf, Unpacked(name)).values


class _Fields:
    """What every field of a form holds, by its full name."""

    def __init__(self, pdf: pikepdf.Pdf, unpacked: Unpacked) -> None:
        self.values: dict[str, Value] = {}
        self._unpacked = unpacked
        self._met: set[tuple[int, int]] = set()
        self._count = 0
        form: Any = pdf.Root.get("/AcroForm")
        self._walk(form.get("/Fields") if _is_group(form) else None, "", "", 0, 0)

    def _walk(self, fields: Any, path: str, kind: str, flags: int, depth: int) -> None:
        if depth > _DEPTH or not isinstance(fields, pikepdf.Array):
            return
        for field in fields:
            if self._is_met(field) or not _is_group(field):
                continue
            part = _text(field.get("/T")) if not _is_name(field.get("/T")) else ""
            part = part.replace(":", ".")
            name = f"{path}.{part}" if path and part else path or part
            found, own = str(field.get("/FT", kind)), field.get("/Ff")
            bits = own if isinstance(own, int) else flags
            kids = [kid for kid in _list(field.get("/Kids")) if _is_group(kid)]
            if any("/T" in kid for kid in kids):
                self._walk(field["/Kids"], name, found, bits, depth + 1)
            elif name:
                self.values[name] = self._value(field, found, bits, kids or [field])

    def _is_met(self, field: Any) -> bool:
        """Tell whether a field was visited before: in a form of ours, none stands twice."""
        self._count += 1
        if self._count > BUDGETS["fields"]:
            raise over_budget("fields", self._unpacked.name)
        number = field.objgen if isinstance(field, pikepdf.Object) else (0, 0)
        if number in self._met:
            return True
        self._met |= {number} if number[0] else set()
        return False

    def _value(self, field: Any, kind: str, bits: int, widgets: list[Any]) -> Value:
        """Return a text, a radio group's state, or whether a box is ticked."""
        held = field.get("/V")
        if isinstance(held, pikepdf.Stream):
            held = pikepdf.String(self._unpacked.stream(held))
        if kind != "/Btn":
            return _text(held).removeprefix("/") if _is_name(held) else _text(held)
        states = [_text(widget.get("/AS")).removeprefix("/") for widget in widgets]
        first = next((state for state in states if state not in ("", "Off")), "Off")
        state = first if held is None else _text(held).removeprefix("/")
        ticked = state not in ("", "Off")
        if bits & _RADIO:
            return state if ticked else ""
        return ticked


def _is_group(value: object) -> bool:
    return isinstance(value, pikepdf.Dictionary)


def _is_name(value: object) -> bool:
    return isinstance(value, pikepdf.Name)


def _list(value: object) -> list[Any]:
    return list(value) if isinstance(value, pikepdf.Array) else []


def _text(value: object) -> str:
    """Return a text or a name; nothing for what is neither."""
    if isinstance(value, pikepdf.String):
        return _decoded(bytes(value))
    return str(value) if _is_name(value) else ""


def _decoded(raw: bytes) -> str:
    """Return a text string of a PDF (ISO 32000-2, 7.9.2.2)."""
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return raw.removeprefix(mark).decode(encoding, "replace")
    return raw.decode("pdfdoc_pikepdf", "replace")


_MARKS = ((b"\xfe\xff", "utf-16-be"), (b"\xff\xfe", "utf-16-le"), (b"\xef\xbb\xbf", "utf-8"))


def _about(hidden: Value, name: str) -> dict[str, Any]:
    try:
        about = json.loads(hidden) if isinstance(hidden, str) else None
    except (ValueError, RecursionError):
        about = None
    found = about.get("format") if isinstance(about, dict) else None
    if found in (FORMAT, PACKET):
        # What a person cannot have typed is judged as strictly as in a file.
        strict: Any = strict_text(str(hidden), name)
        return dict(strict)
    if isinstance(found, str) and _VERSION.match(found):
        raise RefusedError(
            f"{name} was made by a newer version of this program. Update the program, then open "
            "it again.",
            "newer",
        )
    raise RefusedError(
        f"{name} is not a sheet of a playbook: it may be a print or a scan, or another form. "
        "Open the PDF that was filled in, not a print of it.",
        "pdf_foreign",
    )


def known(form: Form, sheets: Iterable[Sheet], upstream: Collection[str]) -> dict[str, Sheet]:
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


def gone(form: Form) -> RefusedError:
    """Return the refusal of a PDF that this playbook does not know any more, or not yet."""
    return RefusedError(
        f'{form.name} is the {"packet" if form.is_packet else "sheet"} "{form.sheet}", which this '
        "playbook does not have. Update the playbook, or open the file where it was made.",
        "pdf_gone",
    )


def _locked(name: str) -> RefusedError:
    return RefusedError(
        f"{name} is locked with a password. Save it without the password, then open it again.",
        "pdf_locked",
    )
