"""Texts: Markdown that authors type -> HTML, and what a reader would stumble over in it.

A text is CommonMark with tables, strikethrough, footnotes, definition lists, notes (`!!! note`)
and bare addresses; `[[kind/id]]` leads to an item. It is rendered once, alone, and knows nothing
of the playbook around it: what comes of it can be kept under a hash of what it says.
"""

from playbook.texts.engine import LINK, MOST_LEVELS, ROOT
from playbook.texts.live import WORD, live, replace_live
from playbook.texts.raw import may_be_raw, raw_in_plain
from playbook.texts.rendered import Rendered, Texts

__all__ = [
    "LINK",
    "MOST_LEVELS",
    "ROOT",
    "WORD",
    "Rendered",
    "Texts",
    "live",
    "may_be_raw",
    "raw_in_plain",
    "replace_live",
]
