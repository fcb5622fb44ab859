"""Every PDF that a playbook has: the name that it is kept by, and how it is made."""

from __future__ import annotations

import hashlib
import sys
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from click import progressbar

from playbook.answerable import sheets_of
from playbook.errors import ContentError, PlaybookError, Problem
from playbook.helper import Helper, HelperError, Turns, can_help
from playbook.packets.build import blank_layout, build_packet, without_sheets
from playbook.packets.contents import packets_of
from playbook.sheets.cover import cover
from playbook.sheets.fill import SHEET, blank_sheet
from playbook.sheets.plan import Slots, plan_sheet
from playbook.sheets.poster import build_map, map_source, tables_with_map
from playbook.sheets.source import sheet_source
from playbook.typesetting.paper import MAP, PAPERS, WALL_PAPERS
from playbook.typesetting.version import program
from playbook.whole import write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from playbook.answers import Sheet
    from playbook.link import Linked
    from playbook.model import Ref
    from playbook.packets.contents import Packet
    from playbook.typesetting.paper import Paper
    from playbook.typesetting.renderer import SheetRenderer

_MANY = 8
"""PDFs from which on a second process is worth its while."""


@dataclass(frozen=True)
class Order:
    """A PDF to be: where it is kept, what it is of, and how it is made."""

    path: Path
    ref: Ref
    make: Callable[[], bytes]


def make_all(orders: Iterable[Order]) -> None:
    """Make the PDFs that are not there; raise ContentError with all that cannot be made.

    Where there are many, two other processes share them. Typesetting leaves threads behind, and a
    process that has some can have no helper for what comes after.
    """
    missing = [order for order in orders if not order.path.is_file()]
    if len(missing) > _MANY and can_help():
        with Turns(len(missing)) as turns:
            attempt = partial(_attempt, missing, turns)
            with Helper(attempt) as one, Helper(attempt) as other:
                for helper in (one, other):
                    with suppress(HelperError):  # what it has not made is made here
                        helper.found()
    broken = _attempt([order for order in missing if not order.path.is_file()])
    if broken:
        raise ContentError(broken)


def _attempt(orders: list[Order], turns: Turns | None = None) -> list[Problem]:
    """Make those PDFs that are not there, if it is our turn; return what cannot be made."""
    broken: list[Problem] = []
    hidden = not orders or not sys.stderr.isatty()
    with progressbar(orders, label="Making PDFs", file=sys.stderr, hidden=hidden) as waiting:
        for number, order in enumerate(waiting):
            try:
                if turns is None or turns.is_mine(number):
                    write_whole(order.path, order.make())
            except PlaybookError as error:
                broken.append(_problem(order.ref, str(error)))
    return broken


def pdf_orders(
    playbook: Linked, renderer: SheetRenderer, kept: Path
) -> Iterator[tuple[str, Order]]:
    """Yield every PDF by its address: each sheet, then the packets that they are bound into."""
    sheets = (*sheets_of(playbook, renderer), cover(playbook.manifest, renderer.words))
    packets = packets_of(playbook, renderer.words, renderer.plain)
    for sheet in sheets:
        if any(tables_with_map(sheet)):
            yield from _maps(sheet, renderer, kept)
    for paper in PAPERS.values():
        keys = {sheet.ref: _key(sheet, paper, renderer) for sheet in sheets}
        for sheet in sheets:
            make = partial(blank_sheet, sheet, paper, renderer)
            path = kept / f"{keys[sheet.ref]}.pdf"
            yield _address(sheet.ref, paper), Order(path, sheet.ref, make)
        for packet in packets:
            make = partial(build_packet, packet, paper, renderer)
            path = kept / f"{_packet_key(packet, paper, renderer, keys)}.pdf"
            yield _address(packet.ref, paper), Order(path, packet.ref, make)


def _maps(sheet: Sheet, renderer: SheetRenderer, kept: Path) -> Iterator[tuple[str, Order]]:
    """Yield the blank grid of a sheet's map for each size of paper, to stick notes on."""
    for name, size in WALL_PAPERS.items():
        text = map_source(sheet, size, renderer)
        path = kept / f"{_hash([text, str(sheet.ref), sheet.manifest.version, program()])}.pdf"
        make = partial(build_map, sheet, size, renderer)
        yield f"{sheet.ref}/{sheet.ref.id}{MAP}{name}.pdf", Order(path, sheet.ref, make)


def _address(ref: Ref, paper: Paper) -> str:
    return f"{ref}/{ref.id}-{paper.name}.pdf"


def _key(sheet: Sheet, paper: Paper, renderer: SheetRenderer) -> str:
    """Return the name that a sheet is kept by: a hash of everything that goes into it."""
    plan = plan_sheet(sheet, renderer, paper, Slots())
    parts = [
        sheet_source(sheet, plan, renderer, paper),
        repr(plan.slots),
        repr(sheet.seen),
    ]
    parts += [sheet.manifest.id, str(sheet.ref), sheet.manifest.version, SHEET, program()]
    return _hash(parts)


def _packet_key(packet: Packet, paper: Paper, renderer: SheetRenderer, keys: dict[Ref, str]) -> str:
    """Return the name that a packet is kept by; what its sheets say is in their own `keys`."""
    frame = blank_layout(without_sheets(packet), paper, renderer)
    inside = [keys.get(part.ref, str(part.ref)) for part in packet.parts]
    return _hash([frame.text, repr(frame.slots), repr(frame.about), program(), *inside])


def _hash(parts: list[str]) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


def _problem(ref: Ref, why: str) -> Problem:
    return Problem(
        file=f"content/{ref}.yml",
        line=1,
        column=1,
        ref=str(ref),
        field="",
        message=f"cannot be made into a PDF: {why.rstrip('.')}",
        hint="Mend the template that it names, or take it out of templates/sheets/.",
    )
