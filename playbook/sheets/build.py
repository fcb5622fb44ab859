"""Build a PDF with fields: typeset it, turn its slots into fields, give long answers their room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from playbook.pdf.appearance import POINTS, height_needed, set_text
from playbook.pdf.fill_font import fill_font
from playbook.pdf.saving import pdf_bytes
from playbook.pdf.widgets import build_form, widgets_of
from playbook.sheets.lettering import TypedText, draw_lettered, lettered_source
from playbook.typesetting.fonts import scripts_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from pikepdf import Pdf

    from playbook.fields.names import Value
    from playbook.model import Ref
    from playbook.pdf.fill_font import FillFont
    from playbook.pdf.widgets import Slot
    from playbook.typesetting.renderer import SheetRenderer


@dataclass(frozen=True)
class Layout:
    """A PDF to be: its text in Typst's language, its slots, and what its hidden field says."""

    text: str
    slots: tuple[Slot, ...]
    about: dict[str, Any]


def build_pdf(
    lay: Callable[[Mapping[str, float]], Layout],
    values: Mapping[str, Value],
    ref: Ref,
    renderer: SheetRenderer,
) -> bytes:
    """Return the PDF that `lay` lays out, with `values` in its fields.

    `lay` is given the millimetres that answers need, by name, where a blank has less: nothing at
    first. `ref` is what a template's fault is reported for.

    Raises PlaybookError where a template is not Typst or does not obey the rules of PDF/UA.
    """
    manifest, words = renderer.manifest, renderer.words
    typed = "".join(value for value in values.values() if isinstance(value, str))
    font = fill_font(scripts_of(words.language, typed), renderer.cache)
    heights: dict[str, float] = {}
    while True:
        layout = lay(heights)
        about = {"playbook": manifest.id, "version": manifest.version, **layout.about}
        typeset = renderer.compile(layout.text, ref)
        pdf = build_form(typeset, layout.slots, values, about, font, words=words)
        if heights or not values:
            break
        heights = _heights(pdf, layout.slots, values, font)
        if not heights:
            break
    lettered = [one for one in _typed_texts(pdf, layout.slots, values) if font.lacks(one.text)]
    if lettered:
        source = lettered_source(lettered, font, renderer)
        draw_lettered(pdf, lettered, renderer.compile(source, ref))
    return pdf_bytes(pdf)


def _typed_texts(
    pdf: Pdf, slots: tuple[Slot, ...], values: Mapping[str, Value]
) -> Iterator[TypedText]:
    """Yield every text that stands in a field."""
    for slot, widget in zip(slots, widgets_of(pdf), strict=True):
        value = values.get(slot.name)
        if slot.kind in ("line", "area") and isinstance(value, str):
            yield TypedText(widget, slot.name, slot.kind, value)


def _heights(
    pdf: Pdf, slots: tuple[Slot, ...], values: Mapping[str, Value], font: FillFont
) -> dict[str, float]:
    """Return the millimetres that texts need which do not fit their boxes, by name."""
    heights: dict[str, float] = {}
    for one in _typed_texts(pdf, slots, values):
        width, height = one.size
        if not set_text(one.text, font, width, height, one.kind).whole:
            heights[one.name] = height_needed(one.text, font, width) / POINTS
    return heights
