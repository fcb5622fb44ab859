"""Turn the links that stand for slots into the fields of a form.

Typst has no form fields of its own yet. In a tagged PDF it gives every link a rectangle, a place in
the reading order and an element of the structure: all that a field needs. So each slot is set as
a link `field:<number>`; here it becomes a widget, its element a `Form`, and the links are gone.
When Typst can make fields, this module goes.
"""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from pikepdf import Array, Dictionary, Name, NumberTree, Pdf, Stream, String

from playbook.sheets.appearance import (
    EMPTY,
    INK,
    SIZES,
    dot_stream,
    set_text,
    text_stream,
    tick_stream,
)
from playbook.sheets.fillfont import embed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pikepdf import Object

    from playbook.fields.names import Value
    from playbook.sheets.appearance import TextKind
    from playbook.sheets.fillfont import FillFont
    from playbook.sheets.slots import Slot

HIDDEN = "_sheet"
"""The field without a widget that says what the sheet is, and carries what it has no room for."""
READ_ONLY, REQUIRED, MULTILINE, RADIO = 1, 1 << 1, 1 << 12, 1 << 15
PRINT = 4
Size = tuple[float, float]


def form(
    typeset: bytes,
    slots: Sequence[Slot],
    values: Mapping[str, Value],
    about: dict[str, Any],
    font: FillFont,
    *,
    right_to_left: bool,
) -> Pdf:
    """Return the typeset sheet with a widget in every slot, filled in with `values`.

    `about` is what the hidden field says, in JSON.
    """
    pdf = Pdf.open(io.BytesIO(typeset))
    drawer = _Drawer(pdf, font, right_to_left)
    root = _Branch()
    radios: dict[str, Object] = {}
    for slot, widget in _slots_of(pdf, slots):
        drawer.dress(widget, slot, values.get(slot.name))
        if slot.kind != "radio":
            # A field of PDF holds a value or other fields: beside an option, a name stands alone.
            root.add(slot.name.replace(".", ":") if slot.beside else slot.name, widget)
            continue
        if slot.name not in radios:
            radios[slot.name] = pdf.make_indirect(_radio(slot, values.get(slot.name)))
            root.add(slot.name, radios[slot.name])
        widget.Parent = radios[slot.name]
        radios[slot.name].Kids.append(widget)
    hidden = Dictionary(FT=Name.Tx, Ff=READ_ONLY, T=String(HIDDEN), V=encoded(json_text(about)))
    fields = root.fields(pdf, None)
    fields.append(pdf.make_indirect(hidden))
    pdf.Root.AcroForm = pdf.make_indirect(
        Dictionary(
            Fields=fields,
            DR=drawer.resources,
            DA=_look("line"),
        )
    )
    _identify(pdf, about)
    return pdf


def encoded(text: str) -> String:
    """Return a text as PDF stores it, in a form that no reader can take for another."""
    if text.isascii():
        return String(text)
    return String(b"\xfe\xff" + text.encode("utf-16-be"))


def json_text(data: dict[str, Any]) -> str:
    """Return JSON on one line, the same for the same data."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def widgets_of(pdf: Pdf) -> list[Any]:
    """Return all widgets, page by page; a link from page to page is none."""
    return [
        annotation
        for page in pdf.pages
        for annotation in page.get("/Annots", [])
        if "/Dest" not in annotation
    ]


def _slots_of(pdf: Pdf, slots: Sequence[Slot]) -> list[tuple[Slot, Object]]:
    """Return every slot with the annotation that Typst has made for it, in reading order."""
    elements = NumberTree(pdf.Root.StructTreeRoot.ParentTree)
    found = []
    for page in pdf.pages:
        for annotation in page.get("/Annots", []):
            if "/Dest" in annotation:
                continue
            number = int(str(annotation.A.URI).removeprefix("field:"))
            element = elements[int(annotation.StructParent)]
            element.S = Name.Form
            for key in ("/A", "/Border", "/Contents"):
                del annotation[key]
            annotation.P = page.obj
            found.append((slots[number], annotation))
    assert len(found) == len(slots), "every slot stands on the sheet once"
    return found


def _radio(slot: Slot, value: Value | None) -> Dictionary:
    return Dictionary(
        FT=Name.Btn,
        Ff=RADIO | (REQUIRED if slot.required else 0),
        TU=encoded(slot.group),
        Kids=Array(),
        V=Name(f"/{value}") if isinstance(value, str) else Name.Off,
    )


@dataclass
class _Drawer:
    """Dresses widgets of one PDF; marks that are alike are made once."""

    pdf: Pdf
    font: FillFont
    right_to_left: bool

    def __post_init__(self) -> None:
        self.resources = self.pdf.make_indirect(
            Dictionary(Font=Dictionary({"/Fill": embed(self.font, self.pdf)}))
        )
        self._made: dict[tuple[bytes, Size], Object] = {}

    def dress(self, widget: Object, slot: Slot, value: Value | None) -> None:
        """Make `widget` the field of `slot`, or one of its buttons."""
        left, bottom, right, top = (float(edge) for edge in widget.Rect)
        size = (right - left, top - bottom)
        widget.Subtype = Name.Widget
        widget.F = PRINT
        widget.TU = encoded(slot.label)
        if slot.kind in ("line", "area"):
            self._text(widget, slot, size, value if isinstance(value, str) else "")
            return
        on = value == slot.state if slot.kind == "radio" else value is True
        draw = dot_stream if slot.kind == "radio" else tick_stream
        state = Name(f"/{slot.state}" if on else "/Off")
        widget.AS = state
        widget.MK = Dictionary(CA=String("l" if slot.kind == "radio" else "4"))
        widget.AP = Dictionary(
            N=Dictionary(
                {f"/{slot.state}": self._form(draw(*size), size), "/Off": self._form(b"", size)}
            )
        )
        if slot.kind == "box":
            widget.FT, widget.V = Name.Btn, state
            widget.Ff = REQUIRED if slot.required else 0

    def _text(self, widget: Object, slot: Slot, size: Size, value: str) -> None:
        assert slot.kind in ("line", "area"), "a text"
        area = slot.kind == "area"
        widget.FT = Name.Tx
        widget.Ff = (MULTILINE if area else 0) | (REQUIRED if slot.required else 0)
        widget.DA = _look(slot.kind)
        if self.right_to_left:
            widget.Q = 2
        drawing = EMPTY
        if value:
            width, height = size
            setting = set_text(
                value, self.font, width, height, slot.kind, right_to_left=self.right_to_left
            )
            drawing = text_stream(setting, self.font, *size, top=area or not setting.whole)
            widget.V = encoded(value)
        widget.AP = Dictionary(N=self._form(drawing, size, text=True))

    def _form(self, drawing: bytes, size: Size, *, text: bool = False) -> Object:
        size = (round(size[0], 2), round(size[1], 2))
        if text:  # never shared: a viewer writes what is typed into the very stream
            return self._stream(drawing, size, self.resources)
        if (drawing, size) not in self._made:
            self._made[drawing, size] = self._stream(drawing, size, Dictionary())
        return self._made[drawing, size]

    def _stream(self, drawing: bytes, size: Size, resources: Object) -> Object:
        stream = Stream(self.pdf, drawing, Subtype=Name.Form, BBox=Array([0, 0, *size]))
        stream.Resources = resources
        return self.pdf.make_indirect(stream)


def _look(kind: TextKind) -> String:
    """Return the font and the size that viewers write in, always the same."""
    return String(f"/Fill {SIZES[kind]:g} Tf {INK}")


class _Branch:
    """A part of the tree of names: `people.0.name` hangs below `people` and `0`."""

    def __init__(self) -> None:
        self._inner: dict[str, _Branch] = {}
        self._field: Object | None = None

    def add(self, name: str, field: Object) -> None:
        """Hang `field` into the tree by its name."""
        branch = self
        for part in name.split("."):
            branch = branch._inner.setdefault(part, _Branch())
        branch._field = field

    def fields(self, pdf: Pdf, parent: Object | None) -> Array:
        """Return what hangs below this branch, with the names and parents that PDF wants."""
        found = Array()
        for name, branch in self._inner.items():
            field = branch._field
            if field is None:
                field = pdf.make_indirect(Dictionary())
                field.Kids = branch.fields(pdf, field)
            field.T = String(name)
            if parent is not None:
                field.Parent = parent
            found.append(field)
        return found


def _identify(pdf: Pdf, about: dict[str, Any]) -> None:
    """Write the playbook, the sheet and its version into the metadata, for other programs."""
    name = escape(f"{about['playbook']} {about['sheet']} {about['version']}")
    metadata = pdf.Root.Metadata.read_bytes()
    entry = f"<dc:identifier>{name}</dc:identifier></rdf:Description>".encode()
    changed = metadata.replace(b"</rdf:Description>", entry, 1)
    # No filter: programs that know no PDF look for metadata in the bare file.
    pdf.Root.Metadata.write(changed)
