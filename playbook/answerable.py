"""Everything in a playbook that answers may be for, in its common form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playbook.answers import ANSWERABLE, WITH_PDF, sheet_of
from playbook.packets.contents import packets_of
from playbook.sheets.cover import cover

if TYPE_CHECKING:
    from collections.abc import Iterable

    from playbook.answers import Sheet
    from playbook.link import Linked
    from playbook.typesetting.renderer import SheetRenderer


def sheets_of(
    playbook: Linked,
    renderer: SheetRenderer,
    kinds: Iterable[str] = WITH_PDF,
) -> tuple[Sheet, ...]:
    """Return the items of some kinds as sheets: those that have a PDF of their own."""
    manifest, plain, words = playbook.manifest, renderer.plain, renderer.words
    return tuple(
        sheet_of(manifest, entry.ref, entry.item, playbook.items, plain, words)
        for kind in kinds
        for entry in playbook.of_kind(kind)
    )


def answerable_sheets(playbook: Linked, renderer: SheetRenderer) -> tuple[Sheet, ...]:
    """Return everything that answers may be for: every item that asks, and what covers ask."""
    packets = packets_of(playbook, renderer.words, renderer.plain)
    own = (packet.own for packet in packets)
    agenda = cover(playbook.manifest, renderer.words)
    return (*sheets_of(playbook, renderer, ANSWERABLE), *own, agenda)
