"""Make a sheet: blank, or with answers in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from playbook.answers import RefusedError
from playbook.answers.budgets import BUDGETS
from playbook.answers.figures import row_figure, sheet_figure
from playbook.answers.names import flat
from playbook.fields.numbers import decimal_sign
from playbook.sheets.behind import Behind
from playbook.sheets.finish import Laid, finished
from playbook.sheets.plan import plan
from playbook.sheets.poster import posters
from playbook.sheets.typeset import source

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from playbook.answers import Answers, Sheet
    from playbook.fields.names import Value
    from playbook.sheets.paper import Paper
    from playbook.sheets.press import Press

FORMAT = "playbook-sheet/1"


def blank(sheet: Sheet, paper: Paper, press: Press) -> bytes:
    """Return the PDF of a sheet to print or to fill in."""
    return filled(sheet, paper, None, press)


def filled(
    sheet: Sheet,
    paper: Paper,
    answers: Answers | None,
    press: Press,
    tell: Callable[[str], None] = lambda _: None,
) -> bytes:
    """Return the PDF of a sheet with `answers` in it.

    It is set anew: tables have a row for every entry and long texts have the room they need, to a
    bound; what has no room stands behind the fields, and `tell` is told. What the sheet has no
    place for (a copy's name, earlier answers) travels in a hidden field.
    """
    copy = answers.copy if answers else ""
    values = values_of(sheet, answers)
    behind, maps = Behind(press.words), posters(sheet, answers, press.words)

    def lay(heights: Mapping[str, float]) -> Laid:
        planned = plan(sheet, press, paper, rows=entries(answers), heights=heights)
        more = behind.part(sheet, answers, list(enumerate(planned.slots)), values)
        text = source(
            sheet, planned.fields, press, paper, who=planned.who, copy=copy, behind=more, maps=maps
        )
        shown = {slot.name for slot in planned.slots}
        about = {"format": FORMAT, "sheet": str(sheet.ref), **carried(sheet, answers, shown)}
        return Laid(text, planned.slots, about)

    pdf = finished(lay, values, sheet.ref, sheet.manifest, press)
    for said in behind.told():
        tell(said)
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


def carried(sheet: Sheet, answers: Answers | None, shown: Collection[str]) -> dict[str, Any]:
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
    asked = sheet.asked().values()
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
