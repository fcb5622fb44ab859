"""Tell what sheets a PDF is made of: by the hidden field of each, else by what is asked.

Programs that merge files put the pages of one sheet behind those of another. A sheet's hidden field
stands on its first page, so that what follows up to the next one is its own. The browser's twin is
`templates/forms/pdf/09-identify.js`.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Any, TypeAlias

from playbook.answers import PACKETS, WITH_PDF, RefusedError
from playbook.answers.strict import strict_text
from playbook.fields.fitting import BESIDE
from playbook.pdf.form_fields import read_fields
from playbook.pdf.widgets import HIDDEN
from playbook.scalars import REF
from playbook.sheets.fill import PACKET, SHEET

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from playbook.answers import Sheet
    from playbook.fields.names import Value
    from playbook.pdf.form_fields import FormField

Found: TypeAlias = "tuple[dict[str, Any], dict[str, Value]]"
"""What a sheet says of itself, and what its fields hold."""

_VERSION = re.compile(r"^playbook-(?:sheet|packet)/[1-9]\d*\Z", re.ASCII)
_PART = re.compile(REF.removesuffix(r"\Z").removesuffix("$") + r"(?:#[1-9]\d*)?\Z")
_LEAST = 3
"""Questions that a file without hidden fields must have in common with a sheet, and half of all."""


@dataclass(frozen=True)
class Form:
    """A sheet or a packet in a PDF: what its hidden field says, and what the others hold."""

    name: str
    """The file's."""
    about: dict[str, Any]
    values: dict[str, Value]

    @property
    def is_packet(self) -> bool:
        """Whether many sheets are bound in it."""
        return bool(self.about["format"] == PACKET)

    @property
    def sheet(self) -> str:
        """The ref of what it is."""
        return str(self.about.get("sheet"))


def identify(raw: bytes, *, name: str, sheets: Iterable[Sheet]) -> tuple[Form, ...]:
    """Return what stands in the PDF `raw`, a file called `name`: each sheet that was put into it.

    Where no field says what it is, it is one of `sheets`, known by its questions. Raises
    RefusedError with a plain sentence for a file that is damaged, locked or not ours.
    """
    fields = _drop_strays(read_fields(raw, name))
    found = _by_hidden_fields(fields, name) or _by_questions(fields, name, tuple(sheets))
    return tuple(Form(name, about, values) for about, values in found)


def part_of(name: str) -> str:
    """Return the ref of a sheet by its name in a file of several: `#2` is its second copy."""
    return name.partition("#")[0]


def is_part(name: str) -> bool:
    """Tell whether `name` can be a sheet's in a file of several."""
    return bool(_PART.match(name))


def _drop_strays(fields: Sequence[FormField]) -> list[FormField]:
    """Return `fields` without those on no page whose namesake is on one: merging leaves such."""
    placed = {one.name for one in fields if one.page is not None}
    return [one for one in fields if one.page is not None or one.name not in placed]


def _by_hidden_fields(fields: Sequence[FormField], name: str) -> list[Found]:
    """Return each sheet of a file called `name` that has a hidden field; none where none has.

    Raises RefusedError where a field says that the file is of a newer version, or no sheet.
    """
    hidden = _hidden_fields(fields)
    groups: list[dict[str, Value]] = [{} for _ in hidden]
    for one in fields if hidden else ():
        if _is_hidden(one):
            continue
        before = [number for number, first in enumerate(hidden) if _page(first) <= _page(one)]
        at = before[-1] if before else 0
        full = one.name.removeprefix(hidden[at].name.removesuffix(HIDDEN))
        groups[at][full] = one.value
    return [(_about(one.value, name), group) for one, group in zip(hidden, groups, strict=True)]


def _hidden_fields(fields: Iterable[FormField]) -> list[FormField]:
    """Return the hidden fields in the order of their pages; a page has one."""
    by_page = {_page(one): one for one in fields if _is_hidden(one)}
    return [by_page[page] for page in sorted(by_page)]


def _is_hidden(one: FormField) -> bool:
    return one.name == HIDDEN or one.name.endswith(f".{HIDDEN}")


def _page(one: FormField) -> int:
    return one.page or 0


def _about(hidden: Value, name: str) -> dict[str, Any]:
    try:
        about = json.loads(hidden) if isinstance(hidden, str) else None
    except (ValueError, RecursionError):
        about = None
    found = about.get("format") if isinstance(about, dict) else None
    if found in (SHEET, PACKET):
        # What a person cannot have typed is judged as strictly as in a file.
        strict: Any = strict_text(str(hidden), name)
        return dict(strict)
    if isinstance(found, str) and _VERSION.match(found):
        raise RefusedError(
            f"{name} was made by a newer version of this program. Update the program, then open "
            "it again.",
            "newer",
        )
    raise _foreign_error(name)


def _foreign_error(name: str) -> RefusedError:
    return RefusedError(
        f"{name} is not a sheet of a playbook: it may be a print or a scan, or another form. "
        "Open the PDF that was filled in, not a print of it.",
        "pdf_foreign",
    )


@dataclass
class _Group:
    """Pages that follow each other and may be one sheet."""

    fits: dict[str, Sheet]
    values: dict[str, Value] = field(default_factory=dict)


def _by_questions(fields: Sequence[FormField], name: str, sheets: Sequence[Sheet]) -> list[Found]:
    """Return each of `sheets` that a file called `name` is made of, known by what is asked.

    Older sheets lost their hidden field in some programs. Raises RefusedError where none is found.
    """
    by_ref = {str(sheet.ref): sheet for sheet in sheets}
    parts = dict.fromkeys(part for one in fields if is_part(part := one.name.partition(".")[0]))
    if any(part_of(part) in by_ref for part in parts):
        own = next((part for part in parts if part.startswith(f"{PACKETS}/")), next(iter(parts)))
        about = _about_sheet(PACKET, own, sheets[0]) | {"parts": {part: {} for part in parts}}
        return [(about, {one.name: one.value for one in fields})]
    found = []
    for group in _groups(fields, sheets):
        sheet = _best(group)
        if sheet is not None:
            found.append((_about_sheet(SHEET, str(sheet.ref), sheet), group.values))
    if not found:
        raise _foreign_error(name)
    return found


def _about_sheet(form: str, ref: str, sheet: Sheet) -> dict[str, Any]:
    return {"format": form, "playbook": sheet.manifest.id, "sheet": ref}


def _groups(fields: Iterable[FormField], sheets: Iterable[Sheet]) -> Iterator[_Group]:
    own = [sheet for sheet in sheets if sheet.ref.kind in WITH_PDF]
    last: _Group | None = None
    for _, page in groupby(sorted(fields, key=_page), key=_page):
        values = {one.name: one.value for one in page}
        keys = _keys(values)
        fits = {str(sheet.ref): sheet for sheet in own if keys <= _keys_by_name(sheet).keys()}
        both = {ref: fits[ref] for ref in last.fits if ref in fits} if last else {}
        if last and both and not last.values.keys() & values.keys():
            last.fits, last.values = both, last.values | values
            continue
        if last:
            yield last
        last = _Group(fits, values)
    if last:
        yield last


def _keys(values: Iterable[str]) -> set[str]:
    return {name.partition(".")[0] for name in values}


def _keys_by_name(sheet: Sheet) -> dict[str, str]:
    """Return today's key of each question by every key that it has or had."""
    asked = [one for one in sheet.questions().values() if BESIDE not in one.key]
    return {old: one.key for one in asked for old in one.was} | {one.key: one.key for one in asked}


def _best(group: _Group) -> Sheet | None:
    """Return the sheet that has most of its questions in a group; None where nobody can tell."""
    shares: dict[str, float] = {}
    for ref, sheet in group.fits.items():
        asked = _keys_by_name(sheet)
        there = {asked[key] for key in _keys(group.values)}
        share = len(there) / len(set(asked.values()))
        if len(there) >= _LEAST and 2 * share >= 1:
            shares[ref] = share
    most = [ref for ref, share in shares.items() if share == max(shares.values())]
    return group.fits[most[0]] if len(most) == 1 else None
