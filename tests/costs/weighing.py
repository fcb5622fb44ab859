"""Take one text the way it goes in `check` and in `build`."""

from __future__ import annotations

from pydantic import TypeAdapter, ValidationError

from playbook.scalars import Markdown
from playbook.texts import LINK, WORD, Texts, live
from playbook.typesetting.markup import to_typst

_MARKDOWN: TypeAdapter[str] = TypeAdapter(Markdown)


def weighed(text: str) -> str:
    """Return how it was refused, or what came of it."""
    try:
        text = _MARKDOWN.validate_python(text)
    except ValidationError as error:
        return f"refused: {error.errors()[0]['msg']}"
    for pattern in (LINK, WORD):
        list(live(pattern, text))
    rendered = Texts()[text]
    to_typst(rendered.html)
    return f"{len(rendered.html)} characters of HTML{', too deep' if rendered.deep else ''}"
