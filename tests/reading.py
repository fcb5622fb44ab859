"""How hard a text is to read, and which texts of an item people read as running sentences."""

from __future__ import annotations

import re
from functools import cache

from playbook.kinds import Item
from playbook.model import Ref
from playbook.model.walk import leaves
from playbook.texts import LINK

SENTENCES = {
    *("summary", "body", "why", "do", "note", "how", "risk_note", "does", "needs", "watch_out"),
    *("for_whom", "use_when", "go_back_when", "about", "before", "after", "online", "help"),
    *("problem", "instead", "text", "moves"),
    *("situation", "challenge", "result", "lessons", "decision_rule", "not_known"),
}
"""The fields that hold sentences. Others hold names, labels, cells, or what a source is called."""
LINES = {"items", "done_when", "texts"}
"""Lines to check are as short as they can be, and a letter has its blanks. So is what one says."""
UNENDED = re.compile(r"(?<![.!?:;,])\n(?=\s*(?:[-*]|\d+\.)\s|\s*\n)")
"""The end of a paragraph, or of an entry in a list, without a full stop."""
CLOSING = r"[\u201d\u2019)*]"
"""What may stand behind the full stop of a sentence: quotation marks, brackets, stars."""
SILENT = re.compile(
    r"(?<=[^td])ed$|(?<![sxzcg])(?<![cs]h)es$|e$|e(?=(?:ly|ful|less|ment|thing)s?$)"
)
VOWELS = re.compile(r"[aeiouy]+|(?<=[aeiou])ing$|(?<=i)[aou](?!u|$)(?!n$|l$)")


def said(item: Item) -> list[str]:
    """Return the sentences of an item that people read, without what they say or check."""
    return [
        LINK.sub(lambda found: found[2] or "", text).strip()
        for place, text in leaves(item)
        if not isinstance(text, Ref) and _read(place)
    ]


def _read(place: tuple[int | str, ...]) -> bool:
    names = [name for name in place if isinstance(name, str)]
    line = names[0] in LINES and names[-1] == "text"
    return names[-1] in SENTENCES and not line and names[:2] != ["example", "answers"]


def prose(item: Item) -> str:
    """Return the sentences of an item in one text, each with its full stop."""
    return " ".join(_ended(UNENDED.sub(". ", text)) for text in said(item))


def _ended(text: str) -> str:
    return text if re.search(rf"[.!?]{CLOSING}*$", text) else f"{text}."


@cache
def syllables(word: str) -> int:
    """Count a word's syllables by its groups of vowels, without silent endings.

    In 98 of 100 words of this playbook that is what the CMU Pronouncing Dictionary has, and on
    average it is 0.01 less.
    """
    spoken = re.sub(r"\u2019s?$", "", word.lower().strip("\u2019"))
    spoken = re.sub(r"(?<=[^aeiouy])le(?=s?$)", "el", spoken)
    return max(1, len(VOWELS.findall(SILENT.sub("", spoken))))


def grade(text: str) -> float:
    """The school grade of a text by Kincaid and others' formula (US Navy, report 8-75, 1975)."""
    words = re.findall(r"[A-Za-z\u2019]+", text)
    sentences = max(1, len(re.findall(rf"[.!?]+{CLOSING}*(?:\s|$)", text)))
    return 0.39 * len(words) / sentences + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
