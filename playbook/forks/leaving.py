"""Leave an item of upstream out, by a statement in a file that is kept for this."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playbook.errors import PlaybookError
from playbook.forks.places import line_ends
from playbook.source import read

if TYPE_CHECKING:
    from playbook.merge import Layer

FILE = "overrides/left-out.yml"
_BEGIN = "# New items of upstream that are left out here.\nitems:\n"


def left_out(layer: Layer, ref: str) -> dict[str, bytes]:
    """Return the file that hides `ref`: a line more at its end, and everything else as it was.

    Raises PlaybookError where it cannot be written so, and says what to write instead.
    """
    before = next((one for one in layer.overrides if one.file == FILE), None)
    text = before.text if before is not None else ""
    ends = line_ends(text)
    text += ends if text and not text.endswith(("\n", "\r")) else ""
    data = before.data if before is not None else None
    said = data if isinstance(data, dict) else {}
    items = said.get("items")
    begin = "" if said else _BEGIN if not text else "items:\n"
    text += f"{begin}  {ref}: {{hide: true}}\n".replace("\n", ends)
    raw = before.encoded(text) if before is not None else text.encode()
    meant = {**said, "items": {**(items if isinstance(items, dict) else {}), ref: {"hide": "true"}}}
    done, problems = read(raw, file=FILE, ref=ref)
    elsewhere = [one.file for one in layer.overrides if one.file != FILE and _says(one.data, ref)]
    if problems or done.data != meant or elsewhere:
        where = elsewhere[0] if elsewhere else FILE
        raise PlaybookError(
            f"Write `hide: true` under {ref} in {where} yourself; it is then decided."
        )
    return {FILE: raw}


def _says(data: object, ref: str) -> bool:
    items = data.get("items") if isinstance(data, dict) else None
    return isinstance(items, dict) and ref in items
