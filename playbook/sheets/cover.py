"""The cover of tonight's meeting: an agenda that the page "Tonight" fills in on the device.

It is a sheet like any other, `tonight/agenda`, so that its fields can be filled in, joined with
other sheets and read again, and what somebody typed into it comes back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from playbook.answers import Sheet
from playbook.fields.table import Table
from playbook.fields.text import Text
from playbook.fields.textarea import TextArea
from playbook.model import Ref, Worksheet

if TYPE_CHECKING:
    from playbook.model import Manifest
    from playbook.render.words import Words

REF = Ref("tonight/agenda")
LINES = 12
"""Points that fit on one page of Letter, with everything around them."""


class _Short(Text):
    """A time of the day as people write it, or minutes; its column stays narrow."""

    grows, narrow = False, 22


def cover(manifest: Manifest, words: Words) -> Sheet:
    """Return the sheet; its words are those of paper."""
    columns = (
        _Short.make(key="time", label=words("cover.time")),
        Text.make(key="point", label=words("cover.point")),
        _Short.make(key="minutes", label=words("cover.minutes")),
        Text.make(key="sheet", label=words("cover.sheet")),
    )
    fields = (
        Text.make(key="meeting", label=words("cover.meeting")),
        Text.make(key="when", label=words("cover.when")),
        TextArea.make(key="goal", label=words("cover.goal"), rows=1),
        Table.make(
            key="points",
            label=words("cover.points"),
            columns=columns,
            rows=LINES,
            rows_label=words("cover.point"),
        ),
        Text.make(key="chair", label=words("cover.chair")),
        Text.make(key="notes", label=words("cover.notes")),
    )
    item = Worksheet.model_construct(
        title=words("cover.title"), summary=words("cover.lede"), fields=fields
    )
    return Sheet(manifest, REF, item, fields)
