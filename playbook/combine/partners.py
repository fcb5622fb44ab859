"""Who the partners are, and which of their files is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from playbook.answers import dumps
from playbook.fields.combining import fold_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from playbook.combine.combined import Combined
    from playbook.model import Ref


@dataclass(frozen=True)
class Partners:
    """The partners of a combined file by their numbers, and the number of each entry's."""

    names: tuple[str, ...]
    of: tuple[int, ...]

    @property
    def shorts(self) -> tuple[str, ...]:
        """Return two letters for each, and a number where others have the same two."""
        return _distinct(map(_initials, self.names), "{}{}")


def partners_of(combined: Combined) -> Partners:
    """Return the partners, sorted by name.

    One is known by what a person has said, else by `filled_by`, else by the file.
    """
    spelled: dict[str, set[str]] = {}
    ids: list[str] = []
    for at, entry in enumerate(combined.entries):
        name = combined.partners.get(at, entry.filled_by)
        ids.append(f"name {fold_text(name)}" if name else f"file {entry.source} {entry.file}")
        spelled.setdefault(ids[-1], set()).add(name or entry.file)
    names = {one: min(texts) for one, texts in spelled.items()}
    order = sorted(names, key=lambda one: (fold_text(names[one]), names[one], one))
    number = {one: at for at, one in enumerate(order)}
    return Partners(_distinct(names[one] for one in order), tuple(number[one] for one in ids))


def entries_by_partner(combined: Combined, partners: Partners, ref: Ref) -> dict[int, list[int]]:
    """Return the entries for a sheet by partner; the one that is shown goes first.

    That is the one that a person has chosen, else the fullest; of equally full ones that with the
    lowest canonical bytes.
    """
    found: dict[int, list[int]] = {}
    for at, entry in enumerate(combined.entries):
        if entry.answers.worksheet == ref:
            found.setdefault(partners.of[at], []).append(at)

    def place(at: int) -> tuple[bool, int, bytes]:
        entry = combined.entries[at]
        return at not in combined.shown, -entry.fullness, dumps(entry.answers)

    return {partner: sorted(found[partner], key=place) for partner in sorted(found)}


def _initials(name: str) -> str:
    words = ["".join(filter(str.isalnum, word)) for word in name.split()]
    words = [word for word in words if word] or ["?"]
    letters = words[0][:2] if len(words) == 1 else words[0][0] + words[1][0]
    return letters.upper()


def _distinct(names: Iterable[str], form: str = "{} ({})") -> tuple[str, ...]:
    """Return names that are told apart where several are the same."""
    told: dict[str, None] = {}
    for name in names:
        one, number = name, 2
        while one in told:
            one, number = form.format(name, number), number + 1
        told[one] = None
    return tuple(told)
