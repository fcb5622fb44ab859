r"""The answers as tables: XLSX with a sheet for each worksheet, and CSV.

A program that opens a table must not run what somebody typed, nor cut it:

* In XLSX every cell is a text and never a formula; `_x0041_` is written `_x005F_x0041_`, since it
  would be read as "A" (ECMA-376, 22.9.2.19).
* In CSV a cell that begins with what a program may take for a formula, or with `'`, gets a `'` in
  front (OWASP, CSV Injection): take one `'` away from the front to have what was typed.
* No cell of Excel holds more than 32,767 characters: a longer text goes on in rows below it, which
  `part` counts.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Any

from playbook.answers.names import flat
from playbook.combine.partners import entries_by_partner, partners_of
from playbook.fields.combining import json_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from playbook.answers import Sheet
    from playbook.combine.combined import Combined

LONGEST = 32_000
"""Characters in a cell; some take two of Excel's."""
_HALF = LONGEST // 2
_DANGEROUS = tuple("=+-@\t\r\n|%'") + tuple("\uff1d\uff0b\uff0d\uff20")
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_TITLE = re.compile(r"[\[\]:*?/\\']")
HEADS = ("sheet", "partner", "copy", "file", "question", "label", "part", "answer")
VIEW_HEADS = ("sheet", "question", "row", "part", "answer", "count")


def answer_rows(combined: Combined, sheets: Iterable[Sheet]) -> Iterator[tuple[str, ...]]:
    """Yield every answer of every file in a row of its own, under HEADS.

    `question` is the name of the control that holds it; a tick is `true`. What is not
    asked any more is under `earlier`. A long answer takes several rows.
    """
    by_ref = {sheet.ref: sheet for sheet in sheets}
    partners = partners_of(combined)
    for at, entry in enumerate(combined.entries):
        answers = entry.answers
        sheet = by_ref[answers.worksheet]
        asked = sheet.questions()
        who = partners.names[partners.of[at]]
        values: dict[str, Any] = dict(flat(answers.answers, sheet))
        values |= {f"earlier {key}": one for key, one in answers.earlier.items()}
        for name, value in values.items():
            label = asked[name.split(".")[0]].label if name.split(".")[0] in asked else name
            text = value if isinstance(value, str) else json_text(value)
            for part, piece in enumerate(pieces(text), 1):
                place = (str(answers.worksheet), who, answers.copy, str(at), name, label)
                yield (*place, str(part), piece)


def view_rows(seen: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    """Yield what is seen without names, under VIEW_HEADS: each answer, and how many gave it."""
    for sheet in seen["sheets"]:
        for part in sheet["parts"]:
            for row, said, count in _counts(part):
                for number, piece in enumerate(pieces(said), 1):
                    yield sheet["ref"], part["label"], row, str(number), piece, str(count)


def _counts(part: dict[str, Any]) -> Iterator[tuple[str, str, Any]]:
    for one in (*part.get("answers", ()), *part.get("lines", ())):
        yield "", _text(one["said"]), one["by"]
    for one in part.get("options", ()):
        yield "", one["label"], one["by"]
    heads = [one if isinstance(one, str) else one["label"] for one in _columns(part)]
    for row in part.get("rows", ()):
        if not row.get("withheld"):
            yield from _row_counts(row, heads)


def _columns(part: dict[str, Any]) -> list[Any]:
    """Return the steps of a scale, or the lists that topics stand in."""
    return list(part.get("steps") or part.get("lists") or ())


def _row_counts(row: dict[str, Any], heads: list[str]) -> Iterator[tuple[str, str, Any]]:
    label = row.get("label", row.get("text", ""))
    yield from ((label, _text(one["said"]), one["by"]) for one in row.get("answers", ()))
    for mark in row.get("marks", ()):
        yield label, f"{mark['x']} {mark['y']}".strip(), mark["by"]
    for side in ("asked", "offered"):
        yield from ((f"{label}: {side}", one["said"], one["by"]) for one in row.get(side, ()))
    if isinstance(row.get("by"), list):
        yield from ((label, head, by) for head, by in zip(heads, row["by"], strict=True))
    elif "by" in row:
        yield label, "; ".join(map(_text, row.get("cells", ["true"]))), row["by"]


def _text(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")


def pieces(text: str) -> list[str]:
    """Return a text in as many parts as cells have to hold it."""
    size = _HALF if any(ord(char) > 0xFFFF for char in text) else LONGEST
    return [text[at : at + size] for at in range(0, len(text), size)] or [""]


def csv_file(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return rows as CSV with a mark in front by which programs know that it is UTF-8."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow(heads)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_DANGEROUS) else cell


def xlsx_file(tables: Iterable[tuple[str, Sequence[str], Iterable[Sequence[str]]]]) -> bytes:
    """Return a workbook with a sheet for each title, heads and rows; every cell is a text."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    wrapped, bold = Alignment(wrap_text=True, vertical="top"), Font(bold=True)
    titles: set[str] = set()
    for title, heads, rows in tables:
        sheet = book.create_sheet(_title(title, titles))
        sheet.freeze_panes = "B2"
        for column in range(1, len(heads) + 1):
            sheet.column_dimensions[get_column_letter(column)].width = 32
        for number, row in enumerate((heads, *rows)):
            cells = []
            for text in row:
                cell = WriteOnlyCell(sheet, value="")
                cell.value = _ESCAPED.sub("_x005F_", text)
                cell.data_type = "s"
                cell.alignment = wrapped
                if not number:
                    cell.font = bold
                cells.append(cell)
            sheet.append(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _title(title: str, used: set[str]) -> str:
    """Return a name that a sheet of a workbook may have: 31 characters, told apart."""
    short = _TITLE.sub(" ", title).strip()[:31] or "-"
    name, number = short, 2
    while name.casefold() in used:
        name, number = f"{short[:27]} ({number})", number + 1
    used.add(name.casefold())
    return name


def side_by_side(
    combined: Combined, sheets: Iterable[Sheet]
) -> Iterator[tuple[str, list[str], list[list[str]]]]:
    """Yield for each sheet its title, the partners as heads, and a row for each place to answer.

    Of a partner who sent several files, it is the one that is shown.
    """
    partners = partners_of(combined)
    for sheet in sheets:
        files = entries_by_partner(combined, partners, sheet.ref)
        if not files:
            continue
        given = [flat(combined.entries[ats[0]].answers.answers, sheet) for ats in files.values()]
        names = [partners.names[partner] for partner in files]
        asked, rows = sheet.questions(), []
        order = {key: at for at, key in enumerate(asked)}
        found = sorted(
            {name for one in given for name in one},
            key=lambda name: (order.get(name.split(".")[0], -1), _natural(name)),
        )
        for name in found:
            texts = ["true" if one.get(name) is True else str(one.get(name, "")) for one in given]
            parts = [pieces(text) for text in texts]
            key = name.split(".")[0]
            label = asked[key].label if key in asked else name
            for at in range(max(map(len, parts))):
                rows.append([label, name, *(one[at] if at < len(one) else "" for one in parts)])
        yield sheet.title, ["question", "place", *names], rows


def _natural(name: str) -> list[tuple[int, str]]:
    """Return what names are sorted by: rows by their numbers."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in name.split(".")]
