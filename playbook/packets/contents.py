"""What is in a path's meeting packet, in its order: plain data, nothing of paper.

A packet has a cover, the path's stops to tick (the path's own sheet, so that the ticks are the
same on screen), the sheets and guides, and a list to sign. What is written on the cover, beside a
guide's prompts and on the list is a sheet as well: `packets/<id>`, so that it travels like
any other answer. Notes on talks and the list of people are private.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from playbook.answers import PACKETS, WITH_PDF, Answers, Sheet, normalise, sheet_of
from playbook.answers.canonical import as_data
from playbook.fields.date import Date
from playbook.fields.datetime import DateTime
from playbook.fields.table import Row, Table
from playbook.fields.text import Text
from playbook.fields.textarea import TextArea
from playbook.model import Checklist, Duration, Guide, Path, Ref, Step, Worksheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from playbook.link import Entry, Linked
    from playbook.model import Block, Field
    from playbook.render.words import Words

FEW = 3
"""Sheets and guides among its stops with which a path stands on its own feet."""
NOTE_LINES = 2
PEOPLE = 18
"""Lines to sign on: as many as fill a page of Letter."""
MEETING, SIGN_IN = "meeting", "sign_in"
COVER = (("group", "convener"), ("place",), ("date", "next_meeting"), ("purpose",))
"""What is asked on the cover, line by line."""
PURPOSE_LINES = 2


@dataclass(frozen=True)
class Talk:
    """A guide in a packet: its prompts, and the field that holds the notes on them."""

    ref: Ref
    guide: Guide
    notes: Table


Part: TypeAlias = "Sheet | Talk"


@dataclass(frozen=True)
class Halt:
    """A stop of the path on the agenda."""

    ref: Ref
    note: str
    """What to do there, as Markdown."""
    time: Duration | None
    part: Ref | None
    """Its sheet or guide in the packet."""


@dataclass(frozen=True)
class Packet:
    """A path with everything that its meetings need."""

    ref: Ref
    """The path's."""
    path: Path
    own: Sheet
    """The fields of the cover, the notes on guides, and the list to sign."""
    agenda: Sheet
    """The path's stops, to tick; who leads each is asked by `own`."""
    stops: tuple[Halt, ...]
    parts: tuple[Part, ...]
    lists: tuple[Sheet, ...] = ()
    """Stops with boxes of their own: done as well when all of these are ticked."""

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """Every sheet that answers can be written to."""
        return (self.own, self.agenda, *(part for part in self.parts if isinstance(part, Sheet)))


def packets_of(playbook: Linked, words: Words, plain: Callable[[str], str]) -> tuple[Packet, ...]:
    """Return the packet of every path; `words` name what is no item's, `plain` takes markup out."""
    return tuple(_packet(playbook, entry, words, plain) for entry in playbook.of_kind(Path.kind))


def agenda(packet: Packet, files: Sequence[Answers]) -> Answers:
    """Return the ticks on the agenda: those made by hand, and the stops all of whose boxes are.

    `files` are a backup's; any copy of a list that is whole makes the stop done, as on screen.
    """
    given = next((one for one in files if one.worksheet == packet.agenda.ref), None)
    said = as_data(given) if given else {}
    whole = {
        sheet.ref: True
        for sheet in packet.lists
        for one in files
        if one.worksheet == sheet.ref and sheet.questions().keys() == one.answers.keys()
    }
    return normalise(said | {"answers": said.get("answers", {}) | whole}, packet.agenda)


def contents(playbook: Linked, path: Path) -> tuple[Ref, ...]:
    """Return what belongs into a path's packet, each once, in the path's order.

    Worksheets, checklists and guides that are stops always do. Where these are fewer than three,
    each step among the stops lends the first worksheet or checklist and the first guide of its
    tools: a path of steps alone has sheets for its meetings too, and no packet grows to eighty
    pages.
    """
    kinds = (*WITH_PDF, Guide.kind)
    stops = tuple(dict.fromkeys(stop.item for stop in path.stops))
    named = [ref for ref in stops if ref.kind in kinds]
    if len(named) >= FEW:
        return _with_walls(playbook, named)
    found = (
        ref
        for stop in stops
        for ref in ([stop] if stop.kind in kinds else _tools_to_lend(playbook.items[stop]))
    )
    return _with_walls(playbook, found)


def _with_walls(playbook: Linked, refs: Iterable[Ref]) -> tuple[Ref, ...]:
    """Return `refs`, each guide followed by the sheets that its blocks put on the wall."""
    found: list[Ref] = []
    for ref in refs:
        found.append(ref)
        found += [block.sheet for block in _blocks(playbook.items.get(ref)) if block.sheet]
    return tuple(dict.fromkeys(found))


def _blocks(item: object) -> tuple[Block, ...]:
    return item.blocks if isinstance(item, Guide) else ()


def _tools_to_lend(item: object) -> Iterator[Ref]:
    """Yield the first sheet and the first guide among a step's tools, in the step's order."""
    if not isinstance(item, Step):
        return
    sheet = next((ref for ref in item.tools if ref.kind in WITH_PDF), None)
    guide = next((ref for ref in item.tools if ref.kind == Guide.kind), None)
    yield from (ref for ref in item.tools if ref in (sheet, guide))


def _packet(playbook: Linked, entry: Entry, words: Words, plain: Callable[[str], str]) -> Packet:
    path = entry.item
    assert isinstance(path, Path), f"{entry.ref} is no path"
    parts: list[Part] = []
    refs = contents(playbook, path)
    for ref in refs:
        item = playbook.items[ref]
        if isinstance(item, Guide):
            parts.append(Talk(ref, item, _notes(ref, item, words)))
        else:
            parts.append(sheet_of(playbook.manifest, ref, item, playbook.items, plain, words))
    fields = (
        *_cover(words),
        *_leads(playbook, path, words),
        *(part.notes for part in parts if isinstance(part, Talk)),
        *(_sign_in(words) if path.sign_in else ()),
    )
    own = Worksheet.model_construct(
        title=words("packet.title", title=path.title),
        summary=path.summary,
        was=tuple(Ref(f"{PACKETS}/{old.id}") for old in path.was),
        fields=fields,
    )
    return Packet(
        entry.ref,
        path,
        Sheet(playbook.manifest, Ref(f"{PACKETS}/{entry.ref.id}"), own, fields),
        sheet_of(playbook.manifest, entry.ref, path, playbook.items, plain),
        tuple(_stops(playbook, path, refs)),
        tuple(parts),
        tuple(_lists(playbook, path, plain)),
    )


def _lists(playbook: Linked, path: Path, plain: Callable[[str], str]) -> Iterator[Sheet]:
    for ref in dict.fromkeys(stop.item for stop in path.stops):
        item = playbook.items[ref]
        if isinstance(item, Step | Checklist):
            sheet = sheet_of(playbook.manifest, ref, item, playbook.items, plain)
            if sheet.questions():
                yield sheet


def _stops(playbook: Linked, path: Path, refs: tuple[Ref, ...]) -> Iterator[Halt]:
    first = {stop.item: stop for stop in reversed(path.stops)}
    for ref in dict.fromkeys(stop.item for stop in path.stops):
        item = playbook.items[ref]
        part = next((one for one in (ref, *_tools_to_lend(item)) if one in refs), None)
        yield Halt(ref, first[ref].note or item.summary, item.time, part)


def _cover(words: Words) -> Iterator[Field]:
    for key in (key for line in COVER for key in line):
        label = words(f"packet.{key}")
        if key == "date":
            yield Date.make(key=key, label=label)
        elif key == "next_meeting":
            yield DateTime.make(key=key, label=label)
        elif key == "purpose":
            yield TextArea.make(key=key, label=label, rows=PURPOSE_LINES)
        else:
            yield Text.make(key=key, label=label)


def lead(ref: str) -> str:
    """Return the key of the field that says who leads a stop."""
    return f"lead/{ref}"


def _leads(playbook: Linked, path: Path, words: Words) -> Iterator[Field]:
    for ref in dict.fromkeys(stop.item for stop in path.stops):
        item = playbook.items[ref]
        yield Text.make_unchecked(
            key=lead(ref),
            label=f"{words('packet.lead')}: {item.title}",
            was=tuple(map(lead, item.was)),
        )


def _notes(ref: Ref, guide: Guide, words: Words) -> Table:
    """Return the field for notes on a guide; its key is the guide's ref, which no item's can be."""
    note = TextArea.make(key="note", label=words("packet.note"), rows=NOTE_LINES, private=True)
    rows = (
        *(Row(id=block.id, label=block.title) for block in guide.blocks),
        *(Row(id=prompt.id, label=prompt.stage) for prompt in guide.prompts),
    )
    return Table.make_unchecked(
        key=str(ref),
        label=guide.title,
        private=True,
        columns=(note,),
        rows=rows,
        was=tuple(map(str, guide.was)),
    )


def _sign_in(words: Words) -> Iterator[Field]:
    yield Text.make(key=MEETING, label=words("packet.meeting"))
    columns = tuple(
        Text.make(key=key, label=words(f"packet.{key}"))
        for key in ("name", "organisation", "contact")
    )
    yield Table.make(
        key=SIGN_IN,
        label=words("packet.sign_in"),
        help=words("packet.sign_in_lede"),
        private=True,
        columns=columns,
        rows=PEOPLE,
        rows_label=words("packet.person"),
    )
