"""What a script says on paper, when it fills in a sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playbook.render.words import Words


def script_words(words: Words) -> dict[str, str]:
    """Return the texts by name, with their gaps in braces."""
    maps = {f"map_{key}": text for key, text in words.under("map").items()}
    return (
        words.under("behind") | maps | {key: words.under("sheet")[key] for key in ("entry", "row")}
    )
