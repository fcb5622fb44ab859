"""Build a packet: its parts one after the other in one PDF, with one set of fields.

A part is set by the very template that its own PDF is made with. The names of its fields begin
with its ref: `worksheets/power-map.people.0.name`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeAlias

from playbook.fields.paper import Pair, Planned, PlannedQuestion, Rows, TickBox
from playbook.model import Checklist
from playbook.packets.contents import COVER, MEETING, SIGN_IN, Talk, lead
from playbook.sheets.build import Layout, build_pdf
from playbook.sheets.fill import PACKET, entries, hidden_data, values_of
from playbook.sheets.overflow import Overflow, answers_in_words
from playbook.sheets.plan import Slots, plan_fields, plan_sheet
from playbook.sheets.poster import posters
from playbook.sheets.source import Filled, duration_in_words, facts, sheet_source, told
from playbook.typesetting.renderer import cut_at_numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from markupsafe import Markup as Code

    from playbook.answers import Answers, Sheet
    from playbook.fields.names import Value
    from playbook.fields.paper import Answer, PlannedColumn, PlannedField
    from playbook.model import Field, Guide, Path, Ref
    from playbook.packets.contents import Packet, Part
    from playbook.render.words import Words
    from playbook.sheets.overflow import PlannedOverflow
    from playbook.sheets.plan import Block
    from playbook.sheets.source import Fact, Told
    from playbook.typesetting.paper import Paper
    from playbook.typesetting.renderer import SheetRenderer

TEMPLATE = "sheets/packet.typ"
_NO_ANSWERS: Mapping[Ref, Answers] = MappingProxyType({})

Case: TypeAlias = "tuple[str, str, str]"
"""What may happen, a word between, and what to do then."""


@dataclass(frozen=True)
class Spoken(Planned):
    """What to say in a guide: a block of a meeting, or a prompt of a talk."""

    stage: str
    say: str | None
    notes: tuple[str, ...]
    cases: tuple[Case, ...] = ()


@dataclass(frozen=True)
class PlannedPrompt(Planned):
    """What to say, and the place for notes on it."""

    spoken: Spoken
    answer: Answer

    def data(self) -> dict[str, Any]:
        """Return it as a group; templates see the place beside what is said."""
        return self.spoken.data() | {"answer": self.answer.data()}


@dataclass(frozen=True)
class PlannedTalk(Planned):
    """A guide, with places for notes."""

    title: str
    lede: str
    facts: tuple[Fact, ...]
    notice: Told | None
    before: tuple[str, ...]
    prompts: tuple[PlannedPrompt, ...]
    column: PlannedColumn
    after: tuple[str, ...]


@dataclass(frozen=True)
class PlannedStop(Planned):
    """A stop on the agenda."""

    slot: int
    title: str
    note: str
    time: str | None
    lead: PlannedField
    """The question who leads it."""
    part: int | None
    """The number of its sheet or guide in the packet."""


@dataclass(frozen=True)
class PacketContent(Planned):
    """What the template of a packet needs."""

    words: Words
    path: Path
    title: str
    accent: str
    lede: str
    facts: tuple[Fact, ...]
    cover: tuple[Block, ...]
    stops: tuple[PlannedStop, ...]
    leads: str
    page: tuple[str, ...]
    parts: tuple[Code | PlannedTalk, ...]
    """Sheets in Typst's language, and guides."""
    lists: tuple[int, ...]
    """The numbers of checklists among them: a short one shares a page with what is before it."""
    sign_in: tuple[PlannedField, ...]
    behind: PlannedOverflow


def build_packet(
    packet: Packet,
    paper: Paper,
    renderer: SheetRenderer,
    answers: Mapping[Ref, Answers] = _NO_ANSWERS,
    tell: Callable[[str], None] = lambda _: None,
) -> bytes:
    """Return the PDF of a packet, with `answers` by the refs of its sheets.

    `tell` is told of what has no room in the fields.
    Raises PlaybookError where a template is not Typst or does not obey the rules of PDF/UA.
    """
    values = {
        f"{sheet.ref}.{name}": value
        for sheet in packet.sheets
        for name, value in values_of(sheet, answers.get(sheet.ref)).items()
    }
    overflow = Overflow(renderer.words)
    builder = _Builder(packet, paper, renderer, answers, values, overflow)
    pdf = build_pdf(builder.lay, values, packet.ref, renderer)
    for notice in overflow.notices():
        tell(notice)
    return pdf


def blank_layout(packet: Packet, paper: Paper, renderer: SheetRenderer) -> Layout:
    """Return a blank packet as it goes to the typesetter."""
    overflow = Overflow(renderer.words)
    return _Builder(packet, paper, renderer, _NO_ANSWERS, {}, overflow).lay({})


def without_sheets(packet: Packet) -> Packet:
    """Return what of a packet stands in no PDF of its own."""
    return replace(packet, parts=tuple(part for part in packet.parts if isinstance(part, Talk)))


@dataclass(frozen=True)
class _Builder:
    packet: Packet
    paper: Paper
    renderer: SheetRenderer
    answers: Mapping[Ref, Answers]
    values: Mapping[str, Value]
    overflow: Overflow

    def lay(self, heights: Mapping[str, float]) -> Layout:
        """Lay out every part, in reading order: a slot's number is its place in it."""
        packet, renderer, words = self.packet, self.renderer, self.renderer.words
        slots = Slots(heights)
        asked = packet.own.questions()
        cover = tuple(
            _line(self.fields(packet.own, [asked[key] for key in line], slots)) for line in COVER
        )
        stops = tuple(self.stops(slots))
        parts = tuple(self.part(part, slots) for part in packet.parts)
        last = [asked[key] for key in (MEETING, SIGN_IN) if key in asked]
        sign_in = self.fields(packet.own, last, slots)
        own = [slot for slot in slots.all if slot.name.startswith(f"{packet.own.ref}.")]
        answers = self.answers.get(packet.own.ref)
        content = PacketContent(
            words=words,
            path=packet.path,
            title=packet.own.title,
            accent=packet.own.manifest.brand.accent,
            lede=renderer.inline(packet.path.summary),
            facts=(
                (words("packet.for_whom"), packet.path.for_whom),
                *facts(packet.path, renderer),
            ),
            cover=cover,
            stops=stops,
            leads=words("packet.lead"),
            page=cut_at_numbers(words("packet.page", number="\0")),
            parts=parts,
            lists=tuple(
                n for n, part in enumerate(packet.parts) if part.ref.kind == Checklist.kind
            ),
            sign_in=sign_in,
            behind=self.overflow.plan(packet.own, answers, own, self.values),
        )
        text = renderer.render(TEMPLATE, renderer.frame(self.paper), content)
        return Layout(text, tuple(slots.all), self.about({slot.name for slot in slots.all}))

    def fields(
        self, sheet: Sheet, fields: Sequence[Field], slots: Slots
    ) -> tuple[PlannedField, ...]:
        """Plan some fields of a sheet, their names beginning with its ref."""
        rows = entries(self.answers.get(sheet.ref))
        return plan_fields(fields, self.renderer, self.paper, slots.under(f"{sheet.ref}."), rows)

    def part(self, part: Part, slots: Slots) -> Code | PlannedTalk:
        """Return a sheet in Typst's language, or the plan of a guide."""
        if isinstance(part, Talk):
            return self.talk(part, slots)
        answers, renderer = self.answers.get(part.ref), self.renderer
        own = slots.under(f"{part.ref}.")
        plan = plan_sheet(part, renderer, self.paper, own, entries(answers))
        overflow = self.overflow.plan(part, answers, plan.slots, self.values)
        maps = posters(part, answers, renderer.words)
        written = answers_in_words(part, answers, renderer.words)
        filled = Filled(answers.copy if answers else "", overflow, maps, written)
        return sheet_source(part, plan, renderer, None, filled)

    def talk(self, part: Talk, slots: Slots) -> PlannedTalk:
        """Return the plan of a guide."""
        guide, renderer = part.guide, self.renderer
        (notes,) = self.fields(self.packet.own, [part.notes], slots)
        assert isinstance(notes, PlannedQuestion), "a table"
        assert isinstance(notes.answer, Rows), "a table"
        places = [cell for row in notes.answer.rows for cell in row.cells]
        return PlannedTalk(
            title=guide.title,
            lede=renderer.inline(guide.summary),
            facts=facts(guide, renderer),
            notice=told(guide.notice, renderer),
            before=tuple(map(renderer.inline, guide.before)),
            prompts=tuple(
                PlannedPrompt(spoken, place)
                for spoken, place in zip(self.speech(guide), places, strict=True)
            ),
            column=notes.answer.columns[0],
            after=tuple(map(renderer.inline, guide.after)),
        )

    def speech(self, guide: Guide) -> Iterator[Spoken]:
        """Yield what to say in a guide: the blocks of a meeting, then the prompts of a talk."""
        renderer, words = self.renderer, self.renderer.words
        then, online = words("packet.then"), words("packet.online")
        start = 0
        for block in guide.blocks:
            time = words("packet.minutes", count=block.minutes)
            span = words("packet.from_to", start=start, end=start + block.minutes)
            start += block.minutes
            sheet = renderer.plain(f"[[{block.sheet}]]") if block.sheet else None
            cases = [
                (renderer.inline(one.problem), then, renderer.inline(one.instead))
                for one in block.if_
            ]
            yield Spoken(
                stage=f"{block.title} \u00b7 {time}, {span}",
                say=renderer.say(block.say) if block.say else None,
                notes=(
                    *([words("packet.who", who=block.who)] if block.who else ()),
                    *([renderer.inline(block.note)] if block.note else ()),
                    *([words("packet.on_wall", title=sheet)] if sheet else ()),
                ),
                cases=(
                    *cases,
                    *([(online, "", renderer.inline(block.online))] if block.online else ()),
                ),
            )
        for prompt in guide.prompts:
            notes = (renderer.inline(prompt.note),) if prompt.note else ()
            yield Spoken(prompt.stage, renderer.say(prompt.say), notes)

    def stops(self, slots: Slots) -> Iterator[PlannedStop]:
        """Yield the stops of the path with their fields, and the number of each one's part."""
        packet = self.packet
        places = {part.ref: number for number, part in enumerate(packet.parts)}
        asked = packet.own.questions()
        for stop, box in zip(packet.stops, packet.agenda.fields, strict=True):
            (check,) = self.fields(packet.agenda, [box], slots)
            (leads,) = self.fields(packet.own, [asked[lead(stop.ref)]], slots)
            assert isinstance(check, PlannedQuestion), "a box to tick"
            assert isinstance(check.answer, TickBox), "a box to tick"
            yield PlannedStop(
                slot=check.answer.slot,
                title=check.label,
                note=self.renderer.inline(stop.note),
                time=duration_in_words(stop.time, self.renderer),
                lead=leads,
                part=places.get(stop.part) if stop.part else None,
            )

    def about(self, shown: set[str]) -> dict[str, Any]:
        """Return what the hidden field says: which sheets are inside, and what they cannot show."""
        parts = {}
        for sheet in self.packet.sheets:
            prefix = f"{sheet.ref}."
            names = {name.removeprefix(prefix) for name in shown if name.startswith(prefix)}
            parts[str(sheet.ref)] = hidden_data(sheet, self.answers.get(sheet.ref), names)
        return {"format": PACKET, "sheet": str(self.packet.own.ref), "parts": parts}


def _line(fields: tuple[PlannedField, ...]) -> Block:
    """Return the fields of one line."""
    return fields[0] if len(fields) == 1 else Pair(fields)
