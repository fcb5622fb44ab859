"""Every word of the interface is said somewhere: what nothing uses is translated for nobody."""

from __future__ import annotations

import re
from pathlib import Path

from playbook.render.words import Words

ROOT = Path(__file__).parent.parent
SOURCES = ("templates/**/*.html", "templates/**/*.js", "templates/**/*.typ", "templates/**/*.svg")
PROGRAM = ("playbook/**/*.py", "plugins/**/*.py")


def _source() -> str:
    paths = (path for pattern in (*SOURCES, *PROGRAM) for path in sorted(ROOT.glob(pattern)))
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


def _used(key: str, source: str) -> bool:
    """Tell whether `key` is named: whole, by its beginning or its end, or by a script."""
    parts = re.split(r"([._])", key)
    cuts = range(1, len(parts), 2)
    begins = ("".join(parts[: cut + 1]) for cut in cuts)
    ends = ("".join(parts[cut:]) for cut in cuts)
    return (
        re.search(rf"(?<![\w.]){re.escape(key)}(?![\w.])", source) is not None
        or any(f'"{begin}" ~' in source or f'"{begin}{{' in source for begin in begins)
        or any(f'~ "{end}"' in source or f'}}{end}"' in source for end in ends)
        or (".script." in key and _by_script(key.rpartition(".")[2], source))
        or (key.startswith("search.") and _by_script(key.removeprefix("search."), source))
    )


def _by_script(name: str, source: str) -> bool:
    return re.search(rf"""["'`.]{re.escape(name)}\b""", source) is not None


def test_every_word_of_the_interface_is_used():
    source = _source()
    keys = Words("en", [ROOT / "templates/words"]).keys()
    assert [key for key in sorted(keys) if not _used(key, source)] == []


def test_a_word_that_nothing_uses_would_be_found():
    source = _source()
    for invented in ("work.nobody_says_this", "work.script.nobody_says_this"):
        assert not _used(invented, source)
