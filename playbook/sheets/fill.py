"""Make a sheet: blank, or with answers in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from playbook.answers import RefusedError
from playbook.answers.budgets import BUDGETS
from playbook.answers.figures import row_figure, sheet_figure
from playbook.answers.names import flat
from playbook.fields.numbers import decimal_sign
from playbook.sheets.build import Layout, build_pdf
from playbook.sheets.overflow import Overflow, answers_in_words
from playbook.sheets.plan import Slots, plan_sheet
from playbook.sheets.poster import posters
from playbook.sheets.source import Filled, sheet_source

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from playbook.answers import Answers, Sheet
    from playbook.fields.names import Value
    from playbook.typesetting.paper import Paper
    from playbook.typesetting.renderer import SheetRenderer

SHEET, PACKET = "playbook-sheet/1", "playbook-packet/1"
"""What a hidden field says that its PDF is."""


def blank_sheet(sheet: Sheet, paper: Paper, renderer: SheetRenderer) -> bytes:
    """Return the PDF of a sheet to print or to fill in."""
    return fill_sheet(sheet, paper, None, renderer)


def fill_sheet(
    sheet: Sheet,
    paper: Paper,
    answers: Answers | None,
    renderer: SheetRenderer,
    tell: Callable[[str], None] = lambda _: None,
) -> bytes:
    """Return the PDF of a sheet with `answers` in it.

    It is set anew: tables have a row for every entry and long texts have the room they need, to a
    bound; what has no room stands behind the fields, and `tell` is told. What the sheet has no
    place for (a copy's name, earlier answers) travels in a hidden field.
    """
    copy = answers.copy if answers else ""
    values = values_of(sheet, answers)
    overflow, maps = Overflow(renderer.words), posters(sheet, answers, renderer.words)
    written = answers_in_words(sheet, answers, renderer.words)

    def lay(heights: Mapping[str, float]) -> Layout:
        plan = plan_sheet(sheet, renderer, paper, Slots(heights), entries(answers))
        more = overflow.plan(sheet, answers, plan.slots, values)
        text = sheet_source(sheet, plan, renderer, paper, Filled(copy, more, maps, written))
        shown = {slot.name for slot in plan.slots}
        about = {"format": SHEET, "sheet": str(sheet.ref), **hidden_data(sheet, answers, shown)}
        return Layout(text, plan.slots, about)

    pdf = build_pdf(lay, values, sheet.ref, renderer)
    for notice in overflow.notices():
        tell(notice)
    return pdf


def entries(answers: Answers | None) -> dict[str, int]:
    """Return how many rows or lines the answers have, by the key of their question."""
    given = answers.answers if answers else {}
    return {key: len(value) for key, value in given.items() if isinstance(value, list)}


def values_of(sheet: Sheet, answers: Answers | None) -> dict[str, Value]:
    """Return what the sheet shows, by name: the answers, and the figures made from them.

    Raises RefusedError where that is more than can be set on paper.
    """
    if answers is None:
        return {}
    values = flat(answers.answers, sheet) | figures(sheet, answers.answers)
    letters = sum(len(value) for value in values.values() if isinstance(value, str))
    if letters > BUDGETS["paper"]:
        raise RefusedError(
            f"The answers to {sheet.ref} have {letters:,} letters, and paper takes "
            f"{BUDGETS['paper']:,}. Shorten the longest, or pass on the file of answers instead.",
            "paper",
        )
    return values


def hidden_data(sheet: Sheet, answers: Answers | None, shown: Collection[str]) -> dict[str, Any]:
    """Return what the hidden field says of a sheet beside its answers, and those not `shown`."""
    about: dict[str, Any] = {"seen": sheet.seen} if sheet.seen else {}
    if answers is None:
        return about
    about |= {"copy": answers.copy} if answers.copy else {}
    about |= {"earlier": answers.earlier} if answers.earlier else {}
    about |= {"seen": sheet.seen | answers.seen} if sheet.seen else {}
    rest = {key: text for key, text in flat(answers.answers, sheet).items() if key not in shown}
    return about | ({"rest": rest} if rest else {})


def figures(sheet: Sheet, answers: dict[str, Any]) -> dict[str, Value]:
    """Return the figures that a sheet shows, by name; what cannot be worked out is left out."""
    found: dict[str, Value] = {}
    rows: dict[str, list[str]] = {}
    asked = sheet.questions().values()
    decimal = decimal_sign(sheet.manifest.language)
    for table in asked:
        worked_out = [
            (column, made) for column in table.asked_in_rows() if (made := column.recipe())
        ]
        held = answers.get(table.key, {}) if worked_out else {}
        pairs = list(held.items() if isinstance(held, dict) else enumerate(held))
        for column, made in worked_out:
            worked = [(name, row_figure(made, row, decimal)) for name, row in pairs]
            rows[f"{table.key}.{column.key}"] = [figure for _, figure in worked]
            found |= {
                f"{table.key}.{name}.{column.key}": figure for name, figure in worked if figure
            }
    for field in asked:
        made = field.recipe()
        if made and (figure := sheet_figure(made, answers, rows, decimal)):
            found[field.key] = figure
    return found
