"""Draw what the form's own font cannot: answers in any script that our fonts know.

Typst sets each of them on a page of the size of its box, with its letters joined, turned and
placed; the page becomes the appearance of the field, and is read as the text. What a text needs of
room is asked of Typst, too: what draws a text measures it. The field's value stays the text.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Name, Pdf

from playbook.fields.paper import Planned
from playbook.pdf.appearance import PAD, SIZES, SMALLEST, STEP
from playbook.pdf.fill_font import runs_right_to_left
from playbook.pdf.mute import field_drawing, mute_map
from playbook.sheets.overflow import Paragraph
from playbook.typesetting.fonts import TEXT_FAMILIES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pikepdf import Object

    from playbook.fields.paper import TextKind
    from playbook.model import Ref
    from playbook.pdf.widgets import Form, TypedText
    from playbook.typesetting.renderer import SheetRenderer

TEMPLATE = "sheets/lettering.typ"
_MARKS = ("BDC", "BMC", "EMC", "MP", "DP")


@dataclass(frozen=True)
class LetteredText(Planned):
    """A text to draw on a page of its own, in points."""

    width: float
    height: float | None
    """As high as its box; None where the page is to be as high as the text needs."""
    area: bool
    """Whether it begins at the top of its box, and does not stand in the middle."""
    sizes: tuple[float, ...]
    """The sizes to try, the largest first."""
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True)
class Lettering:
    """Sets the texts of a form that its own font does not draw; `ref` is what faults are told of.

    Its methods raise PlaybookError where a publisher's template is not Typst.
    """

    renderer: SheetRenderer
    ref: Ref

    def needed(self, texts: Iterable[TypedText]) -> dict[str, float]:
        """Return the points that those of `texts` need which do not fit their boxes, by name."""
        lettered = _lettered(texts)
        if not lettered:
            return {}
        plans = [self._plan(one, None) for one in lettered]
        with Pdf.open(io.BytesIO(self._typeset(plans))) as drawn:
            heights = [float(page.mediabox[3]) for page in drawn.pages]
        pairs = zip(lettered, heights, strict=True)
        return {one.name: height for one, height in pairs if height > one.size[1]}

    def draw(self, form: Form) -> None:
        """Give the widget of each such text in `form` its appearance."""
        lettered = _lettered(form.texts)
        if not lettered:
            return
        plans = [self._plan(one, one.size[1]) for one in lettered]
        with Pdf.open(io.BytesIO(self._typeset(plans))) as drawn:
            _mute(drawn)
            for one, page in zip(lettered, drawn.pages, strict=True):
                one.widget.AP.N = form.pdf.copy_foreign(_appearance(drawn, page, one.text))

    def _plan(self, one: TypedText, height: float | None) -> LetteredText:
        right_to_left = self.renderer.words.right_to_left
        return LetteredText(
            width=round(one.size[0], 2),
            height=None if height is None else round(height, 2),
            area=one.kind == "area",
            sizes=_sizes(one.kind),
            paragraphs=tuple(
                Paragraph(line, runs_right_to_left(line, otherwise=right_to_left))
                for line in one.text.split("\n")
            ),
        )

    def _typeset(self, plans: list[LetteredText]) -> bytes:
        """Return the texts as a PDF, a page each."""
        source = self.renderer.render(
            TEMPLATE,
            title=self.renderer.manifest.title,
            language=self.renderer.words.locale.language,
            fonts={"text": list(TEXT_FAMILIES)},
            pad=PAD,
            texts=[one.data() for one in plans],
        )
        return self.renderer.compile(source, self.ref)


def _lettered(texts: Iterable[TypedText]) -> list[TypedText]:
    return [one for one in texts if one.setting is None]


def _sizes(kind: TextKind) -> tuple[float, ...]:
    steps = round((SIZES[kind] - SMALLEST) / STEP)
    return tuple(SIZES[kind] - STEP * step for step in range(steps + 1))


def _mute(drawn: Pdf) -> None:
    """Take the meaning of their letters from all fonts."""
    for font in drawn.objects:
        if isinstance(font, pikepdf.Dictionary) and "/ToUnicode" in font:
            font.ToUnicode.write(mute_map(font.ToUnicode.read_bytes()))


def _appearance(drawn: Pdf, page: pikepdf.Page, text: str) -> Object:
    """Return a page as the appearance of a field, without the marks of its own structure."""
    form = page.as_form_xobject()
    content = pikepdf.parse_content_stream(form)
    bare = [one for one in content if str(one.operator) not in _MARKS]
    form.write(field_drawing(b"q " + pikepdf.unparse_content_stream(bare) + b" Q", text))
    for key in ("/StructParents", "/Group"):
        if key in form:
            del form[key]
    form.Subtype = Name.Form
    return drawn.make_indirect(form)
