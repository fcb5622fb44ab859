"""How much each word says about each item: where it stands counts, and how often."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import chain
from typing import TYPE_CHECKING

from playbook.model import Ref
from playbook.model.walk import leaves
from playbook.search.letters import MOST, count_words, index_words
from playbook.texts import LINK, live, replace_live

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playbook.link import Linked

BOOSTS = {"title": 6.0, "aliases": 6.0, "tags": 2.5, "summary": 3.0, "called": 1.5, "body": 1.0}
"""Field -> what a word in it counts. `called` are the words of links that lead to the item."""
_EVEN = {"title": 0.3, "aliases": 0.0, "tags": 0.3, "summary": 0.4, "called": 0.5, "body": 0.7}
"""Field -> how far a long one is held against an item, 0 to 1."""
_NAMES = frozenset(("title", "aliases"))
_SATURATION = 4.0
_PAIR = 2
HEAVIEST = 4
"""The steps of a weight. More of them find no better, and make the index heavier."""
_FIRMLY = 5
"""Items that say a word firmly, from which on those that say it in passing are no answer."""
# Keys whose texts are no words of the item: names of others, invented answers, where it comes from
_SILENT = frozenset(
    [
        "example",
        "sources_note",
        "sources",
        "urls",
        "was",
        "licence",
        "audience",
        "reviewed",
        "related",
        "steps",
        "tools",
        "from",
        "origin",
        "level",
        "picture",
        "field",
        "break",
        "item",
        "of",
        "map",
        "key",
        "id",
        "type",
    ]
)


def weigh(playbook: Linked) -> dict[str, dict[int, int]]:
    """Return every word with the items that hold it: their numbers and weights, 1 to HEAVIEST.

    Items are numbered as they stand.
    """
    counts = _counts(playbook)
    totals = [{field: sum(found.values()) for field, found in one.items()} for one in counts]
    usual = {
        field: max(1.0, sum(one[field] for one in totals) / max(1, len(counts))) for field in BOOSTS
    }
    weights: defaultdict[str, dict[int, int]] = defaultdict(dict)
    for number, fields in enumerate(counts):
        sums: dict[str, float] = {}
        for field, found in fields.items():
            boost = BOOSTS[field]
            length = 1 - _EVEN[field] + _EVEN[field] * totals[number][field] / usual[field]
            for word, times in found.items():
                sums[word] = sums.get(word, 0.0) + boost * times / length
        for word, heavy in sums.items():
            weights[word][number] = round(heavy / (heavy + _SATURATION) * HEAVIEST)
    return {word: _telling(found) for word, found in sorted(weights.items())}


def _telling(found: dict[int, int]) -> dict[int, int]:
    """Return the items of which a word tells something: all, unless many say it firmly."""
    firm = {number: weight for number, weight in found.items() if weight}
    return firm if len(firm) >= _FIRMLY else {number: at or 1 for number, at in found.items()}


def _counts(playbook: Linked) -> list[dict[str, dict[str, int]]]:
    """Return how often each word stands in each field of each item."""
    said: dict[Ref, dict[str, list[str]]] = {
        ref: {field: [] for field in BOOSTS} for ref in playbook.entries
    }
    for ref, field, text in _texts(playbook):
        said[ref][field].append(text)
    return [
        {
            field: _count_names(texts) if field in _NAMES else count_words("\n".join(texts))
            for field, texts in fields.items()
        }
        for fields in said.values()
    ]


def _count_names(names: list[str]) -> Counter[str]:
    """Return how often each word stands in some names; "northstar" is typed for "North Star"."""
    said = list(map(index_words, names))
    pairs = ["".join(words)[:MOST] for words in said if len(words) == _PAIR]
    return Counter(chain(*said, pairs))


def _texts(playbook: Linked) -> Iterator[tuple[Ref, str, str]]:
    """Yield each text of each item with its field; a link's words count for where it leads, too."""
    for ref, entry in playbook.entries.items():
        for place, text in leaves(entry.item):
            if isinstance(text, Ref) or not _SILENT.isdisjoint(place):
                continue
            first = str(place[0])
            field = first if first in BOOSTS else "body"
            if "[[" not in text:
                yield ref, field, text
                continue
            yield ref, field, _visible_text(playbook, text)
            for found in live(LINK, text):
                to = Ref(found[1].strip())
                if found[2] and to in playbook.entries:
                    yield to, "called", found[2]


def _visible_text(playbook: Linked, text: str) -> str:
    """Return `text` with each link as the words that it prints."""
    return replace_live(
        LINK,
        lambda found: found[2] or playbook.entries[Ref(found[1].strip())].item.title,
        text,
    )
