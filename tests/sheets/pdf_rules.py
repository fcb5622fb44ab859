"""Check a sheet for what a validator of PDF/UA does not see.

Widgets in the order of the structure; every field once, under its own name, of the right type and
with the words that stand beside it; an appearance for every widget; no font that is not inside;
nothing that a viewer would run or draw anew.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pikepdf

from playbook.pdf.widgets import HIDDEN, MULTILINE, PRINT, RADIO
from tests.sheets.widgets import widgets_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from playbook.pdf.widgets import Slot

_TYPES = {"line": "/Tx", "area": "/Tx", "box": "/Btn", "radio": "/Btn"}
_EMBEDDED = ("/FontFile", "/FontFile2", "/FontFile3")
EDGE = 10 * 72 / 25.4
ROW = 8 * 72 / 25.4
_ROUNDING = 0.05


def problems(pdf: pikepdf.Pdf, slots: Sequence[Slot]) -> list[str]:
    """Return what is wrong with the sheet `pdf`, whose places to write are `slots`."""
    widgets = widgets_of(pdf)
    pairs = zip(slots, widgets, strict=False)  # how many there are is a matter of names
    return [
        *_document(pdf),
        *_tabs(pdf),
        *_names(pdf, slots),
        *_order(pdf, widgets),
        *_fonts(pdf),
        *_edges(pdf),
        *(found for slot, widget in pairs for found in _widget(slot, widget)),
    ]


def _document(pdf: pikepdf.Pdf) -> Iterator[str]:
    root = pdf.Root
    form = root.get("/AcroForm", pikepdf.Dictionary())
    if "/NeedAppearances" in form:
        yield "NeedAppearances makes viewers draw everything anew"
    for key in ("/OpenAction", "/AA"):
        if key in root:
            yield f"the document acts by itself ({key})"
    if "/JavaScript" in root.get("/Names", pikepdf.Dictionary()):
        yield "the document holds a script"
    for key in ("/Lang", "/Outlines", "/Metadata", "/StructTreeRoot"):
        if key not in root:
            yield f"the document has no {key}"
    if not root.get("/ViewerPreferences", pikepdf.Dictionary()).get("/DisplayDocTitle"):
        yield "the window would not show the title"
    if not str(pdf.docinfo.get("/Title", "")):
        yield "the document has no title"


def _tabs(pdf: pikepdf.Pdf) -> Iterator[str]:
    for number, page in enumerate(pdf.pages, 1):
        if page.get("/Tabs") != "/S":
            yield f"page {number} has no tab order of its own"


def _names(pdf: pikepdf.Pdf, slots: Sequence[Slot]) -> Iterator[str]:
    count: Counter[str] = Counter()
    seen: list[str] = []
    for field, name in _fields(pdf.Root.AcroForm.Fields, ""):
        count[name] += 1
        seen.append(name)
        if "/JS" in field.get("/AA", pikepdf.Dictionary()) or "/A" in field:
            yield f"{name} runs something"
    for name in (name for name, times in count.items() if times > 1):
        yield f"the name {name} is used twice"
    wanted = list(dict.fromkeys(slot.name for slot in slots))
    there = [name.replace(":", ".") for name in seen]
    for name in wanted:
        if name not in there:
            yield f"the field {name} is missing"
    for name in there:
        if name not in wanted and name != HIDDEN:
            yield f"the field {name} belongs to no question"


def _fields(fields: Any, path: str) -> Iterator[tuple[Any, str]]:
    for field in fields:
        part = str(field.get("/T", ""))
        if not part:
            continue
        name = f"{path}.{part}" if path else part
        yield field, name
        yield from _fields(field.get("/Kids", []), name)


def _order(pdf: pikepdf.Pdf, widgets: Sequence[Any]) -> Iterator[str]:
    """Hold the structure's reading order against the order of the widgets."""
    objects: list[tuple[int, int]] = []
    for element in _elements(pdf.Root.StructTreeRoot):
        inside = [kid for kid in _kids(element) if _type(kid) == "/OBJR"]
        objects += [kid.Obj.objgen for kid in inside if "/Dest" not in kid.Obj]
        if element.get("/S") == "/Form" and (len(inside) != 1 or len(_kids(element)) != 1):
            yield "a form element holds more or less than one widget"
    if objects != [widget.objgen for widget in widgets]:
        yield "widgets do not stand in the order of the structure"


def _elements(element: Any) -> Iterator[Any]:
    for kid in _kids(element):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from _elements(kid)


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K", [])
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _type(value: Any) -> str:
    return str(value.get("/Type", "")) if isinstance(value, pikepdf.Dictionary) else ""


def _fonts(pdf: pikepdf.Pdf) -> Iterator[str]:
    for value in pdf.objects:
        if _type(value) != "/Font":
            continue
        for font in value.get("/DescendantFonts", [value]):
            descriptor = font.get("/FontDescriptor", pikepdf.Dictionary())
            if not any(key in descriptor for key in _EMBEDDED):
                yield f"the font {value.get('/BaseFont')} is not inside"


def _edges(pdf: pikepdf.Pdf) -> Iterator[str]:
    for number, page in enumerate(pdf.pages, 1):
        _, _, width, height = (float(edge) for edge in page.mediabox)
        for widget in page.get("/Annots", []):
            left, bottom, right, top = (float(edge) for edge in widget.Rect)
            if widget.get("/T") == HIDDEN:
                continue
            if min(left, bottom, width - right, height - top) < EDGE:
                yield f"page {number} has a field within 10 mm of the edge"


def _widget(slot: Slot, widget: Any) -> Iterator[str]:
    field = widget.Parent if slot.kind == "radio" and "/Parent" in widget else widget
    left, bottom, right, top = (float(edge) for edge in widget.Rect)
    flags = int(field.get("/Ff", 0))
    if widget.get("/Subtype") != "/Widget":
        yield f"{slot.name} is no widget"
    if field.get("/FT") != _TYPES[slot.kind]:
        yield f"{slot.name} has the wrong type"
    if bool(flags & MULTILINE) != (slot.kind == "area") or bool(flags & RADIO) != (
        slot.kind == "radio"
    ):
        yield f"{slot.name} has the wrong flags"
    if str(widget.get("/TU", "")) != slot.label:
        yield f"{slot.name} does not say what stands beside it"
    if not int(widget.get("/F", 0)) & PRINT:
        yield f"{slot.name} would not be printed"
    if "/AP" not in widget or "/N" not in widget.AP:
        yield f"{slot.name} has no appearance"
    elif slot.kind in ("box", "radio") and f"/{slot.state}" not in widget.AP.N:
        yield f"{slot.name} has no appearance for {slot.state}"
    if slot.kind in ("line", "area") and top - bottom < ROW - _ROUNDING:
        yield f"{slot.name} is less than 8 mm high"
    if right - left < 8:
        yield f"{slot.name} is too narrow to write in"
