"""Compare texts word by word and lists entry by entry, and propose what has both sides' changes."""

from __future__ import annotations

import difflib
import json
import re
from typing import TYPE_CHECKING, TypeAlias

import yaml

from playbook.merge import reads_same
from playbook.merge.nodes import key_of, old_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from playbook.merge import Outcome
    from playbook.source import Data

MOST_WORDS = 1_500
"""Longer texts are not compared word by word: it would take longer than anybody waits."""
_SIMILAR = 0.5
"""How much of a text must stand in the other for its changes to be changes, not another text."""
_LONG_RUN = 12
_MERGEABLE = frozenset(("stale", "stale-trivial", "edit-lost"))
Edit: TypeAlias = tuple[int, int, tuple[str, ...]]
"""Words of the old text, from one to before another, and what stands there now."""
_WIDTH = 76
"""More of a value is not shown on a line."""
_NEIGHBOURS = 3
_Pair = tuple[int, int]
"""The place of an entry in the old list, and in the new one."""


def shorten(value: Data) -> str:
    """Return a value on one line, and no more of it than a line can hold."""
    if value is None:
        return "(nothing)"
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    line = " ".join(text.split())
    return line if len(line) <= _WIDTH else line[: _WIDTH - 1] + "…"


def describe_change(old: Data, new: Data) -> str:
    """Return what became of a value, word by word where that can be told."""
    are_texts = isinstance(old, str) and isinstance(new, str)
    return (compare_words(str(old), str(new)) if are_texts else None) or shorten(new)


def compare_words(old: str, new: str) -> str | None:
    """Return the new text on one line, with what went [-so-] and what came [+so+].

    None where the texts are too long.
    """
    before, after = old.split(), new.split()
    match = _match_words(before, after)
    if match is None:
        return None
    parts: list[str] = []
    for what, low, high, begin, end in match.get_opcodes():
        if what == "equal":
            same = after[begin:end]
            parts += [*same[:5], "…", *same[-5:]] if len(same) > _LONG_RUN else same
            continue
        parts += [f"[-{' '.join(before[low:high])}-]"] if high > low else []
        parts += [f"[+{' '.join(after[begin:end])}+]"] if end > begin else []
    return " ".join(parts)


def propose_merge(outcome: Outcome) -> str | None:
    """Return our text with upstream's changes in it, where the two touch different words.

    It is only ever proposed: two good changes can make a wrong sentence. None where there is
    nothing to propose.
    """
    texts = (outcome.base, outcome.ours, outcome.theirs)
    if outcome.state not in _MERGEABLE or outcome.conflict:
        return None
    if not all(isinstance(text, str) for text in texts):
        return None
    both = merge_words(*map(str, texts))
    return None if both is None or both.split() == str(outcome.ours).split() else both


def merge_words(base: str, ours: str, theirs: str) -> str | None:
    """Return `base` with the changes of `ours` and of `theirs`, spaced as ours is.

    None where both change the same words, or words side by side, or ours is another text.
    """
    mine, yours = (_edits(base.split(), text.split()) for text in (ours, theirs))
    if mine is None or yours is None or _overlap(mine, yours):
        return None
    words = base.split()
    both = sorted({*mine, *yours}, reverse=True)
    for begin, end, new in both:
        words[begin:end] = new
    return _with_spaces(words, ours, theirs)


def _match_words(old: list[str], new: list[str]) -> difflib.SequenceMatcher[str] | None:
    if max(len(old), len(new)) > MOST_WORDS:
        return None
    return difflib.SequenceMatcher(None, old, new, autojunk=False)


def is_similar(old: str, new: str) -> bool:
    """Tell whether a text may be the other with changes, and not another text."""
    match = _match_words(old.split(), new.split())
    return match is not None and match.ratio() >= _SIMILAR


def _edits(old: list[str], new: list[str]) -> list[Edit] | None:
    match = _match_words(old, new)
    if match is None or match.ratio() < _SIMILAR:
        return None
    return [
        (low, high, tuple(new[begin:end]))
        for what, low, high, begin, end in match.get_opcodes()
        if what != "equal"
    ]


def _overlap(mine: Sequence[Edit], yours: Sequence[Edit]) -> bool:
    return any(
        one != other and one[0] <= other[1] and other[0] <= one[1]
        for one in mine
        for other in yours
    )


def _with_spaces(words: list[str], ours: str, theirs: str) -> str:
    """Return `words` as a text, with the spaces and line ends that stand between them in ours.

    Where ours has not both of two words side by side, the wider gap of both sides is taken: a new
    paragraph stays one.
    """
    mine, yours = _Gaps(words, ours), _Gaps(words, theirs)
    parts = [mine.lead]
    for index, word in enumerate(words):
        if index:
            gap = mine.between(index)
            wide = max(mine.around(index), yours.between(index) or " ", key=_width)
            parts.append(wide if gap is None else gap)
        parts.append(word)
    return "".join([*parts, mine.tail])


def _width(gap: str) -> tuple[int, int]:
    return gap.count("\n"), len(gap)


class _Gaps:
    """What stands between the words of a text, asked for by the place in other words."""

    def __init__(self, words: list[str], text: str) -> None:
        self._gaps = re.split(r"\S+", text)
        match = difflib.SequenceMatcher(None, words, text.split(), autojunk=False)
        blocks = match.get_matching_blocks()
        self._at = {at + n: to + n for at, to, size in blocks for n in range(size)}

    @property
    def lead(self) -> str:
        return self._gaps[0]

    @property
    def tail(self) -> str:
        return self._gaps[-1] if len(self._gaps) > 1 else ""

    def between(self, index: int) -> str | None:
        """Return what stands before a word, if the word before it does so here too."""
        before, at = self._at.get(index - 1), self._at.get(index)
        return self._gaps[at] if at is not None and before == at - 1 else None

    def around(self, index: int) -> str:
        """Return the widest gap on either side of where a word came in or went."""
        before, at = self._at.get(index - 1), self._at.get(index)
        inside = self._gaps[1:-1]
        gaps = [] if at in (None, 0) else [self._gaps[at or 0]]
        gaps += [inside[before]] if before is not None and before < len(inside) else []
        return max(gaps, key=_width, default="")


def list_changes(base: Data, theirs: Data, ours: Data) -> Iterator[str]:
    """Yield what upstream did to a list, then ours: entry by entry, each of them whole."""
    old, new, mine = (value if isinstance(value, list) else [] for value in (base, theirs, ours))
    pairs = _pair_entries(old, new)
    gone = {index for index, _ in pairs}
    came = {index for _, index in pairs}
    for index, entry in enumerate(old):
        if index not in gone:
            yield f"removed:  {_as_line(entry)}"
    moved = _find_moved(pairs)
    for index, entry in enumerate(new):
        before = next((old[one] for one, other in pairs if other == index), None)
        if index not in came:
            yield f"added:    {_as_line(entry)}  {_place_in(new, index)}"
            continue
        if index in moved:
            yield f"moved:    {_as_line(entry)}  {_place_in(new, index)}"
        if not reads_same(before, entry):
            yield f"changed:  was:   {_as_line(before)}"
            yield f"          now:   {_describe_rewording(before, entry)}"
            yield from _ours(mine, before)
    yield "ours:"
    yield from (f"  - {_as_line(entry)}" for entry in mine)


def _as_line(entry: Data) -> str:
    """Return an entry on one line, as it could be written in a file."""
    if isinstance(entry, str):
        return " ".join(entry.split())
    flow = yaml.safe_dump(
        entry, default_flow_style=True, allow_unicode=True, sort_keys=False, width=float("inf")
    )
    return " ".join(flow.split())


def _ours(mine: list[Data], before: Data) -> Iterator[str]:
    name = key_of(before)
    entry = next((one for one in mine if name is not None and key_of(one) == name), None)
    if entry is not None:
        yield f"          ours:  {_as_line(entry)}"


def _describe_rewording(before: Data, entry: Data) -> str:
    return compare_words(_as_line(before), _as_line(entry)) or _as_line(entry)


def _place_in(row: list[Data], index: int) -> str:
    return f"(after: {_entry_name(row[index - 1])})" if index else "(first)"


def _entry_name(entry: Data) -> str:
    return key_of(entry) or _as_line(entry)


def _pair_entries(old: list[Data], new: list[Data]) -> list[_Pair]:
    """Return which entries are one: by name, by words, or reworded near their place."""
    names: dict[str, list[int]] = {}
    for at, entry in reversed(list(enumerate(new))):
        for name in old_names(entry):
            names.setdefault(name, []).append(at)
        names[_entry_name(entry)] = [*names.get(_entry_name(entry), ()), at]
    pairs: list[_Pair] = []
    left = set(range(len(new)))
    for index, entry in enumerate(old):
        spots = [at for at in names.get(_entry_name(entry), ()) if at in left]
        if spots:
            pairs.append((index, spots[-1]))
            left.discard(spots[-1])
    reworded = set(range(len(old))) - {index for index, _ in pairs}
    for index in sorted(reworded):
        spot = next(
            (at for at in _near(index, left) if _may_be_reworded(old[index], new[at])), None
        )
        if spot is not None:
            pairs.append((index, spot))
            left.discard(spot)
    return sorted(pairs)


def _near(index: int, spots: set[int]) -> list[int]:
    return sorted(spots, key=lambda at: (abs(at - index), at))[:_NEIGHBOURS]


def _may_be_reworded(old: Data, new: Data) -> bool:
    """Tell whether an entry without a name may be another one in other words."""
    named = key_of(old) is not None or key_of(new) is not None
    return not named and is_similar(_as_line(old), _as_line(new))


def _find_moved(pairs: list[_Pair]) -> set[int]:
    """Return the new places of entries that do not stand in the order in which most stood."""
    after = [index for _, index in pairs]
    match = difflib.SequenceMatcher(None, sorted(after), after, autojunk=False)
    stay = {after[b + n] for _, b, size in match.get_matching_blocks() for n in range(size)}
    return set(after) - stay
