"""Set a sheet: its plan -> Typst's language -> a tagged PDF with a link for every slot."""

from __future__ import annotations

import datetime
import re
from functools import cache as remembered
from typing import TYPE_CHECKING, Any

import typst

from playbook.errors import PlaybookError
from playbook.fields import TYPES
from playbook.glyphs import STAND_IN, replace_undrawable
from playbook.language import Language
from playbook.model import Checklist, Worksheet
from playbook.parts.letter import labels_of
from playbook.sheets.behind import NOTHING
from playbook.sheets.fonts import TEXT_FAMILIES, TITLE_FAMILIES, text_fonts
from playbook.sheets.paper import MARGIN

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from markupsafe import Markup as Code

    from playbook.answers import Sheet
    from playbook.model import Duration, Item, Manifest, Ref
    from playbook.sheets.behind import Part
    from playbook.sheets.paper import Paper
    from playbook.sheets.press import Press

TEMPLATE = "sheets/sheet.typ"
_NOT_DRAWN = re.compile(r'the text `"(.+?)"` could not be displayed')


def source(
    sheet: Sheet,
    fields: Sequence[dict[str, Any]],
    press: Press,
    paper: Paper,
    *,
    who: dict[str, Any] | None = None,
    copy: str = "",
    alone: bool = True,
    behind: Part = NOTHING,
    maps: Sequence[dict[str, Any]] = (),
) -> Code:
    """Return the sheet in Typst's language; not `alone`, it has no page of its own around it.

    `who` is the planned question who filled it in.
    """
    words = press.words
    return press.render(
        TEMPLATE,
        **(frame(sheet.manifest, press, paper) if alone else {}),
        alone=alone,
        sheet=sheet,
        manifest=sheet.manifest,
        words=words,
        accent=sheet.manifest.brand.accent,
        title=sheet.title,
        kind=words(f"sheet.{sheet.noun}"),
        lede=press.inline(sheet.item.summary),
        who=who,
        notice=notice_of(sheet.item, press),
        letters=letters_of(sheet.item, press),
        facts=facts(sheet.item, press),
        copy=f"{words('sheet.copy')}: {copy}" if copy else None,
        fields=_with_see(fields, sheet, press),
        behind=behind._asdict(),
        maps=maps,
        notes=_notes(sheet, press),
    )


def _with_see(
    fields: Sequence[dict[str, Any]], sheet: Sheet, press: Press
) -> Sequence[dict[str, Any]]:
    """Return the boxes of a checklist with the names of the items that explain them."""
    if not sheet.see:
        return fields
    named = iter(sheet.see.get(field.key) for field in sheet.fields if field.asks)
    return [
        {**field, "see": _see(next(named), press)} if "slot" in field else field for field in fields
    ]


def _see(ref: Ref | None, press: Press) -> str | None:
    return press.words("sheet.see", title=press.plain(f"[[{ref}]]")) if ref else None


def notice_of(item: Item, press: Press) -> list[Code | str] | None:
    """Return what nobody may miss: its level in words, and the text."""
    if item.notice is None:
        return None
    return [press.words(f"notice.{item.notice.level}"), press.body(item.notice.text)]


def letters_of(item: Item, press: Press) -> list[dict[str, Any]]:
    """Return the letters of a worksheet as blanks: their words, and gaps to write in."""
    if not isinstance(item, Worksheet):
        return []
    labels = labels_of(item.everything(press.words("fields.text.filled_by")))
    return [
        {
            "kind": "note",
            "label": letter.title,
            "note": press.inline(letter.note) if letter.note else None,
            "text": press.letter(letter.paragraphs(labels)),
        }
        for letter in item.texts
    ]


def frame(manifest: Manifest, press: Press, paper: Paper) -> dict[str, Any]:
    """Return what the frame of every PDF needs beside its title."""
    language = Language(manifest.language)
    words = press.words
    imprint = (
        manifest.title,
        words("sheet.version", version=manifest.version),
        manifest.licence.title,
    )
    return {
        "types": list(TYPES),
        "paper": paper,
        "margin": MARGIN,
        "language": language.code,
        "region": language.region,
        "direction": language.direction,
        "fonts": {"text": list(TEXT_FAMILIES), "title": list(TITLE_FAMILIES)},
        "brand": manifest.brand.primary,
        "date": [manifest.date.year, manifest.date.month, manifest.date.day],
        "foot": " \u00b7 ".join(imprint),
        "page_of": page_of(words("sheet.page", number="\0", total="\1")),
        "in_full": page_of(words("behind.in_full", number="\0")),
    }


def compiled(text: str, ref: Ref, manifest: Manifest, press: Press) -> bytes:
    """Return the PDF of `ref`'s source; it is tagged and conforms to PDF/UA-1.

    Signs that cannot be drawn have a stand-in: one of them must not stop a site.

    Raises PlaybookError where a template is not Typst or does not obey the rules of PDF/UA.
    """
    date = datetime.datetime.combine(manifest.date, datetime.time(), datetime.UTC)
    text = replace_undrawable(text)
    compiler = _compiler(text_fonts(press.cache, text, manifest.language))
    while True:
        try:
            pdf = compiler.compile(
                text.encode(), format="pdf", pdf_standards=["ua-1"], timestamp=int(date.timestamp())
            )
        except typst.TypstError as error:
            cluster = _NOT_DRAWN.search(str(error))
            if cluster is None or cluster[1].isascii() or cluster[1] not in text:
                raise PlaybookError(f"{TEMPLATE} cannot set {ref}: {error}.") from error
            text = text.replace(cluster[1], STAND_IN)  # letters of two fonts, say
        else:
            assert isinstance(pdf, bytes), "one PDF, however many pages"
            return pdf


@remembered
def _compiler(fonts: Path) -> typst.Compiler:
    """Return the compiler that sees `fonts` alone; a process needs one of it."""
    found = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(fonts)]
    )
    return typst.Compiler(b"", font_paths=found)


def facts(item: Item, press: Press) -> list[list[str | None]]:
    """Return what a reader wants first: how long, with whom, what to bring and to leave with."""
    words = press.words
    told: list[list[str | None]] = []
    if time := time_of(item.time, press):
        told.append([None, time])
    named: list[tuple[str, Any]] = [
        ("people", item.people),
        ("bring", item.bring),
        ("leave_with", item.leave_with),
        ("use_when", item.use_when if isinstance(item, Checklist) else None),
    ]
    return told + [[words(f"sheet.{name}"), text] for name, text in named if text]


def time_of(time: Duration | None, press: Press) -> str | None:
    """Return how long something takes, in words."""
    if time is None:
        return None
    span = str(time.low) if time.low == time.high else f"{time.low}\u2013{time.high}"
    if time.unit == "minutes":
        return press.words("sheet.time", minutes=span)
    return press.words(f"sheet.{time.unit}", count=time.high, span=span)


def _notes(sheet: Sheet, press: Press) -> list[Code | str]:
    words, item = press.words, sheet.item
    notes: list[Code | str] = []
    if isinstance(item, Worksheet) and item.go_back_when:
        notes.append(f"{words('sheet.go_back_when')}: {item.go_back_when}")
    if any(field.holds_private for field in sheet.fields):
        notes.append(words("sheet.private_note"))
    return notes


def page_of(text: str) -> list[str]:
    """Cut "Page {number} of {total}" where the numbers stand; words begin with a mark.

    The numbers are given as the characters 0 and 1.
    """
    parts: list[str] = []
    for piece in text.replace("\0", "\0number\0").replace("\1", "\0total\0").split("\0"):
        if piece:
            parts.append(piece if piece in ("number", "total") else f"={piece}")
    return parts
