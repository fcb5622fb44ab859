"""What is to be seen of a combined file, as data: sheet by sheet, question by question."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from playbook.combine.nameless import without_names
from playbook.combine.partners import entries_by_partner, partners_of
from playbook.fields.combining import json_text, match_offers, topics
from playbook.kinds.worksheets import FILLED_BY

if TYPE_CHECKING:
    from collections.abc import Iterable

    from playbook.answers import Sheet
    from playbook.combine.combined import Combined
    from playbook.combine.entries import Entry
    from playbook.fields import Question
    from playbook.fields.combining import Given, Part


def combined_views(
    combined: Combined, sheets: Iterable[Sheet], *, names: bool = True
) -> dict[str, Any]:
    """Return what is to be seen of `combined`, ready for JSON; `sheets` are in their order.

    Without `names` nothing of it tells who said what, and nothing at all is said of questions that
    fewer than five have answered.
    """
    partners = partners_of(combined)
    held = [
        _sheet(sheet, entries_by_partner(combined, partners, sheet.ref), combined)
        for sheet in sheets
        if any(entry.answers.worksheet == sheet.ref for entry in combined.entries)
    ]
    settled = {path: [partners.of[at]] for path, at in combined.chosen.items()}
    for sheet in held:
        for part in sheet["parts"]:
            for talk in part["talk"]:
                talk |= {"ref": sheet["ref"], "key": part["key"]}
                if (path := f"{sheet['ref']}#{talk['path']}") in settled:
                    talk["settled"] = {"by": settled[path]}
    pairs = zip(partners.names, partners.shorts, strict=True)
    whole = {
        "partners": [{"name": name, "short": short} for name, short in pairs],
        "private": combined.private,
        "sheets": held,
    }
    return _collect(whole if names else without_names(whole))


def _collect(whole: dict[str, Any]) -> dict[str, Any]:
    """Return it with what all parts want to be spoken about, and with the steps of all by date."""
    parts = [(sheet, part) for sheet in whole["sheets"] for part in sheet["parts"]]
    talk = [one for _, part in parts for one in part.get("talk", ())]
    steps = [
        row | {"ref": sheet["ref"]}
        for sheet, part in parts
        if part["view"] == "steps"
        for row in part.get("rows", ())
    ]
    steps.sort(key=lambda row: (row["done"], not row["date"], row["date"], json_text(row)))
    for sheet in whole["sheets"]:
        sheet["parts"] = [
            {key: one for key, one in part.items() if key != "talk"}
            for part in sheet["parts"]
            if part["view"] != "steps"
        ]
    return whole | {"talk": sorted(talk, key=lambda one: "settled" in one), "steps": steps}


def _sheet(sheet: Sheet, files: dict[int, list[int]], combined: Combined) -> dict[str, Any]:
    shown = {partner: combined.entries[ats[0]] for partner, ats in files.items()}
    parts: list[Part] = []
    unanswered: list[str] = []
    for fields, made in _parts(sheet, shown):
        keys = {field.key for field in fields}
        by = [partner for partner, entry in shown.items() if keys & entry.answers.answers.keys()]
        blank = [partner for partner in shown if partner not in by]
        if not by:
            unanswered.append(fields[0].label)
            continue
        for part in made:
            whole = part | {"answered": len(by), "blank": blank}
            if parts and part["view"] == "ticks" == parts[-1]["view"] and "." not in part["key"]:
                parts[-1]["rows"] += part["rows"]
                whole = parts.pop() | {"answered": len(shown), "blank": []}
            parts.append(whole)
    return {
        "ref": str(sheet.ref),
        "title": sheet.title,
        "by": list(shown),
        "parts": parts,
        "unanswered": unanswered,
        "copies": [_copies(partner, ats, combined) for partner, ats in files.items() if ats[1:]],
        "left": [
            one for partner, entry in shown.items() for one in _unasked_answers(partner, entry)
        ],
    }


def _parts(
    sheet: Sheet, shown: dict[int, Entry]
) -> Iterable[tuple[tuple[Question, ...], list[Part]]]:
    """Yield what is made of each question, or of some together."""
    asked = sheet.questions()

    def given(field: Question) -> Given:
        held = ((partner, entry.answers.answers) for partner, entry in shown.items())
        return [(partner, answers[field.key]) for partner, answers in held if field.key in answers]

    gone = {FILLED_BY}
    for field in asked.values():
        way = field.combine
        if field.key in gone or field.recipe() is not None or (way and way.as_ == "none"):
            continue
        if way and way.against:
            lists = [field, *(asked[key] for key in way.against)]
            gone |= {one.key for one in lists}
            yield tuple(lists), topics([(one, given(one)) for one in lists])
        elif way and way.match:
            offers = asked[way.match]
            sides = [(one, asked.get(_say(one))) for one in (field, offers)]
            used = [one for side in sides for one in side if one is not None]
            gone |= {one.key for one in used}
            asks, back = ((one, given(one), given(more) if more else []) for one, more in sides)
            yield tuple(used), match_offers(asks, back)
        else:
            yield (field,), field.combine_answers(given(field))


def _say(field: Question) -> str:
    return (field.combine.say if field.combine else None) or ""


def _copies(partner: int, ats: list[int], combined: Combined) -> dict[str, Any]:
    """Return the files that a partner sent for one sheet; the first is shown."""
    entries = [(at, combined.entries[at]) for at in ats]
    files = [
        {"file": at, "copy": entry.answers.copy, "count": entry.fullness} for at, entry in entries
    ]
    return {"by": [partner], "files": files}


def _unasked_answers(partner: int, entry: Entry) -> Iterable[dict[str, Any]]:
    """Yield what was answered to questions that are not asked any more."""
    for key, answer in sorted(entry.answers.earlier.items()):
        if key != FILLED_BY:
            yield {"by": [partner], "key": key, "said": answer}
