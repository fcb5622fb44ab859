"""The combined file: answers files of many partners, and what people have decided about them.

Nothing depends on the order in which files are given, and a combined file takes in its own parts
without a change: what is the same to the byte is there once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from playbook.answers import RefusedError
from playbook.answers.canonical import parse_data, ref_of, refuse_foreign, to_json
from playbook.answers.strict import strict_files
from playbook.combine.entries import Entry
from playbook.fields.combining import fold_text
from playbook.fields.typed import canonical_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from playbook.answers import Sheet

K = TypeVar("K")
V = TypeVar("V")
FORMAT = "playbook-combined/1"
_MARK = re.compile(r"^[0-9a-f]{8}\Z", re.ASCII)


@dataclass(frozen=True)
class Source:
    """What one file brings; decisions name entries by their keys."""

    entries: tuple[Entry, ...]
    chosen: Mapping[str, bytes] = field(default_factory=dict)
    """The entry whose answer was agreed on, by `<sheet>#<path of the field>`."""
    shown: Collection[bytes] = ()
    """The entries that are shown of partners who sent several."""
    partners: Mapping[bytes, str] = field(default_factory=dict)
    """Whose an entry is, where a person has said so."""


@dataclass(frozen=True)
class Combined:
    """Many files together; decisions name entries by their numbers."""

    playbook: str
    entries: tuple[Entry, ...]
    chosen: dict[str, int]
    shown: tuple[int, ...]
    partners: dict[int, str]
    private: bool


def combine(
    sources: Iterable[Source], sheets: Mapping[str, Sheet], playbook: str, *, private: bool = False
) -> Combined:
    """Put together what some files hold; private answers only where they are asked for.

    `sheets` are those of the playbook by their refs. Where two files decide differently, nothing
    is decided.
    """
    entries: dict[bytes, Entry] = {}
    chosen: list[tuple[str, bytes]] = []
    shown: set[bytes] = set()
    partners: list[tuple[bytes, str]] = []
    for source in sources:
        today: dict[bytes, bytes] = {}
        for entry in source.entries:
            one = entry if private else entry.slim(sheets[entry.answers.worksheet])
            today[entry.key] = one.key
            entries[one.key] = one
        chosen += [(path, today[key]) for path, key in source.chosen.items() if key in today]
        shown |= {today[key] for key in source.shown if key in today}
        partners += [(today[key], name) for key, name in source.partners.items() if key in today]
    ordered = sorted(entries.values(), key=lambda entry: entry.place)
    number = {entry.key: at for at, entry in enumerate(ordered)}
    return Combined(
        playbook,
        tuple(ordered),
        {path: number[key] for path, key in _unanimous(chosen).items()},
        tuple(sorted(number[key] for key in shown)),
        {number[key]: name for key, name in _unanimous(partners).items()},
        private,
    )


def _unanimous(pairs: Iterable[tuple[K, V]]) -> dict[K, V]:
    """Return what was said in one way only, by what it was said of."""
    said: dict[K, set[V]] = {}
    for key, value in pairs:
        said.setdefault(key, set()).add(value)
    return {key: next(iter(values)) for key, values in said.items() if len(values) == 1}


def dumps_combined(combined: Combined) -> bytes:
    """Return the canonical bytes of a combined file."""
    data: dict[str, Any] = {
        "chosen": combined.chosen,
        "files": [entry.data for entry in combined.entries],
        "format": FORMAT,
        "playbook": combined.playbook,
        "private": combined.private,
    }
    if combined.partners:
        data["partners"] = {str(at): name for at, name in combined.partners.items()}
    if combined.shown:
        data["shown"] = list(combined.shown)
    return to_json(data)


def parse_combined(
    raw: bytes, *, name: str, sheets: Iterable[Sheet], upstream: Collection[str] = ()
) -> Source:
    """Return what a combined file called `name` holds for `sheets`; others are passed over.

    Raises RefusedError with a plain sentence for a file that is none, or another playbook's.
    """
    data = strict_files(raw, name, form=FORMAT, foreign="is not a combined file")
    known = tuple(sheets)
    refuse_foreign(data, name, known, upstream)
    files = data.get("files")
    if not isinstance(files, list):
        raise RefusedError(f"{name} is broken: there are no files in it. Save it again.", "broken")
    refs = {str(old): sheet for sheet in known for old in (sheet.ref, *sheet.item.was)}
    entries: dict[str, Entry] = {}
    for at, file in enumerate(files):
        if isinstance(file, dict) and ref_of(file) in refs:
            answers = parse_data(file, name=name, sheets=known, upstream=upstream)
            entries[str(at)] = Entry(answers).with_source(_text(file, "file"), _mark(file))
    return Source(tuple(entries.values()), **_decisions(data, entries, refs))


def _decisions(
    data: dict[str, Any], entries: Mapping[str, Entry], refs: Mapping[str, Sheet]
) -> dict[str, Any]:
    """Return what people have decided in a file, as a source says it."""
    chosen, partners = data.get("chosen"), data.get("partners")
    shown = data.get("shown")
    keys = {at: entry.key for at, entry in entries.items()}
    return {
        "chosen": {
            today: keys[str(at)]
            for path, at in (chosen.items() if isinstance(chosen, dict) else ())
            if str(at) in keys and (today := _today(path, refs))
        },
        "shown": {keys[str(at)] for at in shown if str(at) in keys}
        if isinstance(shown, list)
        else set(),
        "partners": {
            keys[at]: canonical_text(name, one_line=True).strip()
            for at, name in (partners.items() if isinstance(partners, dict) else ())
            if at in keys and isinstance(name, str) and fold_text(name)
        },
    }


def _today(path: str, refs: Mapping[str, Sheet]) -> str:
    """Return where a decision stands today: sheets and questions may have new names."""
    ref, _, inside = path.partition("#")
    if ref not in refs:
        return ""
    head, dot, rest = inside.partition(".")
    asked = refs[ref].questions().values()
    now = {old: field.key for field in asked for old in field.was}
    return f"{refs[ref].ref}#{now.get(head, head)}{dot}{rest}"


def _text(file: dict[str, Any], key: str) -> str:
    text = file.get(key)
    return text if isinstance(text, str) else ""


def _mark(file: dict[str, Any]) -> str:
    mark = _text(file, "source")
    return mark if _MARK.match(mark) else "00000000"
