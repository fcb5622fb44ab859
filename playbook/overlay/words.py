"""An organisation's own word is one, in all its forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playbook.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from playbook.errors import Problem
    from playbook.overlay.statements import Statement
    from playbook.source import Data

WORDS = "words"


def half_words(statements: Iterable[Statement], upstream: Data) -> Iterator[Problem]:
    """Yield each word that a fork says in another way, while forms of it are left to upstream."""
    words = upstream.get(WORDS) if isinstance(upstream, dict) else None
    given = {one.path[1:]: one for one in statements if one.path[:1] == (WORDS,)}
    for (key, *form), one in given.items():
        theirs = words.get(key) if isinstance(words, dict) else None
        if form != ["one"] or not isinstance(theirs, dict):
            continue
        left = [name for name in theirs if (key, name) not in given]
        if left:
            forms = ", ".join(f"{name}: {value}" for name, value in theirs.items() if name in left)
            message = f"gives upstream's {quoted(key)} another word, but not its other forms"
            hint = f"Write them too; upstream has {forms}."
            yield one.problem(message, hint)
