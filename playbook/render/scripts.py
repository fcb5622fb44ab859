"""Scripts as pages load them: many small files joined, without remarks and indents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rjsmin import jsmin

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def join_scripts(paths: Iterable[Path]) -> str:
    """Return the scripts among `paths` as one, in the order given."""
    texts = (path.read_text(encoding="utf-8") for path in paths if path.suffix == ".js")
    return "\n".join(jsmin(text) for text in texts)
