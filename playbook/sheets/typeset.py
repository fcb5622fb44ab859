"""Set a sheet: its plan -> Typst's language -> a tagged PDF with a link for every slot."""

from __future__ import annotations

import datetime
from functools import cache as remembered
from typing import TYPE_CHECKING, Any

import typst

from playbook.errors import PlaybookError
from playbook.model import Checklist, Minutes, Worksheet
from playbook.model.fields import Note, Table
from playbook.sheets.fonts import TEXT_FAMILIES, TITLE_FAMILIES, text_fonts
from playbook.sheets.paper import MARGIN

if TYPE_CHECKING:
    from pathlib import Path

    from markupsafe import Markup as Code

    from playbook.answers import Sheet
    from playbook.sheets.paper import Paper
    from playbook.sheets.plan import Plan
    from playbook.sheets.press import Press

TEMPLATE = "sheets/sheet.typ"


def source(sheet: Sheet, plan: Plan, press: Press, paper: Paper, *, copy: str = "") -> str:
    """Return the sheet in Typst's language."""
    manifest = sheet.manifest
    language, _, region = manifest.language.partition("-")
    words = press.words
    imprint = (
        manifest.title,
        words("sheet.version", version=manifest.version),
        manifest.licence.title,
    )
    return press.environment.get_template(TEMPLATE).render(
        sheet=sheet,
        manifest=manifest,
        words=words,
        paper=paper,
        margin=MARGIN,
        language=language,
        region=region or None,
        fonts={"text": list(TEXT_FAMILIES), "title": list(TITLE_FAMILIES)},
        brand=manifest.brand.primary,
        accent=manifest.brand.accent,
        title=sheet.title,
        kind=words(f"sheet.{sheet.noun}"),
        lede=press.inline(sheet.item.summary),
        facts=_facts(sheet, press),
        copy=f"{words('sheet.copy')}: {copy}" if copy else None,
        date=[manifest.date.year, manifest.date.month, manifest.date.day],
        foot=" \u00b7 ".join(imprint),
        page_of=_page_of(words("sheet.page", number="\0", total="\1")),
        fields=plan.fields,
        notes=_notes(sheet, press),
    )


def compiled(text: str, sheet: Sheet, press: Press) -> bytes:
    """Return the PDF of a sheet's source; it is tagged and conforms to PDF/UA-1.

    Raises PlaybookError where a template is not Typst or does not obey the rules of PDF/UA.
    """
    date = datetime.datetime.combine(sheet.manifest.date, datetime.time(), datetime.UTC)
    compiler = _compiler(text_fonts(press.cache, text, sheet.manifest.language))
    try:
        pdf = compiler.compile(
            text.encode(), format="pdf", pdf_standards=["ua-1"], timestamp=int(date.timestamp())
        )
    except typst.TypstError as error:
        raise PlaybookError(f"{TEMPLATE} cannot set {sheet.ref}: {error}.") from error
    assert isinstance(pdf, bytes), "one PDF, however many pages"
    return pdf


@remembered
def _compiler(fonts: Path) -> typst.Compiler:
    """Return the compiler that sees `fonts` alone; a process needs one of it."""
    found = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(fonts)]
    )
    return typst.Compiler(b"", font_paths=found)


def _facts(sheet: Sheet, press: Press) -> list[list[str | None]]:
    words, item = press.words, sheet.item
    facts: list[list[str | None]] = []
    if isinstance(item.time, Minutes):
        facts.append([None, words("sheet.time", minutes=str(item.time).replace("-", "\u2013"))])
    named: list[tuple[str, Any]] = [
        ("people", item.people),
        ("bring", item.bring),
        ("leave_with", item.leave_with),
        ("use_when", item.use_when if isinstance(item, Checklist) else None),
    ]
    return facts + [[words(f"sheet.{name}"), text] for name, text in named if text]


def _notes(sheet: Sheet, press: Press) -> list[Code | str]:
    words, item = press.words, sheet.item
    notes: list[Code | str] = []
    if isinstance(item, Worksheet) and item.go_back_when:
        notes.append(f"{words('sheet.go_back_when')}: {item.go_back_when}")
    if any(_private(field) for field in sheet.fields):
        notes.append(words("sheet.private_note"))
    return notes


def _private(field: Any) -> bool:
    if isinstance(field, Note):
        return False
    columns = field.columns if isinstance(field, Table) else ()
    return field.private or any(column.private for column in columns)


def _page_of(text: str) -> list[str]:
    """Cut "Page {number} of {total}" where the numbers stand; words begin with a mark."""
    parts: list[str] = []
    for piece in text.replace("\0", "\0number\0").replace("\1", "\0total\0").split("\0"):
        if piece:
            parts.append(piece if piece in ("number", "total") else f"={piece}")
    return parts
