"""Programs that fill in a PDF, each in its own way."""

from __future__ import annotations

import ctypes
import io
from typing import TYPE_CHECKING, Any

import pikepdf
import pypdf
import pypdfium2
import pypdfium2.raw as pdfium
from pypdf.generic import NameObject

from playbook.pdf.widgets import HIDDEN, flat, text_string

if TYPE_CHECKING:
    from collections.abc import Mapping

    from playbook.fields.names import Value

RADIO = 1 << 15


def by_pikepdf(raw: bytes, values: Mapping[str, Value]) -> bytes:
    """Set values and states, and leave the drawings as they are."""
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        for name, field in _fields(pdf.Root.AcroForm.Fields, ""):
            if name not in values:
                continue
            value = values[name]
            if field.FT == "/Tx":
                field.V = text_string(str(value))
                continue
            state = pikepdf.Name("/Yes" if value is True else f"/{value}")
            field.V = state
            for widget in field.get("/Kids", [field]):
                widget.AS = state if state in widget.AP.N else pikepdf.Name.Off
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


def by_pypdf(raw: bytes, values: Mapping[str, Value]) -> bytes:
    """Fill in page by page, as its users do."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(raw))
    states = {name: "/Yes" if value is True else str(value) for name, value in values.items()}
    groups = {name for name, field in _pypdf_fields(writer) if int(field.get("/Ff", 0)) & RADIO}
    texts = {flat(name): value for name, value in states.items() if name not in groups}
    for page in writer.pages:
        writer.update_page_form_field_values(page, texts, auto_regenerate=False)
    for name, field in _pypdf_fields(writer):
        if name in groups and name in states:
            field[NameObject("/V")] = NameObject(f"/{states[name]}")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def by_typing(raw: bytes, values: Mapping[str, Value]) -> bytes:
    """Click and type as in a browser that uses PDFium."""
    document = pypdfium2.PdfDocument(raw)
    document.init_forms()
    assert document.formenv is not None, "the sheet is a form"
    form = document.formenv.raw
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        places = list(_places(pdf))
    page: Any = None
    number = -1
    for index, name, state, (x, y) in places:
        value = values.get(name)
        if value is None or (isinstance(state, str) and value is not True and value != state):
            continue
        if index != number:
            page, number = document[index], index

        left, top = ctypes.c_double(x), ctypes.c_double(y)
        pdfium.FORM_OnMouseMove(form, page.raw, 0, left, top)
        pdfium.FORM_OnLButtonDown(form, page.raw, 0, left, top)
        pdfium.FORM_OnLButtonUp(form, page.raw, 0, left, top)
        if state is None:
            pdfium.FORM_SelectAllText(form, page.raw)
            wide = ctypes.create_string_buffer(str(value).encode("utf-16-le") + b"\0\0")
            pdfium.FORM_ReplaceSelection(form, page.raw, ctypes.cast(wide, pdfium.FPDF_WIDESTRING))
        pdfium.FORM_ForceToKillFocus(form)
    out = io.BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()


def _fields(fields: Any, path: str) -> Any:
    for field in fields:
        name = f"{path}.{field['/T']}" if path else str(field["/T"])
        if "/FT" in field:
            yield name.replace(":", "."), field
        else:
            yield from _fields(field.Kids, name)


def _pypdf_fields(writer: pypdf.PdfWriter) -> Any:
    form: Any = writer._root_object["/AcroForm"]

    def walk(fields: Any, path: str) -> Any:
        for reference in fields:
            field = reference.get_object()
            name = f"{path}.{field['/T']}" if path else str(field["/T"])
            if "/FT" in field:
                yield name.replace(":", "."), field
            else:
                yield from walk(field["/Kids"], name)

    return walk(form["/Fields"], "")


def _places(pdf: pikepdf.Pdf) -> Any:
    """Yield for each widget its page, its name, the state that a click gives, and its middle."""
    names = {}
    for name, field in _fields(pdf.Root.AcroForm.Fields, ""):
        for widget in field.get("/Kids", [field]):
            names[widget.objgen] = (name, field.FT == "/Btn")
    for index, page in enumerate(pdf.pages):
        for widget in page.get("/Annots", []):
            if "/Dest" in widget or widget.get("/T") == HIDDEN:
                continue
            name, is_button = names[widget.objgen]
            left, bottom, right, top = (float(edge) for edge in widget.Rect)
            on = next((str(s)[1:] for s in widget.AP.N if s != "/Off"), "") if is_button else None
            yield index, name, on, ((left + right) / 2, (bottom + top) / 2)
