"""Tell what sheets a PDF is made of: by the hidden field of each, else by what is asked.

Programs that merge files put the pages of one sheet behind those of another. A sheet's hidden field
stands on its first page, so that what follows up to the next one is its own. The browser's twin is
`templates/forms/pdf/09-signs.js`.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Any, TypeAlias

from playbook.answers import RefusedError
from playbook.answers.strict import strict_text
from playbook.fields.fitting import BESIDE
from playbook.model import Checklist, Worksheet
from playbook.scalars import REF
from playbook.sheets.fill import FORMAT
from playbook.sheets.packet import FORMAT as PACKET
from playbook.sheets.packet import KIND
from playbook.sheets.widgets import HIDDEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from playbook.answers import Sheet
    from playbook.fields.names import Value
    from playbook.sheets.formfields import Held

Found: TypeAlias = "tuple[dict[str, Any], dict[str, Value]]"
"""What a sheet says of itself, and what its fields hold."""

_VERSION = re.compile(r"^playbook-(?:sheet|packet)/[1-9]\d*\Z", re.ASCII)
_PART = re.compile(REF.removesuffix(r"\Z").removesuffix("$") + r"(?:#[1-9]\d*)?\Z")
_LEAST = 3
"""Questions that a file without a sign must have in common with a sheet, and half of all."""


def part_of(name: str) -> str:
    """Return the ref of a sheet by its name in a file of several: `#2` is its second copy."""
    return name.partition("#")[0]


def is_part(name: str) -> bool:
    """Tell whether `name` can be a sheet's in a file of several."""
    return bool(_PART.match(name))


def standing(held: Sequence[Held]) -> list[Held]:
    """Return `held` without what stands on no page while its namesake does: merging leaves such."""
    placed = {one.name for one in held if one.page is not None}
    return [one for one in held if one.page is not None or one.name not in placed]


def signed(held: Sequence[Held], name: str) -> list[Found]:
    """Return each sheet of a file called `name` that has a hidden field; none where none has.

    Raises RefusedError where a field says that the file is of a newer version, or no sheet.
    """
    signs = _signs(held)
    groups: list[dict[str, Value]] = [{} for _ in signs]
    for one in held if signs else ():
        if _is_sign(one):
            continue
        before = [n for n, sign in enumerate(signs) if _page(sign) <= _page(one)]
        at = before[-1] if before else 0
        full = one.name.removeprefix(signs[at].name.removesuffix(HIDDEN))
        groups[at][full] = one.value
    return [(_about(sign.value, name), group) for sign, group in zip(signs, groups, strict=True)]


def _signs(held: Iterable[Held]) -> list[Held]:
    """Return the hidden fields in the order of their pages; a page has one."""
    by_page = {_page(one): one for one in held if _is_sign(one)}
    return [by_page[page] for page in sorted(by_page)]


def _is_sign(one: Held) -> bool:
    return one.name == HIDDEN or one.name.endswith(f".{HIDDEN}")


def _page(one: Held) -> int:
    return one.page or 0


def _about(hidden: Value, name: str) -> dict[str, Any]:
    try:
        about = json.loads(hidden) if isinstance(hidden, str) else None
    except (ValueError, RecursionError):
        about = None
    found = about.get("format") if isinstance(about, dict) else None
    if found in (FORMAT, PACKET):
        # What a person cannot have typed is judged as strictly as in a file.
        strict: Any = strict_text(str(hidden), name)
        return dict(strict)
    if isinstance(found, str) and _VERSION.match(found):
        raise RefusedError(
            f"{name} was made by a newer version of this program. Update the program, then open "
            "it again.",
            "newer",
        )
    raise _foreign(name)


def _foreign(name: str) -> RefusedError:
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


def recognised(held: Sequence[Held], name: str, sheets: Sequence[Sheet]) -> list[Found]:
    """Return each of `sheets` that a file called `name` is made of, known by what is asked.

    Older sheets lost their hidden field in some programs. Raises RefusedError where none is found.
    """
    by_ref = {str(sheet.ref): sheet for sheet in sheets}
    parts = dict.fromkeys(part for one in held if is_part(part := one.name.partition(".")[0]))
    if any(part_of(part) in by_ref for part in parts):
        own = next((part for part in parts if part.startswith(f"{KIND}/")), next(iter(parts)))
        about = _said(PACKET, own, sheets[0]) | {"parts": {part: {} for part in parts}}
        return [(about, {one.name: one.value for one in held})]
    found = []
    for group in _groups(held, sheets):
        sheet = _best(group)
        if sheet is not None:
            found.append((_said(FORMAT, str(sheet.ref), sheet), group.values))
    if not found:
        raise _foreign(name)
    return found


def _said(form: str, ref: str, sheet: Sheet) -> dict[str, Any]:
    return {"format": form, "playbook": sheet.manifest.id, "sheet": ref}


def _groups(held: Iterable[Held], sheets: Iterable[Sheet]) -> Iterator[_Group]:
    own = [sheet for sheet in sheets if sheet.ref.kind in (Worksheet.kind, Checklist.kind)]
    last: _Group | None = None
    for _, page in groupby(sorted(held, key=_page), key=_page):
        values = {one.name: one.value for one in page}
        keys = _keys(values)
        fits = {str(sheet.ref): sheet for sheet in own if keys <= _asked(sheet).keys()}
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


def _asked(sheet: Sheet) -> dict[str, str]:
    """Return today's key of each question by every key that it has or had."""
    asked = [one for one in sheet.asked().values() if BESIDE not in one.key]
    return {old: one.key for one in asked for old in one.was} | {one.key: one.key for one in asked}


def _best(group: _Group) -> Sheet | None:
    """Return the sheet that has most of its questions in a group; None where nobody can tell."""
    shares: dict[str, float] = {}
    for ref, sheet in group.fits.items():
        asked = _asked(sheet)
        there = {asked[key] for key in _keys(group.values)}
        share = len(there) / len(set(asked.values()))
        if len(there) >= _LEAST and 2 * share >= 1:
            shares[ref] = share
    most = [ref for ref, share in shares.items() if share == max(shares.values())]
    return group.fits[most[0]] if len(most) == 1 else None
