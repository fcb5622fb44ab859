"""Make a sheet: blank, or with answers in it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from pikepdf import ObjectStreamMode

from playbook.answers.figures import row_figure, sheet_figure
from playbook.answers.names import flat
from playbook.model.fields import Computed, Table
from playbook.sheets.appearance import POINTS, needed, set_text
from playbook.sheets.fillfont import fill_font
from playbook.sheets.fonts import scripts_of
from playbook.sheets.plan import plan
from playbook.sheets.typeset import compiled, source
from playbook.sheets.widgets import form

if TYPE_CHECKING:
    from pikepdf import Pdf

    from playbook.answers import Answers, Sheet
    from playbook.answers.names import Value
    from playbook.sheets.fillfont import FillFont
    from playbook.sheets.paper import Paper
    from playbook.sheets.plan import Plan
    from playbook.sheets.press import Press

FORMAT = "playbook-sheet/1"
SMALL = 7.0
"""Points: typed text under this size asks for a larger box."""


def blank(sheet: Sheet, paper: Paper, press: Press) -> bytes:
    """Return the PDF of a sheet to print or to fill in."""
    return filled(sheet, paper, None, press)


def filled(sheet: Sheet, paper: Paper, answers: Answers | None, press: Press) -> bytes:
    """Return the PDF of a sheet with `answers` in it.

    It is set anew: tables have a row for every entry and long texts have the room they need.
    What the sheet has no place for (a copy's name, earlier answers) travels in a hidden field.
    """
    given = answers.answers if answers else {}
    copy = answers.copy if answers else ""
    values = flat(given, sheet) | figures(sheet, given)
    rows = {key: len(value) for key, value in given.items() if isinstance(value, list)}
    planned = plan(sheet, press, paper, rows=rows, heights={})
    typeset = compiled(source(sheet, planned, press, paper, copy=copy), sheet, press)
    scripts = scripts_of(
        press.words.language, "".join(v for v in values.values() if isinstance(v, str))
    )
    font = fill_font(scripts, press.cache)
    about = _about(sheet, answers, planned)
    pdf = _formed(typeset, planned, values, about, font, press)
    heights = _heights(pdf, planned, values, font) if values else {}
    if heights:
        planned = plan(sheet, press, paper, rows=rows, heights=heights)
        typeset = compiled(source(sheet, planned, press, paper, copy=copy), sheet, press)
        pdf = _formed(typeset, planned, values, about, font, press)
    out = io.BytesIO()
    pdf.save(
        out, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate, linearize=False
    )
    return out.getvalue()


def figures(sheet: Sheet, answers: dict[str, Any]) -> dict[str, Value]:
    """Return the figures that a sheet shows, by name; what cannot be worked out is left out."""
    found: dict[str, Value] = {}
    rows: dict[str, list[str]] = {}
    for table in (field for field in sheet.fields if isinstance(field, Table)):
        held = answers.get(table.key, {})
        pairs = list(held.items() if isinstance(held, dict) else enumerate(held))
        for column in (column for column in table.columns if isinstance(column, Computed)):
            worked = [(name, row_figure(column, row)) for name, row in pairs]
            rows[f"{table.key}.{column.key}"] = [figure for _, figure in worked]
            found |= {
                f"{table.key}.{name}.{column.key}": figure for name, figure in worked if figure
            }
    for field in sheet.fields:
        if isinstance(field, Computed) and (figure := sheet_figure(field, answers, rows)):
            found[field.key] = figure
    return found


def _formed(
    typeset: bytes,
    planned: Plan,
    values: dict[str, Value],
    about: dict[str, Any],
    font: FillFont,
    press: Press,
) -> Pdf:
    backwards = press.words.locale.character_order == "right-to-left"
    return form(typeset, planned.slots, values, about, font, right_to_left=backwards)


def _about(sheet: Sheet, answers: Answers | None, planned: Plan) -> dict[str, Any]:
    """Return what the hidden field says: what this sheet is, and answers that it cannot show."""
    about: dict[str, Any] = {
        "format": FORMAT,
        "playbook": sheet.manifest.id,
        "sheet": str(sheet.ref),
        "version": sheet.manifest.version,
    }
    about |= {"seen": sheet.seen} if sheet.seen else {}
    if answers is None:
        return about
    about |= {"copy": answers.copy} if answers.copy else {}
    about |= {"earlier": answers.earlier} if answers.earlier else {}
    about |= {"seen": sheet.seen | answers.seen} if sheet.seen else {}
    shown = {slot.name for slot in planned.slots}
    rest = {key: text for key, text in flat(answers.answers, sheet).items() if key not in shown}
    return about | ({"rest": rest} if rest else {})


def _heights(pdf: Pdf, planned: Plan, values: dict[str, Value], font: FillFont) -> dict[str, float]:
    """Return the millimetres that texts need which would be small in their boxes, by name."""
    heights: dict[str, float] = {}
    widgets = [widget for page in pdf.pages for widget in page.get("/Annots", [])]
    for slot, widget in zip(planned.slots, widgets, strict=True):
        value = values.get(slot.name)
        if not isinstance(value, str) or slot.kind not in ("line", "area"):
            continue
        left, bottom, right, top = (float(edge) for edge in widget.Rect)
        setting = set_text(value, font, right - left, top - bottom)
        if setting.size < SMALL or not setting.fits:
            heights[slot.name] = needed(value, font, right - left) / POINTS
    return heights
