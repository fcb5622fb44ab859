"""A worksheet and answers to it that are longer, and more, than its boxes."""

from __future__ import annotations

import random
import re
from typing import Any

FIELDS: list[dict[str, Any]] = [
    {"key": "why", "type": "textarea", "label": "Why", "rows": 2},
    {"key": "name", "type": "text", "label": "Name"},
    {"key": "sum", "type": "number", "label": "Sum"},
    {"key": "lines", "type": "list", "label": "Lines", "rows": 2},
    {
        "key": "people",
        "type": "table",
        "label": "People",
        "rows": 2,
        "rows_label": "Person",
        "columns": [
            {"key": "who", "type": "text", "label": "Who"},
            {"key": "does", "type": "textarea", "label": "What they do", "rows": 1},
            {"key": "wants", "type": "textarea", "label": "What they want", "rows": 1},
            {"key": "knows", "type": "check", "label": "Knows us"},
            {
                "key": "part",
                "type": "choice",
                "label": "Part",
                "options": [{"id": f"o{n}", "label": f"Option {n}"} for n in range(9)],
            },
        ],
    },
]


OPTION = re.compile("o[0-9]")
SCRIPTS = {
    "latin": "aeiouäçéłñøstrndlk",
    "greek": "αεηιουλμνρστγδ",
    "cyrillic": "аеиоукнрствлмё",
    "arabic": "ابتجدرسعفقلمنهوي",
    "hebrew": "אבגדהוזחטילמנסעפצקרשת",
    "devanagari": "अकगचजतदनपबमयरलवसहािीुे",
    "thai": "กขคงจชซญดตถทธนบปผพมยรลวสหอา",
    "bengali": "অআকখগঘচজতদনপবমযরলসহািে",
    "emoji": "🌱🎉📣🏠✅",
}
"""Letters to make words of, by script."""
IN_FONT = ("latin", "greek", "cyrillic")
"""Scripts that the font of every sheet has, with nothing to join or to turn."""


def some_words(start: str, count: int) -> str:
    """Return so many words, each another."""
    return " ".join(f"{start}{number}" for number in range(count))


def random_words(source: random.Random, script: str, count: int) -> str:
    """Return words of one script."""
    letters = SCRIPTS[script]
    return " ".join("".join(source.choices(letters, k=source.randint(2, 11))) for _ in range(count))


def random_answers(seed: int, scripts: tuple[str, ...]) -> dict[str, Any]:
    """Return answers of up to 4,800 words, 500 rows and 1,500 letters in a cell."""
    source = random.Random(seed)

    def words(*counts: int) -> str:
        return random_words(source, source.choice(scripts), source.choice(counts))

    def row(many: bool) -> dict[str, Any]:
        tall = [] if many else [600, 200]
        cells = {"who": words(1, 3), "does": words(2, 5, *tall), "wants": words(1, *tall)}
        return cells | {"knows": source.random() < 0.5 or None, "part": f"o{source.randint(0, 8)}"}

    rows = source.choice((1, 3, 30, 500))
    people = [row(rows > 3) for _ in range(rows)]
    people[0]["wants"] = "".join(source.choices(SCRIPTS[source.choice(scripts)], k=1500))
    return {
        "why": words(3, 600, 4800) + "\n\n" + words(2),
        "name": words(1, 40, 600),
        "sum": str(source.randint(0, 10**30)),
        "lines": [words(1, 3, 80) for _ in range(source.choice((1, 5, 40)))],
        "people": people,
    }


def texts_in(value: Any) -> list[str]:
    """Return every text that somebody typed."""
    if isinstance(value, str):
        return [value] if not OPTION.fullmatch(value) else []
    if isinstance(value, bool):
        return []
    inner = value.values() if isinstance(value, dict) else value
    return [text for one in inner for text in texts_in(one)]
