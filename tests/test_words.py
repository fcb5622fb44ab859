"""Every word of the interface is said somewhere: what nothing uses is translated for nobody."""

from __future__ import annotations

import re
from pathlib import Path

from playbook.render.words import Words

ROOT = Path(__file__).parent.parent
SOURCES = ("templates/**/*.html", "templates/**/*.js", "templates/**/*.typ", "templates/**/*.svg")
PROGRAM = ("playbook/**/*.py", "plugins/**/*.py")


class Source:
    """All that may name a word: templates, scripts and the program."""

    def __init__(self) -> None:
        paths = (path for pattern in (*SOURCES, *PROGRAM) for path in sorted(ROOT.glob(pattern)))
        self.text = "\n".join(path.read_text(encoding="utf-8") for path in paths)
        self.names = frozenset(re.findall(r"[\w.]+", self.text))
        self.in_scripts = frozenset(re.findall(r"(?<=[\"'`.])\w+", self.text))

    def says(self, name: str) -> bool:
        """Tell whether a script names a word by what stands behind its group."""
        last = name.rpartition(".")[2]
        return last in self.in_scripts and name in self.text


def _used(key: str, source: Source) -> bool:
    """Tell whether `key` is named: whole, by its beginning or its end, or by a script."""
    parts = re.split(r"([._])", key)
    cuts = range(1, len(parts), 2)
    begins = ("".join(parts[: cut + 1]) for cut in cuts)
    ends = ("".join(parts[cut:]) for cut in cuts)
    text = source.text
    return (
        key in source.names
        or any(f'"{begin}" ~' in text or f'"{begin}{{' in text for begin in begins)
        or any(f'~ "{end}"' in text or f'}}{end}"' in text for end in ends)
        or (".script." in key and source.says(key.rpartition(".")[2]))
        or (key.startswith("search.") and source.says(key.removeprefix("search.")))
    )


def test_every_word_of_the_interface_is_used():
    source = Source()
    keys = Words("en", [ROOT / "templates/words"]).keys()
    assert [key for key in sorted(keys) if not _used(key, source)] == []


def test_a_word_that_nothing_uses_would_be_found():
    source = Source()
    for invented in ("work.nobody_says_this", "work.script.nobody_says_this"):
        assert not _used(invented, source)
