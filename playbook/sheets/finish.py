"""Finish a PDF: typeset it, turn its slots into fields, give long answers the room they need."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pikepdf import ObjectStreamMode

from playbook.sheets.appearance import POINTS, needed, set_text
from playbook.sheets.fillfont import fill_font
from playbook.sheets.fonts import scripts_of
from playbook.sheets.headers import name_rows
from playbook.sheets.lettering import Lettered, draw_lettered, lettering, planned
from playbook.sheets.typeset import compiled
from playbook.sheets.widgets import form, widgets_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pikepdf import Pdf

    from playbook.fields.names import Value
    from playbook.model import Manifest, Ref
    from playbook.sheets.fillfont import FillFont
    from playbook.sheets.press import Press
    from playbook.sheets.slots import Slot


@dataclass(frozen=True)
class Laid:
    """A PDF to be: its text in Typst's language, its slots, and what its hidden field says."""

    text: str
    slots: tuple[Slot, ...]
    about: dict[str, Any]


def finished(
    lay: Callable[[Mapping[str, float]], Laid],
    values: Mapping[str, Value],
    ref: Ref,
    manifest: Manifest,
    press: Press,
) -> bytes:
    """Return the PDF that `lay` lays out, with `values` in its fields.

    `lay` is given the millimetres that answers need, by name, where a blank has less: nothing at
    first. `ref` is what a template's fault is reported for.
    """
    written = "".join(value for value in values.values() if isinstance(value, str))
    font = fill_font(scripts_of(press.words.language, written), press.cache)
    heights: dict[str, float] = {}
    while True:
        laid = lay(heights)
        about = {"playbook": manifest.id, "version": manifest.version, **laid.about}
        typeset = compiled(laid.text, ref, manifest, press)
        pdf = form(typeset, laid.slots, values, about, font, words=press.words)
        if heights or not values:
            break
        heights = _heights(pdf, laid.slots, values, font)
        if not heights:
            break
    lettered = _lettered(pdf, laid.slots, values, font)
    if lettered:
        backwards = press.words.locale.character_order == "right-to-left"
        texts = [planned(one, font, right_to_left=backwards) for one in lettered]
        draw_lettered(
            pdf, lettered, compiled(lettering(texts, manifest, press), ref, manifest, press)
        )
    return saved(pdf)


def saved(pdf: Pdf) -> bytes:
    """Return a PDF whose rows have their headers, the same bytes for the same PDF."""
    name_rows(pdf)
    out = io.BytesIO()
    pdf.save(
        out, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate, linearize=False
    )
    return out.getvalue()


def _lettered(
    pdf: Pdf, slots: tuple[Slot, ...], values: Mapping[str, Value], font: FillFont
) -> list[Lettered]:
    """Return the widgets whose texts have letters that the form's font lacks."""
    return [
        Lettered(widget, slot.kind, value)
        for slot, widget in zip(slots, widgets_of(pdf), strict=True)
        if slot.kind in ("line", "area")
        and isinstance(value := values.get(slot.name), str)
        and font.lacks(value)
    ]


def _heights(
    pdf: Pdf, slots: tuple[Slot, ...], values: Mapping[str, Value], font: FillFont
) -> dict[str, float]:
    """Return the millimetres that texts need which do not fit their boxes, by name."""
    heights: dict[str, float] = {}
    for slot, widget in zip(slots, widgets_of(pdf), strict=True):
        value = values.get(slot.name)
        if not isinstance(value, str) or slot.kind not in ("line", "area"):
            continue
        left, bottom, right, top = (float(edge) for edge in widget.Rect)
        if not set_text(value, font, right - left, top - bottom, slot.kind).whole:
            heights[slot.name] = needed(value, font, right - left) / POINTS
    return heights
