"""Draw what the form's own font cannot: answers in any script that our fonts know.

Typst sets each of them on a page of the size of its box, with its letters joined and placed; the
page becomes the appearance of the field. The field's value stays the text.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, NamedTuple

import pikepdf
from pikepdf import Name, Pdf

from playbook.sheets.appearance import PAD, SIZES, SMALLEST, STEP, set_text
from playbook.sheets.behind import paragraphs
from playbook.sheets.fonts import TEXT_FAMILIES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup as Code
    from pikepdf import Object

    from playbook.model import Manifest
    from playbook.sheets.appearance import TextKind
    from playbook.sheets.fillfont import FillFont
    from playbook.sheets.press import Press

TEMPLATE = "sheets/lettering.typ"
_MARKS = ("BDC", "BMC", "EMC", "MP", "DP")


class Lettered(NamedTuple):
    """A widget whose text the form's font cannot draw."""

    widget: Object
    kind: TextKind
    text: str


def lettering(texts: list[dict[str, Any]], manifest: Manifest, press: Press) -> Code:
    """Return planned texts in Typst's language: a page each."""
    return press.render(
        TEMPLATE,
        title=manifest.title,
        language=press.words.locale.language,
        fonts={"text": list(TEXT_FAMILIES)},
        pad=PAD,
        texts=texts,
    )


def draw_lettered(pdf: Pdf, found: Sequence[Lettered], typeset: bytes) -> None:
    """Give each of the widgets in `pdf` that are `found` its page in `typeset` as appearance."""
    with Pdf.open(io.BytesIO(typeset)) as drawn:
        for one, page in zip(found, drawn.pages, strict=True):
            one.widget.AP.N = pdf.copy_foreign(_appearance(drawn, page))


def planned(one: Lettered, font: FillFont, *, right_to_left: bool) -> dict[str, Any]:
    """Return what the template needs of a text: its beginning where it goes on elsewhere."""
    left, bottom, right, top = (float(edge) for edge in one.widget.Rect)
    width, height = right - left, top - bottom
    setting = set_text(one.text, font, width, height, one.kind, right_to_left=right_to_left)
    text = one.text if setting.whole else " ".join(line for line, _ in setting.lines)
    steps = round((SIZES[one.kind] - SMALLEST) / STEP)
    return {
        "width": round(width, 2),
        "height": round(height, 2),
        "top": one.kind == "area" or not setting.whole,
        "sizes": [SIZES[one.kind] - STEP * step for step in range(steps + 1)],
        "paragraphs": paragraphs(text, right_to_left),
    }


def _appearance(drawn: Pdf, page: pikepdf.Page) -> Object:
    """Return a page as the appearance of a field, without the marks of its own structure."""
    form = page.as_form_xobject()
    content = pikepdf.parse_content_stream(form)
    bare = [one for one in content if str(one.operator) not in _MARKS]
    form.write(b"/Tx BMC q " + pikepdf.unparse_content_stream(bare) + b" Q EMC")
    for key in ("/StructParents", "/Group"):
        if key in form:
            del form[key]
    form.Subtype = Name.Form
    return drawn.make_indirect(form)
