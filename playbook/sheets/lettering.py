"""Draw what the form's own font cannot: answers in any script that our fonts know.

Typst sets each of them on a page of the size of its box, with its letters joined and placed; the
page becomes the appearance of the field. The field's value stays the text.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Name, Pdf

from playbook.fields.paper import Planned
from playbook.pdf.appearance import PAD, SIZES, SMALLEST, STEP, set_text
from playbook.sheets.overflow import paragraphs
from playbook.typesetting.fonts import TEXT_FAMILIES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup as Code
    from pikepdf import Object

    from playbook.fields.paper import TextKind
    from playbook.pdf.fill_font import FillFont
    from playbook.sheets.overflow import Paragraph
    from playbook.typesetting.renderer import SheetRenderer

TEMPLATE = "sheets/lettering.typ"
_MARKS = ("BDC", "BMC", "EMC", "MP", "DP")


@dataclass(frozen=True)
class TypedText:
    """What somebody typed into a field, whose widget is given."""

    widget: Object
    name: str
    kind: TextKind
    text: str

    @property
    def size(self) -> tuple[float, float]:
        """The width and the height of its box, in points."""
        left, bottom, right, top = (float(edge) for edge in self.widget.Rect)
        return right - left, top - bottom


@dataclass(frozen=True)
class LetteredText(Planned):
    """A text to draw on a page of its own, in points."""

    width: float
    height: float
    top: bool
    """Whether it begins at the top of its box, and does not stand in the middle."""
    sizes: tuple[float, ...]
    """The sizes to try, the largest first."""
    paragraphs: tuple[Paragraph, ...]


def lettered_source(found: Sequence[TypedText], font: FillFont, renderer: SheetRenderer) -> Code:
    """Return the texts of some widgets in Typst's language: a page each."""
    right_to_left = renderer.words.locale.character_order == "right-to-left"
    texts = [_plan(one, font, right_to_left=right_to_left).data() for one in found]
    return renderer.render(
        TEMPLATE,
        title=renderer.manifest.title,
        language=renderer.words.locale.language,
        fonts={"text": list(TEXT_FAMILIES)},
        pad=PAD,
        texts=texts,
    )


def draw_lettered(pdf: Pdf, found: Sequence[TypedText], typeset: bytes) -> None:
    """Give each of the widgets in `pdf` that are `found` its page in `typeset` as appearance."""
    with Pdf.open(io.BytesIO(typeset)) as drawn:
        for one, page in zip(found, drawn.pages, strict=True):
            one.widget.AP.N = pdf.copy_foreign(_appearance(drawn, page))


def _plan(one: TypedText, font: FillFont, *, right_to_left: bool) -> LetteredText:
    """Plan the page of a text: its beginning alone where it goes on elsewhere."""
    width, height = one.size
    setting = set_text(one.text, font, width, height, one.kind, right_to_left=right_to_left)
    text = one.text if setting.whole else " ".join(line for line, _ in setting.lines)
    steps = round((SIZES[one.kind] - SMALLEST) / STEP)
    return LetteredText(
        width=round(width, 2),
        height=round(height, 2),
        top=one.kind == "area" or not setting.whole,
        sizes=tuple(SIZES[one.kind] - STEP * step for step in range(steps + 1)),
        paragraphs=paragraphs(text, right_to_left=right_to_left),
    )


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
