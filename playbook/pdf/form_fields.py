"""What the fields of a PDF's form hold, whatever program has made, filled in or merged it.

A field is found by the form's list of fields, in a tree or flat; where a program has lost that list
or a part of it, by the pages that its widgets stand on. Nothing is visited twice, and no more of it
than a sheet of ours has. The browser's twin is `templates/forms/pdf/08-fields.js`.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pikepdf

from playbook.answers import RefusedError
from playbook.answers.budgets import BUDGETS, over_budget, too_large
from playbook.pdf.streams import Unpacked, damaged_error

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playbook.fields.names import Value

HEAD = 1024
"""Bytes at the beginning of a file among which the mark of a PDF stands."""
_DEPTH = 8
_PAGE_DEPTH = 32
_RADIO = 1 << 15
_DIGITS = 4
_AGAIN = re.compile(r"(?:\+\d+| \[\d+\])\Z", re.ASCII)
"""What qpdf and MuPDF add to a name that was taken when they merged two files."""
_MARKS = ((b"\xfe\xff", "utf-16-be"), (b"\xff\xfe", "utf-16-le"), (b"\xef\xbb\xbf", "utf-8"))


@dataclass(frozen=True)
class FormField:
    """A field, and what it holds."""

    name: str
    """Its full name, the parts joined by dots."""
    value: Value
    page: int | None
    """The number of the page that it stands on; None where it stands on none."""


def is_pdf(raw: bytes) -> bool:
    """Tell whether a file, or the beginning of one, is a PDF; a few bytes may stand before it.

    The browser's twin is `templates/forms/core/07-is-pdf.js`.
    """
    return b"%PDF-" in raw[:HEAD]


def read_fields(raw: bytes, name: str) -> list[FormField]:
    """Return what every field of the PDF `raw`, a file called `name`, holds.

    Those that pages alone know go before those that the form lists; of two that bear one name, the
    last one counts. Raises RefusedError for a file that is damaged, locked or past a budget.
    """
    if len(raw) > BUDGETS["pdf"]:
        raise too_large(name, "pdf", "sheet")
    unpacked = Unpacked(name)
    unpacked.judge(raw)
    try:
        # One that is locked with no password at all opens everywhere, and here.
        with pikepdf.open(io.BytesIO(raw), suppress_warnings=True) as pdf:
            return _Reader(pdf, unpacked).found
    except pikepdf.PasswordError:
        raise _locked_error(name) from None
    except (pikepdf.PdfError, RecursionError, TypeError, ValueError) as error:
        # What no program opens without a key says so of itself, whatever its way to lock is.
        raise (_locked_error(name) if "encryption" in str(error) else damaged_error(name)) from None


def _locked_error(name: str) -> RefusedError:
    return RefusedError(
        f"{name} is locked with a password. Save it without the password, then open it again.",
        "pdf_locked",
    )


class _Reader:
    def __init__(self, pdf: pikepdf.Pdf, unpacked: Unpacked) -> None:
        self.found: list[FormField] = []
        self._unpacked = unpacked
        self._met: set[tuple[int, int]] = set()
        self._count = 0
        self._pages: dict[tuple[int, int], int] = {}
        loose = self._on_pages(pdf)
        form: Any = pdf.Root.get("/AcroForm")
        self._count = 0
        self._walk(form.get("/Fields") if _is_group(form) else None, "", "", 0, 0)
        listed, self.found = self.found, []
        for number, widget in loose:
            self._add_unlisted(widget, number)
        self.found += listed

    def _on_pages(self, pdf: pikepdf.Pdf) -> list[tuple[int, Any]]:
        """Return every widget with the number of its page."""
        found: list[tuple[int, Any]] = []
        for number, page in enumerate(self._leaves(pdf.Root.get("/Pages"), 0, set())):
            for widget in _list(page.get("/Annots")):
                self._count_more(1)
                if _is_group(widget) and ("/T" in widget or "/Parent" in widget or "/NM" in widget):
                    found.append((number, widget))
                    if widget.objgen[0]:
                        self._pages.setdefault(widget.objgen, number)
        return found

    def _leaves(self, node: Any, depth: int, met: set[tuple[int, int]]) -> Iterator[Any]:
        if depth > _PAGE_DEPTH or not _is_group(node) or node.objgen in met:
            return
        met |= {node.objgen} if node.objgen[0] else set()
        if "/Kids" not in node:
            yield node
        kids = _list(node.get("/Kids"))
        self._count_more(len(kids))  # before one of them is looked at
        for kid in kids:
            yield from self._leaves(kid, depth + 1, met)

    def _walk(self, fields: Any, path: str, kind: str, flags: int, depth: int) -> None:
        if depth > _DEPTH or not isinstance(fields, pikepdf.Array):
            return
        for field in fields:
            if self._is_met(field) or not _is_group(field):
                continue
            name = _join(path, _part(field))
            found, own = str(field.get("/FT", kind)), field.get("/Ff")
            bits = own if isinstance(own, int) else flags
            kids = [kid for kid in _list(field.get("/Kids")) if _is_group(kid)]
            if any("/T" in kid for kid in kids):
                self._walk(field["/Kids"], name, found, bits, depth + 1)
            elif name:
                self._add(field, name, found, bits, kids or [field])

    def _add_unlisted(self, widget: Any, number: int) -> None:
        """Take down a field that no list has, by one of its widgets."""
        line = [widget]
        while len(line) <= _DEPTH and _is_group(line[-1].get("/Parent")):
            line.append(line[-1]["/Parent"])
        named = [one for one in line if "/T" in one]
        name = ""
        for one in reversed(named):
            name = _join(name, _part(one))
        if self._is_lost(widget, name, number):
            return
        if not named or self._is_met(named[0]) or not name:
            return
        kinds = [str(one["/FT"]) for one in line if "/FT" in one]
        flags = [one["/Ff"] for one in line if isinstance(one.get("/Ff"), int)]
        kids = [kid for kid in _list(named[0].get("/Kids")) if _is_group(kid)]
        self._pages.setdefault(named[0].objgen, number)
        widgets = kids or [widget]
        self._add(named[0], name, (*kinds, "")[0], (*flags, 0)[0], widgets, number)

    def _is_lost(self, button: Any, name: str, number: int) -> bool:
        """Tell whether a button of ours has lost its field, whose name it knows.

        `name` is that of the field that it seems to have. The button that is on is taken down.
        """
        called, _, option = _text(button.get("/NM")).replace(":", ".").partition("=")
        if not option or f".{name}".endswith(f".{called}"):
            return False
        if called and _text(button.get("/AS")).removeprefix("/") == option:
            self.found.append(FormField(called, option, number))
        return True

    def _add(
        self,
        field: Any,
        name: str,
        kind: str,
        bits: int,
        widgets: list[Any],
        page: int | None = None,
    ) -> None:
        pages = (self._pages.get(widget.objgen) for widget in widgets if widget.objgen[0])
        stands = page if page is not None else next((one for one in pages if one is not None), None)
        self.found.append(FormField(name, self._value(field, kind, bits, widgets), stands))

    def _count_more(self, number: int) -> None:
        self._count += number
        if self._count > BUDGETS["fields"]:
            raise over_budget("fields", self._unpacked.name)

    def _is_met(self, field: Any) -> bool:
        """Tell whether a field was visited before: in a form of ours, none stands twice."""
        self._count_more(1)
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
            return _option(field, state) if ticked else ""
        return ticked


def _option(field: Any, state: str) -> str:
    """Return what a button stands for: its state, or what the field says of a numbered one."""
    options = _list(field.get("/Opt"))
    number = int(state) if state.isdecimal() and state.isascii() and len(state) <= _DIGITS else -1
    return (_text(options[number]) if 0 <= number < len(options) else "") or state


def _part(field: Any) -> str:
    """Return a field's own name, a colon for each dot, as it was before it was merged."""
    own = field.get("/T")
    return "" if _is_name(own) else _AGAIN.sub("", _text(own).replace(":", "."))


def _join(path: str, part: str) -> str:
    return f"{path}.{part}" if path and part else path or part


def _is_group(value: object) -> bool:
    return isinstance(value, pikepdf.Dictionary)


def _is_name(value: object) -> bool:
    return isinstance(value, pikepdf.Name)


def _list(value: object) -> list[Any]:
    return list(value) if isinstance(value, pikepdf.Array) else []


def _text(value: object) -> str:
    """Return a text or a name; nothing for what is neither."""
    if isinstance(value, pikepdf.String):
        return _decode(bytes(value))
    return str(value) if _is_name(value) else ""


def _decode(raw: bytes) -> str:
    """Return a text string of a PDF (ISO 32000-2, 7.9.2.2)."""
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return raw.removeprefix(mark).decode(encoding, "replace")
    return raw.decode("pdfdoc_pikepdf", "replace")
