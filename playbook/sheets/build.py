"""Build a PDF with fields: typeset it, turn its slots into fields, give long answers their room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from playbook.pdf.appearance import POINTS, height_needed
from playbook.pdf.fill_font import fill_font
from playbook.pdf.saving import pdf_bytes
from playbook.pdf.widgets import build_form
from playbook.sheets.lettering import Lettering
from playbook.typesetting.fonts import scripts_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from playbook.fields.names import Value
    from playbook.model import Ref
    from playbook.pdf.fill_font import FillFont
    from playbook.pdf.widgets import Slot, TypedText
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
        form = build_form(typeset, layout.slots, values, about, font, words=words)
        if heights or not values:
            break
        heights = _heights(form.texts, font, Lettering(renderer, ref))
        if not heights:
            break
    Lettering(renderer, ref).draw(form)
    return pdf_bytes(form.pdf)


def _heights(texts: Iterable[TypedText], font: FillFont, lettering: Lettering) -> dict[str, float]:
    """Return the millimetres that texts need which do not fit their boxes, by name."""
    needed = {
        one.name: height_needed(one.text, font, one.size[0])
        for one in texts
        if one.setting and not one.setting.whole
    }
    return {name: height / POINTS for name, height in (needed | lettering.needed(texts)).items()}
