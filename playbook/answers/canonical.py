r"""Read, judge and write answers in their canonical form: equal answers are equal bytes.

The form, so that every face of a worksheet can agree on it to the byte:

* UTF-8 without a mark, LF, two spaces a level, keys sorted by code point (also keys made of
  digits), a line feed at the end; nothing is escaped but `"`, `\` and control characters.
* Every text is NFC. CR LF and CR become LF, a tab a space; other control characters, U+FEFF,
  noncharacters and lone surrogates go. Where a question takes one line, line feeds become spaces.
* A text of nothing but white space is empty. Empty answers, blank rows and blank lines of a list
  are left out; white space around a text stays.
* A check is `true`; `choices` are option ids in the worksheet's order; a table with fixed rows is
  an object by row id, any other a list of rows. A figure that is worked out is never stored.
* What the worksheet no longer asks, and what does not fit its question, is kept under `earlier`
  in the same form, under the same key; where that key is taken, with `_` behind it.
* A checklist's file holds `seen` too: the text of every item that is ticked, as it was read then.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from playbook.answers.budgets import judge
from playbook.answers.others import merge_others, split_others
from playbook.answers.refusal import RefusedError
from playbook.answers.sheet import noun
from playbook.answers.strict import strict_json
from playbook.fields.fitting import fit
from playbook.fields.typed import canonical_text
from playbook.model import Ref

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from playbook.answers.sheet import Sheet

FORMAT = "playbook-answers/1"
_VERSION = re.compile(r"^playbook-answers/([1-9]\d*)\Z", re.ASCII)


@dataclass(frozen=True)
class Answers:
    """The answers in one copy of a worksheet or a checklist, in canonical form."""

    playbook: str
    worksheet: Ref
    copy: str = ""
    answers: dict[str, Any] = field(default_factory=dict)
    earlier: dict[str, Any] = field(default_factory=dict)
    """Answers to questions that the worksheet no longer has."""
    seen: dict[str, str] = field(default_factory=dict)
    """The texts of a checklist's ticked items, as people saw them."""


def dumps(answers: Answers) -> bytes:
    """Return the canonical bytes of `answers`."""
    return to_json(as_data(answers))


def as_data(answers: Answers) -> dict[str, Any]:
    """Return what an answers file says, ready for JSON."""
    plain, other = split_others(answers.answers)
    data: dict[str, Any] = {
        "answers": plain,
        "format": FORMAT,
        "playbook": answers.playbook,
        noun(answers.worksheet): str(answers.worksheet),
    }
    data |= {"copy": answers.copy} if answers.copy else {}
    data |= {"other": other} if other else {}
    data |= {"earlier": answers.earlier} if answers.earlier else {}
    return data | ({"seen": answers.seen} if answers.seen else {})


def to_json(data: dict[str, Any]) -> bytes:
    """Return `data` as JSON in canonical form."""
    text = json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True)
    return f"{text}\n".encode()


def parse(
    raw: bytes, *, name: str, sheets: Iterable[Sheet], upstream: Collection[str] = ()
) -> Answers:
    """Read an answers file called `name` for one of `sheets`.

    `upstream` are the ids of the playbooks that this one extends: their answers are ours too.
    Raises RefusedError with a plain sentence for every file that cannot be taken in.
    """
    return parse_data(_data(raw, name), name=name, sheets=sheets, upstream=upstream)


def parse_data(
    data: dict[str, Any], *, name: str, sheets: Iterable[Sheet], upstream: Collection[str]
) -> Answers:
    """Return the answers that `data` says, the keys and values of a file called `name`.

    Raises RefusedError where they belong to another playbook, or to a sheet that is not there.
    """
    judge(data, name)
    by_ref = {sheet.ref: sheet for sheet in sheets}
    renamed = {old: sheet.ref for sheet in by_ref.values() for old in sheet.item.was}
    refuse_foreign(data, name, by_ref.values(), upstream)
    ref = Ref(ref_of(data))
    sheet = by_ref.get(renamed.get(ref, ref))
    if sheet is None:
        raise RefusedError(
            f'{name} answers "{canonical_text(ref)[:120]}", which this playbook does not have. '
            "Update the playbook, or open the file where it was made.",
            "other_sheet",
        )
    return normalise(data, sheet)


def refuse_foreign(
    data: dict[str, Any], name: str, sheets: Iterable[Sheet], upstream: Collection[str]
) -> None:
    """Refuse what the file called `name` says where it belongs to another playbook.

    Raises RefusedError.
    """
    ids = {sheet.manifest.id for sheet in sheets} | set(upstream)
    if str(data.get("playbook")) not in ids:
        theirs = canonical_text(str(data.get("playbook")))[:120]
        raise RefusedError(
            f'{name} holds answers for the playbook "{theirs}", '
            f"not for this one ({', '.join(sorted(ids))}). Open it there.",
            "other_playbook",
        )


def ref_of(data: dict[str, Any]) -> str:
    """Return the ref of the sheet that an answers file is for."""
    named = (data.get("worksheet"), data.get("checklist"))
    return next((ref for ref in named if ref and isinstance(ref, str)), "")


def normalise(data: dict[str, Any], sheet: Sheet) -> Answers:
    """Return the canonical form of `data`, an answers file's keys and values, for `sheet`.

    Nothing that was answered is lost: it is either in `answers` or in `earlier`.
    """
    given = merge_others(_group(data.get("answers")), _group(data.get("other")))
    before = _group(data.get("earlier"))
    asked = sheet.questions()
    found, earlier = fit((given, before), asked.values())
    answers = {key: found[key] for key in asked if key in found}
    copy = data.get("copy")
    return Answers(
        playbook=sheet.manifest.id,
        worksheet=sheet.ref,
        copy=canonical_text(copy, one_line=True).strip() if isinstance(copy, str) else "",
        answers=answers,
        earlier=earlier,
        seen=_seen_texts(_group(data.get("seen")), sheet, answers, earlier),
    )


def _seen_texts(
    given: dict[str, Any], sheet: Sheet, answers: dict[str, Any], earlier: dict[str, Any]
) -> dict[str, str]:
    """Return what people saw when they ticked: under today's keys, and under those that went."""
    if sheet.noun == "worksheet":
        return {}
    said = {key: canonical_text(text) for key, text in given.items() if isinstance(text, str)}
    found = {key: said[key] for key in earlier if said.get(key)}
    for key, text in sheet.seen.items():
        if key in answers:
            names = (key, *sheet.questions()[key].was)
            found[key] = next((said[name] for name in names if said.get(name)), text)
    return found


def without_private(answers: Answers, sheet: Sheet) -> Answers:
    """Return `answers` without what is private, for files, prints and tables that others see.

    Earlier answers go too: nobody can tell any more which of them were private.
    """
    kept: dict[str, Any] = {}
    asked = sheet.questions()
    for key, answer in answers.answers.items():
        if seen_by_others := asked[key].public_part(answer):
            kept[key] = seen_by_others
    seen = {key: text for key, text in answers.seen.items() if key in kept}
    return Answers(answers.playbook, answers.worksheet, answers.copy, kept, {}, seen)


def _group(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _data(raw: bytes, name: str) -> dict[str, Any]:
    data = strict_json(raw, name)
    found = data.get("format") if isinstance(data, dict) else None
    if isinstance(data, dict) and found == FORMAT:
        return data
    if isinstance(found, str) and (version := _VERSION.match(found)):
        raise RefusedError(
            f"{name} was saved by a newer version of this program (format {version[1]}, and this "
            "one knows 1). Update the program, then open it again.",
            "newer",
        )
    if isinstance(found, str) and found.startswith("playbook-backup/"):
        raise RefusedError(
            f"{name} is a backup with many files in it. Open it on the page My work, and save the "
            "worksheet that you need to a file of its own.",
            "backup",
        )
    raise RefusedError(
        f"{name} is not an answers file of a playbook. Check which file it is.", "foreign"
    )
