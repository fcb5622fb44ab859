"""Every word of the interface is said somewhere: what nothing uses is translated for nobody."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from playbook.render.words import Words

ROOT = Path(__file__).parent.parent
SOURCES = ("templates/**/*.html", "templates/**/*.js", "templates/**/*.typ", "templates/**/*.svg")
PROGRAM = ("playbook/**/*.py", "plugins/**/*.py")
ON_PAPER = ("playbook/packets/", "playbook/sheets/", "templates/sheets/")
"""What says the words of paper alone: it makes no word of pages a word that is used."""
_BEGIN, _END = r"((?:[\w.]*[._])?)", r"((?:[._][\w.]*)?)"
_JINJA = re.compile(rf'(?:"{_BEGIN}" ~ )?\w[\w.]*(?: ~ "{_END}")?')
_PYTHON = re.compile(rf"""["']{_BEGIN}\{{[^{{}}"']+\}}{_END}["']""")
_PLURAL = re.compile(r"\.(?:zero|one|two|few|many|other)$")
_SCRIPT = re.compile(rf"`{_BEGIN}\$\{{[^{{}}`]+\}}{_END}`")


class Source:
    """All that may name a word: templates, scripts and the program."""

    def __init__(self, *without: str) -> None:
        paths = (path for pattern in (*SOURCES, *PROGRAM) for path in sorted(ROOT.glob(pattern)))
        texts = (
            path.read_text(encoding="utf-8")
            for path in paths
            if not path.relative_to(ROOT).as_posix().startswith(without)
        )
        self.text = "\n".join(texts)
        self.names = frozenset(re.findall(r"[\w.]+", self.text))
        self.in_scripts = frozenset(re.findall(r"(?<=[\"'`.])\w+", self.text))
        self.joined = _joined(_JINJA, self.text) | _joined(_PYTHON, self.text)
        self.joined_in_scripts = _joined(_SCRIPT, self.text)

    def says(self, name: str) -> bool:
        """Tell whether a script names a word by what stands behind its group."""
        last = name.rpartition(".")[2]
        named = last in self.in_scripts and name in self.text
        return named or _fits(name, self.joined_in_scripts)


def _joined(pattern: re.Pattern[str], text: str) -> frozenset[tuple[str, str]]:
    """Return what names that are put together begin and end with."""
    return frozenset(pair for pair in pattern.findall(text) if any(pair))


def _fits(key: str, joined: frozenset[tuple[str, str]]) -> bool:
    return any(
        key.startswith(begin) and key.endswith(end) and len(key) > len(begin + end)
        for begin, end in joined
    )


def _used(key: str, source: Source) -> bool:
    """Tell whether `key` is named: whole, put together, or by a script."""
    key = _PLURAL.sub("", key)
    return (
        key in source.names
        or _fits(key, source.joined)
        or (".script." in key and source.says(key.partition(".script.")[2]))
        or (key.startswith("search.") and source.says(key.removeprefix("search.")))
    )


def test_every_word_of_the_interface_is_used():
    source = Source(*ON_PAPER)
    keys = Words("en", [ROOT / "templates/words"]).keys()
    unused = [key for key in sorted(keys) if not _used(key, source)]
    assert unused == []


@pytest.mark.parametrize(
    "invented",
    [
        "work.nobody_says_this",
        "work.script.nobody_says_this",
        "packet.convener",  # paper says a word of this name
        "packet.nobody_lede",  # a template puts "prints." and "_lede" around a name
    ],
)
def test_a_word_that_nothing_uses_would_be_found(invented):
    assert not _used(invented, Source(*ON_PAPER))
