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
from typing import TYPE_CHECKING, Any, Literal
from xml.sax.saxutils import escape

from pikepdf import Array, Dictionary, Name, NumberTree, Pdf, Stream, String

from playbook.pdf.appearance import (
    EMPTY,
    INK,
    SIZES,
    dot_stream,
    set_text,
    text_stream,
    tick_stream,
)
from playbook.pdf.fill_font import NAME, embed, runs_right_to_left
from playbook.pdf.mute import MUTE, muted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pikepdf import Object

    from playbook.fields.names import Value
    from playbook.fields.paper import TextKind
    from playbook.pdf.appearance import Setting
    from playbook.pdf.fill_font import FillFont
    from playbook.render.words import Words

ON = "Yes"
"""The state of a ticked check; a radio button's is its option's id."""
HIDDEN = "_sheet"
"""The field that says what the sheet is, and carries what it has no room for."""
READ_ONLY, REQUIRED, MULTILINE, RADIO = 1, 1 << 1, 1 << 12, 1 << 15
PRINT, NOT_SHOWN = 4, 2
Size = tuple[float, float]


@dataclass(frozen=True)
class Slot:
    """A place on paper where something can be written: one widget to be."""

    name: str
    """Its field's."""
    kind: Literal["line", "area", "box", "radio"]
    title: str
    """What it is called."""
    label: str
    """What a screen reader says: the words that stand beside it on paper, and more."""
    state: str = ON
    group: str = ""
    """What is said of the whole group of radio buttons."""
    required: bool = False
    is_day: bool = False
    """Whether a day is shown as the language writes it."""
    minimum: float = 0.0
    """The height that its answer needs, in millimetres; more than the sheet would give it."""
    number: int = 0
    """Its place in reading order."""


@dataclass(frozen=True)
class TypedText:
    """What somebody typed into a field, as its widget shows it."""

    widget: Object
    name: str
    kind: TextKind
    text: str
    setting: Setting | None
    """How the form's own font draws it; None where it does not."""

    @property
    def size(self) -> tuple[float, float]:
        """The width and the height of its box, in points."""
        return _size(self.widget)


@dataclass(frozen=True)
class Form:
    """A PDF with fields, and the texts in them."""

    pdf: Pdf
    texts: tuple[TypedText, ...]


def build_form(
    typeset: bytes,
    slots: Sequence[Slot],
    values: Mapping[str, Value],
    about: dict[str, Any],
    font: FillFont,
    *,
    words: Words,
) -> Form:
    """Return the typeset sheet with a widget in every slot, filled in with `values`.

    Boxes of texts that `font` does not draw stay empty. `about` is what the hidden field says, in
    JSON.
    """
    pdf = Pdf.open(io.BytesIO(typeset))
    drawer = _Drawer(pdf, font, words)
    fields = Array()
    radios: dict[str, Object] = {}
    for slot, widget in _slots_of(pdf, slots):
        drawer.dress(widget, slot, values.get(slot.name))
        if slot.kind != "radio":
            widget.T = String(flat(slot.name))
            fields.append(widget)
            continue
        if slot.name not in radios:
            radios[slot.name] = pdf.make_indirect(_radio(slot, values.get(slot.name)))
            fields.append(radios[slot.name])
        widget.Parent = radios[slot.name]
        # What tells a button where a program has lost the field that it is of.
        widget.NM = String(f"{flat(slot.name)}={slot.state}")
        radios[slot.name].Kids.append(widget)
    fields.append(_hidden_field(pdf, about))
    pdf.Root.AcroForm = pdf.make_indirect(
        Dictionary(
            Fields=fields,
            DR=drawer.resources,
            DA=_look(SIZES["line"]),
        )
    )
    _identify(pdf, about)
    return Form(pdf, tuple(drawer.texts))


def flat(name: str) -> str:
    """Return a field's name as the PDF has it, on one level: programs that merge lose a tree."""
    return name.replace(".", ":")


def text_string(text: str) -> String:
    """Return a text as PDF stores it, in a form that no reader can take for another."""
    if text.isascii():
        return String(text)
    return String(b"\xfe\xff" + text.encode("utf-16-be"))


def json_text(data: dict[str, Any]) -> str:
    """Return JSON on one line, the same for the same data."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


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


def _hidden_field(pdf: Pdf, about: dict[str, Any]) -> Object:
    """Return the hidden field: on the first page, so that it goes wherever that page goes.

    It has a place and a look, both empty: some programs ask every field for them. A widget that is
    not shown needs no element of the structure (PDF/UA-1, 7.18.1).
    """
    page = pdf.pages[0].obj
    look = Stream(pdf, b"", Subtype=Name.Form, BBox=Array([0, 0, 0, 0]), Resources=Dictionary())
    hidden = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Tx,
            Ff=READ_ONLY,
            F=NOT_SHOWN,
            T=String(HIDDEN),
            V=text_string(json_text(about)),
            DA=_look(SIZES["line"]),
            Rect=Array([0, 0, 0, 0]),
            P=page,
            AP=Dictionary(N=pdf.make_indirect(look)),
        )
    )
    page.Annots = Array([*page.get("/Annots", []), hidden])
    return hidden


def _radio(slot: Slot, value: Value | None) -> Dictionary:
    return Dictionary(
        FT=Name.Btn,
        Ff=RADIO | (REQUIRED if slot.required else 0),
        T=String(flat(slot.name)),
        TU=text_string(slot.group),
        Kids=Array(),
        V=Name(f"/{value}") if isinstance(value, str) else Name.Off,
    )


@dataclass
class _Drawer:
    """Dresses widgets of one PDF; marks that are alike are made once."""

    pdf: Pdf
    font: FillFont
    words: Words

    def __post_init__(self) -> None:
        self.right_to_left = self.words.right_to_left
        font = embed(self.font, self.pdf)
        fonts = Dictionary({NAME: font, MUTE: muted(font, self.pdf)})
        self.resources = self.pdf.make_indirect(Dictionary(Font=fonts))
        self.texts: list[TypedText] = []
        self._made: dict[tuple[bytes, Size], Object] = {}

    def dress(self, widget: Object, slot: Slot, value: Value | None) -> None:
        """Make `widget` the field of `slot`, or one of its buttons."""
        size = _size(widget)
        widget.Subtype = Name.Widget
        widget.F = PRINT
        widget.TU = text_string(slot.label)
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
        points = SIZES[slot.kind]
        if self.right_to_left:
            widget.Q = 2
        drawing = EMPTY
        if value:
            shown = self._shown(value, slot.kind, size) if slot.is_day else value
            setting = set_text(shown, self.font, *size, slot.kind) if self._draws(shown) else None
            if setting:
                points = setting.size
                top, mute = area or not setting.whole, shown != value or not setting.whole
                drawing = text_stream(setting, self.font, *size, top=top, mute=mute)
            self.texts.append(TypedText(widget, slot.name, slot.kind, shown, setting))
            widget.V = text_string(value)
        widget.DA = _look(points)
        widget.AP = Dictionary(N=self._form(drawing, size, text=True))

    def _shown(self, day: str, kind: TextKind, size: Size) -> str:
        """Return a day as the language writes it, in short where a box is narrow.

        A box has room for every month or for none, so that a column of days looks alike.
        """
        year = [f"{day[:5]}{month:02}-28{day[10:]}" for month in range(1, 13)]
        for short in (False, True):
            texts = [self.words.moment(one, short=short) for one in year]
            sets = [set_text(one, self.font, *size, kind) for one in texts]
            if all(len(one.lines) == 1 and (short or one.size == SIZES[kind]) for one in sets):
                return self.words.moment(day, short=short)
        return day

    def _draws(self, text: str) -> bool:
        """Tell whether the form's own font draws a text right."""
        return self.font.draws(text) and not (
            self.right_to_left
            and any(runs_right_to_left(line, otherwise=True) for line in text.split("\n"))
        )

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


def _size(widget: Object) -> Size:
    left, bottom, right, top = (float(edge) for edge in widget.Rect)
    return right - left, top - bottom


def _look(points: float) -> String:
    """Return the font and the size that viewers write in, and that pdf.js sets a text anew in."""
    return String(f"{NAME} {points:g} Tf {INK}")


def _identify(pdf: Pdf, about: dict[str, Any]) -> None:
    """Write the playbook, the sheet and its version into the metadata, for other programs."""
    name = escape(f"{about['playbook']} {about['sheet']} {about['version']}")
    metadata = pdf.Root.Metadata.read_bytes()
    entry = f"<dc:identifier>{name}</dc:identifier></rdf:Description>".encode()
    changed = metadata.replace(b"</rdf:Description>", entry, 1)
    # No filter: programs that know no PDF look for metadata in the bare file.
    pdf.Root.Metadata.write(changed)
