"""Compare texts word by word, and propose one with the changes of both sides."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playbook.merge import Outcome

MOST_WORDS = 1_500
"""Longer texts are not compared word by word: it would take longer than anybody waits."""
_ALIKE = 0.5
"""How much of a text must stand in the other for its changes to be changes, not another text."""
_FAR = 12
_MERGED = frozenset(("stale", "stale-trivial", "edit-lost"))
Edit: TypeAlias = tuple[int, int, tuple[str, ...]]
"""Words of the old text, from one to before another, and what stands there now."""


def compared(old: str, new: str) -> str | None:
    """Return the new text on one line, with what went [-so-] and what came [+so+].

    None where the texts are too long.
    """
    before, after = old.split(), new.split()
    match = _matched(before, after)
    if match is None:
        return None
    parts: list[str] = []
    for what, low, high, begin, end in match.get_opcodes():
        if what == "equal":
            same = after[begin:end]
            parts += [*same[:5], "…", *same[-5:]] if len(same) > _FAR else same
            continue
        parts += [f"[-{' '.join(before[low:high])}-]"] if high > low else []
        parts += [f"[+{' '.join(after[begin:end])}+]"] if end > begin else []
    return " ".join(parts)


def proposal(one: Outcome) -> str | None:
    """Return our text with upstream's changes in it, where the two touch different words.

    It is only ever proposed: two good changes can make a wrong sentence. None where there is
    nothing to propose.
    """
    texts = (one.base, one.ours, one.theirs)
    if one.state not in _MERGED or one.conflict or not all(isinstance(text, str) for text in texts):
        return None
    both = merged(*map(str, texts))
    return None if both is None or both.split() == str(one.ours).split() else both


def merged(base: str, ours: str, theirs: str) -> str | None:
    """Return `base` with the changes of `ours` and of `theirs`, spaced as ours is.

    None where both change the same words, or words side by side, or ours is another text.
    """
    mine, yours = (_edits(base.split(), text.split()) for text in (ours, theirs))
    if mine is None or yours is None or _clash(mine, yours):
        return None
    words = base.split()
    both = sorted({*mine, *yours}, reverse=True)
    for begin, end, new in both:
        words[begin:end] = new
    return _spaced(words, ours, theirs)


def _matched(old: list[str], new: list[str]) -> difflib.SequenceMatcher[str] | None:
    if max(len(old), len(new)) > MOST_WORDS:
        return None
    return difflib.SequenceMatcher(None, old, new, autojunk=False)


def alike(old: str, new: str) -> bool:
    """Tell whether a text may be the other with changes, and not another text."""
    match = _matched(old.split(), new.split())
    return match is not None and match.ratio() >= _ALIKE


def _edits(old: list[str], new: list[str]) -> list[Edit] | None:
    match = _matched(old, new)
    if match is None or match.ratio() < _ALIKE:
        return None
    return [
        (low, high, tuple(new[begin:end]))
        for what, low, high, begin, end in match.get_opcodes()
        if what != "equal"
    ]


def _clash(mine: Sequence[Edit], yours: Sequence[Edit]) -> bool:
    return any(
        one != other and one[0] <= other[1] and other[0] <= one[1]
        for one in mine
        for other in yours
    )


def _spaced(words: list[str], ours: str, theirs: str) -> str:
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
        found = [] if at in (None, 0) else [self._gaps[at or 0]]
        found += [inside[before]] if before is not None and before < len(inside) else []
        return max(found, key=_width, default="")
