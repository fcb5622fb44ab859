"""The views as a page that stands alone: no script, nothing to load."""

from __future__ import annotations

import datetime
import re
from functools import partial
from typing import TYPE_CHECKING, Any

from jinja2 import Undefined

from playbook.fields.numbers import decimal_sign
from playbook.render.brand import brand_css

if TYPE_CHECKING:
    from collections.abc import Iterable

    from playbook.combine.files import Outcome
    from playbook.model import Manifest
    from playbook.render.templates import Templates
    from playbook.render.words import Words

_STYLES = (("assets", "10-base.css"), ("combine", "seen.css"), ("assets", "90-print.css"))


def combined_page(
    seen: dict[str, Any], files: Iterable[Outcome], manifest: Manifest, templates: Templates
) -> bytes:
    """Return what is `seen` as HTML, below what became of the `files`."""
    environment = templates.environment.overlay(undefined=Undefined)
    environment.filters["index_in"] = lambda value, values: values.index(value)
    environment.filters["day"] = partial(_day, templates.words)
    page = environment.get_template("combine/page.html")
    homes = (templates.files(folder) for folder, _ in _STYLES)
    paths = (home[name] for home, (_, name) in zip(homes, _STYLES, strict=True))
    texts = [path.read_text(encoding="utf-8") for path in paths]
    html = page.render(
        t=templates.words,
        language=templates.words.language,
        style="\n".join([*texts, brand_css(manifest.brand)]),
        decimal=decimal_sign(manifest.language),
        seen=seen,
        files=list(files),
        total=len(seen["partners"]) or seen.get("count", 0),
        anchor=_anchor,
    )
    return f"{html.strip()}\n".encode()


def _day(words: Words, text: str) -> str:
    """Return a day as the language writes it; any other text as it is."""
    try:
        return words.day(datetime.date.fromisoformat(text))
    except ValueError:
        return text


def _anchor(ref: str, key: str, view: str) -> str:
    """Return the id of a part: rows stand below the map of the same table."""
    return re.sub(r"[/.]", "-", f"{ref}--{key}{'-rows' if view == 'rows' else ''}")
