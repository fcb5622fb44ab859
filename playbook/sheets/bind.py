"""Bind a packet: its parts one after the other in one PDF, with one set of fields.

A part is set by the very template that its own PDF is made with. The names of its fields begin
with its ref: `worksheets/power-map.people.0.name`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from playbook.sheets.behind import Behind
from playbook.sheets.fill import carried, entries, values_of
from playbook.sheets.finish import Laid, finished
from playbook.sheets.packet import COVER, FORMAT, MEETING, SIGN_IN, Talk, lead
from playbook.sheets.plan import plan_fields, plan_who
from playbook.sheets.poster import posters
from playbook.sheets.slots import Slots
from playbook.sheets.typeset import facts, frame, notice_of, page_of, source, time_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from markupsafe import Markup as Code

    from playbook.answers import Answers, Sheet
    from playbook.fields.names import Value
    from playbook.model import Field, Guide, Ref
    from playbook.sheets.packet import Packet, Part
    from playbook.sheets.paper import Paper
    from playbook.sheets.press import Press

TEMPLATE = "sheets/packet.typ"
_NO_ANSWERS: Mapping[Ref, Answers] = {}


def bound(
    packet: Packet,
    paper: Paper,
    press: Press,
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
    binder = _Binder(packet, paper, press, answers, values, Behind(press.words))
    pdf = finished(binder.lay, values, packet.ref, packet.own.manifest, press)
    for said in binder.behind.told():
        tell(said)
    return pdf


def laid(packet: Packet, paper: Paper, press: Press) -> Laid:
    """Return a blank packet as it goes to the typesetter."""
    return _Binder(packet, paper, press, _NO_ANSWERS, {}, Behind(press.words)).lay({})


def without_sheets(packet: Packet) -> Packet:
    """Return what of a packet stands in no PDF of its own."""
    return replace(packet, parts=tuple(part for part in packet.parts if isinstance(part, Talk)))


@dataclass(frozen=True)
class _Binder:
    packet: Packet
    paper: Paper
    press: Press
    answers: Mapping[Ref, Answers]
    values: Mapping[str, Value]
    behind: Behind

    def lay(self, heights: Mapping[str, float]) -> Laid:
        """Lay out every part, in reading order: a slot's number is its place in it."""
        packet, press = self.packet, self.press
        manifest, words = packet.own.manifest, press.words
        slots = Slots(words, heights)
        asked = packet.own.asked()
        cover = [
            _line(self.fields(packet.own, [asked[key] for key in line], slots)) for line in COVER
        ]
        stops = list(self.stops(slots))
        parts = [self.part(part, slots) for part in packet.parts]
        last = [asked[key] for key in (MEETING, SIGN_IN) if key in asked]
        sign_in = self.fields(packet.own, last, slots)
        own = [
            pair for pair in enumerate(slots.all) if pair[1].name.startswith(f"{packet.own.ref}.")
        ]
        more = self.behind.part(packet.own, self.answers.get(packet.own.ref), own, self.values)
        text = press.render(
            TEMPLATE,
            **frame(manifest, press, self.paper),
            manifest=manifest,
            words=words,
            path=packet.path,
            title=packet.own.title,
            accent=manifest.brand.accent,
            lede=press.inline(packet.path.summary),
            facts=[[words("packet.for_whom"), packet.path.for_whom], *facts(packet.path, press)],
            cover=cover,
            stops=stops,
            leads=words("packet.lead"),
            page=page_of(words("packet.page", number="\0")),
            parts=parts,
            sign_in=sign_in,
            behind=more._asdict(),
        )
        return Laid(text, tuple(slots.all), self.about({slot.name for slot in slots.all}))

    def fields(
        self, sheet: Sheet, fields: Sequence[Field], slots: Slots
    ) -> tuple[dict[str, Any], ...]:
        """Plan some fields of a sheet, their names beginning with its ref."""
        rows = entries(self.answers.get(sheet.ref))
        return plan_fields(fields, self.press, self.paper, slots.under(f"{sheet.ref}."), rows)

    def part(self, part: Part, slots: Slots) -> Code | dict[str, Any]:
        """Return a sheet in Typst's language, or what the template of a guide needs."""
        if isinstance(part, Talk):
            return self.talk(part, slots)
        answers, first = self.answers.get(part.ref), len(slots.all)
        who = plan_who(part, self.press, self.paper, slots.under(f"{part.ref}."))
        fields = self.fields(part, part.fields, slots)
        copy = answers.copy if answers else ""
        own = list(enumerate(slots.all[first:], first))
        more = self.behind.part(part, answers, own, self.values)
        sheet = partial(source, part, fields, self.press, self.paper)
        maps = posters(part, answers, self.press.words)
        return sheet(who=who, copy=copy, alone=False, behind=more, maps=maps)

    def talk(self, part: Talk, slots: Slots) -> dict[str, Any]:
        """Return what the template of a guide needs."""
        guide, press = part.guide, self.press
        (notes,) = self.fields(self.packet.own, [part.notes], slots)
        return {
            "title": guide.title,
            "lede": press.inline(guide.summary),
            "facts": facts(guide, press),
            "notice": notice_of(guide, press),
            "before": [press.inline(line) for line in guide.before],
            "prompts": [
                {**spoken, "answer": row["cells"][0]}
                for spoken, row in zip(self.spoken(guide), notes["rows"], strict=True)
            ],
            "column": notes["columns"][0],
            "after": [press.inline(line) for line in guide.after],
        }

    def spoken(self, guide: Guide) -> Iterator[dict[str, Any]]:
        """Yield what to say in a guide: the blocks of a meeting, then the prompts of a talk."""
        press, words = self.press, self.press.words
        then, online = words("packet.then"), words("packet.online")
        start = 0
        for block in guide.blocks:
            time = words("packet.minutes", count=block.minutes)
            span = words("packet.from_to", start=start, end=start + block.minutes)
            start += block.minutes
            sheet = press.plain(f"[[{block.sheet}]]") if block.sheet else None
            yield {
                "stage": f"{block.title} \u00b7 {time}, {span}",
                "say": press.say(block.say) if block.say else None,
                "notes": [
                    *([words("packet.who", who=block.who)] if block.who else ()),
                    *([press.inline(block.note)] if block.note else ()),
                    *([words("packet.on_wall", title=sheet)] if sheet else ()),
                ],
                "cases": [
                    *(
                        [press.inline(one.problem), then, press.inline(one.instead)]
                        for one in block.if_
                    ),
                    *([[online, "", press.inline(block.online)]] if block.online else ()),
                ],
            }
        for prompt in guide.prompts:
            yield {
                "stage": prompt.stage,
                "say": press.say(prompt.say),
                "notes": [press.inline(prompt.note)] if prompt.note else [],
                "cases": [],
            }

    def stops(self, slots: Slots) -> Iterator[dict[str, Any]]:
        """Yield the stops of the path with their fields, and the number of each one's part."""
        packet = self.packet
        places = {part.ref: number for number, part in enumerate(packet.parts)}
        asked = packet.own.asked()
        for stop, box in zip(packet.stops, packet.agenda.fields, strict=True):
            (check,) = self.fields(packet.agenda, [box], slots)
            (leads,) = self.fields(packet.own, [asked[lead(stop.ref)]], slots)
            yield {
                "slot": check["slot"],
                "title": check["label"],
                "note": self.press.inline(stop.note),
                "time": time_of(stop.time, self.press),
                "lead": leads,
                "part": places.get(stop.part) if stop.part else None,
            }

    def about(self, shown: set[str]) -> dict[str, Any]:
        """Return what the hidden field says: which sheets are inside, and what they cannot show."""
        parts = {}
        for sheet in self.packet.sheets:
            prefix = f"{sheet.ref}."
            names = {name.removeprefix(prefix) for name in shown if name.startswith(prefix)}
            parts[str(sheet.ref)] = carried(sheet, self.answers.get(sheet.ref), names)
        return {"format": FORMAT, "sheet": str(self.packet.own.ref), "parts": parts}


def _line(fields: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return the fields of one line; short ones are a pair already."""
    return fields[0] if len(fields) == 1 else {"kind": "pair", "fields": fields}
