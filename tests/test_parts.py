"""Parts of items: timed blocks, dated moves, letters, notices, shared boxes, lengths of time."""

from __future__ import annotations

import io
import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from playbook.answers import sheet_of
from playbook.cli import main
from playbook.fields.table import Table
from playbook.model import Checklist, Duration, Notice, Ref, Tip, Worksheet
from playbook.packets.build import build_packet
from playbook.packets.contents import packets_of
from playbook.pipeline import assemble, check
from playbook.render import Site
from playbook.render.definition import definition
from playbook.render.words import Words
from playbook.search.weigh import weigh
from playbook.sheets.fill import blank_sheet
from playbook.typesetting.paper import A4
from playbook.typesetting.renderer import SheetRenderer, sheet_renderer

ROOT = Path(__file__).parent.parent
CASE = ROOT / "tests/cases/meeting"


@pytest.fixture(scope="module")
def site() -> Site:
    return assemble(CASE)


@pytest.fixture(scope="module")
def renderer(site: Site) -> SheetRenderer:
    return replace(sheet_renderer(site.playbook, folder=CASE), cache=ROOT / ".playbook/cache")


def page(site: Site, name: str) -> str:
    """What one reads on a page, without its markup."""
    article = next(page.article for page in site.pages if page.name == name)
    return " ".join(re.sub(r"<[^>]+>", " ", article).split())


def printed(pdf: bytes) -> str:
    return " ".join(
        " ".join(one.extract_text().split()) for one in pypdf.PdfReader(io.BytesIO(pdf)).pages
    )


def test_a_guide_says_when_each_block_is_and_what_to_do_then(site: Site):
    said = page(site, "guides/first-meeting")
    for words in (
        "Takes 90 minutes in all.",
        "10 minutes minute 0 to 10 Welcome Who speaks: The convener",
        "60 minutes minute 10 to 70 Draw the map On the wall or the table: Invitation",
        "20 minutes minute 70 to 90 Close",
        "Somebody tells a long story. Then: Thank them",
        "Online: Ask for the sentence",
        "Afterwards at the door",
    ):
        assert words in said


def test_a_packet_has_the_blocks_of_its_guide_and_what_hangs_on_the_wall(
    site: Site, renderer: SheetRenderer
):
    [packet] = packets_of(site.playbook, renderer.words, renderer.plain)
    assert [part.ref for part in packet.parts] == [
        "guides/first-meeting",
        "worksheets/invitation",
        "checklists/evening",
        "checklists/room",
    ]
    said = printed(build_packet(packet, A4, renderer))
    for words in (
        "Welcome · 10 minutes, minute 0 to 10",
        "Who speaks: The convener",
        "On the wall or the table: Invitation",
        "Then: Thank them",
        "For your safety Nobody says names",
        "About the law: Keep the exits free.",
        "A letter of invitation",
    ):
        assert words in said
    notes = packet.own.questions()["guides/first-meeting"]
    assert isinstance(notes, Table)
    assert [row.id for row in notes.fixed] == ["welcome", "map", "close", "next"]


def test_moves_stand_in_a_line_of_time_with_their_days_and_sources(site: Site):
    said = page(site, "case-studies/north-hall")
    assert "March 2014 They met at the first meeting . Sources: The paper of the town" in said
    assert "May 9, 2014 They wrote to the city. June 2014 The city answered. They waited." in said
    assert "How they decided By consensus" in said
    assert "case-studies/north-hall" in site.playbook.entries[Ref("sources/paper")].backlinks


def test_a_letter_is_words_and_answers_with_spaces_where_people_write_them(site: Site):
    sheet = site.playbook.items[Ref("worksheets/invitation")]
    assert isinstance(sheet, Worksheet)
    paragraphs = sheet.texts[0].paragraphs({"kind": "What?", "day": "When?", "topics": "About?"})
    lines = [["".join(piece.text for piece in line) for line in one] for one in paragraphs]
    assert lines == [
        ["Dear name,"],
        ["we invite you to What? on When?. It is about About?."],
        ["With kind regards", "The conveners"],
    ]


parts = st.lists(
    st.one_of(
        st.sampled_from(["Dear", ", and", "(see", "done.\n", "a\n\nb", "¿Qué"]),
        st.just({"field": "name"}),
        st.sampled_from([{"break": "line"}, {"break": "paragraph"}]),
    ),
    min_size=1,
)


@settings(deadline=None)  # the first one compiles what all need
@given(parts)
def test_a_letter_loses_no_word_and_writes_no_space_twice(given_parts: list[str | dict[str, str]]):
    data = {"id": "a", "title": "A", "parts": given_parts}
    letter = Worksheet.model_validate(
        {
            "title": "T",
            "summary": "S",
            "fields": [{"key": "name", "type": "text", "label": "NAME"}],
            "texts": [data],
        }
    ).texts[0]
    pieces = [one for para in letter.paragraphs({"name": "NAME"}) for line in para for one in line]
    said = "".join(piece.text for piece in pieces)
    wanted = "".join(
        one if isinstance(one, str) else "NAME" if "field" in one else "" for one in given_parts
    )
    assert "".join(said.split()) == "".join(wanted.split())
    assert "  " not in said
    assert sum(piece.field == "name" for piece in pieces) == given_parts.count({"field": "name"})


def test_a_letter_has_gaps_on_the_page_and_on_paper(site: Site, renderer: SheetRenderer):
    article = next(one.article for one in site.pages if one.name == "worksheets/invitation")
    assert 'data-answer="guest" data-blank="name">name</span>,' in article
    assert article.count("data-answer=") == 4
    item = site.playbook.items[Ref("worksheets/invitation")]
    assert isinstance(item, Worksheet)
    sheet = sheet_of(site.playbook.manifest, Ref("worksheets/invitation"), item, {}, renderer.plain)
    said = printed(blank_sheet(sheet, A4, renderer))
    assert "A letter of invitation" in said
    assert "(name)" in said


def test_a_notice_stands_at_the_top_of_page_and_paper(site: Site):
    said = page(site, "tips/names")
    assert said.index("Corrected Until March") < said.index("About 2 days")
    assert "Corrected The word always has gone." in page(site, "rules")


def _put(site: Site, ref: str, level: str, renderer: SheetRenderer) -> str:
    """The sheet on paper, with a notice of this level."""
    notice = Notice.model_validate({"level": level, "text": "Keep the exits free."})
    item = site.playbook.items[Ref(ref)].model_copy(update={"notice": notice})
    assert isinstance(item, (Checklist, Worksheet))
    sheet = sheet_of(site.playbook.manifest, Ref(ref), item, {}, renderer.plain)
    return printed(blank_sheet(sheet, A4, renderer))


@pytest.mark.parametrize(
    ("ref", "last"),
    [("checklists/room", "sign at the street"), ("worksheets/invitation", "letter of invitation")],
)
def test_on_a_sheet_the_law_waits_till_after_the_questions_and_danger_does_not(
    site: Site, renderer: SheetRenderer, ref: str, last: str
):
    law, danger = (_put(site, ref, level, renderer) for level in ("law", "safety"))
    assert law.index(last) < law.index("About the law: Keep the exits free.")
    assert danger.index("For your safety Keep the exits free.") < danger.index(last)


def test_a_page_keeps_to_the_same_order(site: Site):
    said = page(site, "checklists/room")
    assert said.index("sign at the street") < said.index("About the law Keep the exits free.")
    assert said.count("Keep the exits free.") == 1


def test_origin_is_said_quietly_and_explained_in_one_place(site: Site):
    assert "Origin: Founding documents" in page(site, "tips/names")
    assert "Origin: The wider field" in page(site, "terms")
    assert "Founding documents 2" in page(site, "origins")
    told = json.loads(site.files["playbook.json"])["items"]
    assert {one["origin"] for one in told if "origin" in one} == {"seed", "field", "ours"}


def test_what_says_how_an_item_is_meant_is_no_word_of_it(site: Site):
    known = weigh(site.playbook)
    names = list(site.playbook.entries)
    for word, ref in {"safeti": "guides/first-meeting", "seed": "tips/names"}.items():
        assert names.index(Ref(ref)) not in known.get(word, {})
    assert any(names.index(Ref("guides/first-meeting")) in known[word] for word in ("convener",))


def test_words_between_boxes_stand_where_they_were_written(site: Site, renderer: SheetRenderer):
    said = page(site, "checklists/room")
    order = ("Go round", "Inside", "chairs", "A word in", "The door", "Then step", "sign at")
    places = [said.index(words) for words in order]
    assert places == sorted(places)
    item = site.playbook.items[Ref("checklists/room")]
    assert isinstance(item, Checklist)
    sheet = sheet_of(site.playbook.manifest, Ref("checklists/room"), item, {}, renderer.plain)
    assert list(sheet.questions()) == ["chairs", "door", "sign"]
    assert "A word in between." in printed(blank_sheet(sheet, A4, renderer))


def test_a_shared_box_has_the_words_and_the_name_that_it_has_at_home(site: Site):
    playbook = site.playbook
    items = playbook.items
    evening = items[Ref("checklists/evening")]
    assert isinstance(evening, Checklist)
    sheet = sheet_of(playbook.manifest, Ref("checklists/evening"), evening, items)
    assert [field.label for field in sheet.questions().values()] == [
        "The list of names is printed",
        "The door is open",
    ]
    assert definition(sheet, playbook)["shared"] == {"door": [["checklists/room"]]}
    assert "One tick, also on: The evening" in page(site, "checklists/room")
    assert "checklists/evening" in playbook.entries[Ref("checklists/room")].backlinks


def test_a_shared_box_goes_with_the_list_that_it_is_of(tmp_path: Path):
    folder = shutil.copytree(CASE, tmp_path / "meeting")
    room = folder / "content/checklists/room.yml"
    room.write_text(room.read_text(encoding="utf-8") + "audience: [staff]\n", encoding="utf-8")
    manifest = folder / "content/playbook.yml"
    manifest.write_text(
        manifest.read_text(encoding="utf-8") + "audiences: [staff]\n", encoding="utf-8"
    )
    evening = folder / "content/checklists/evening.yml"
    assert "The door is open" not in page(assemble(folder), "checklists/evening")
    text = evening.read_text(encoding="utf-8").splitlines(keepends=True)
    evening.write_text("".join(line for line in text if "list of names" not in line), "utf-8")
    assert not any(one.name == "checklists/evening" for one in assemble(folder).pages)


@pytest.mark.parametrize(
    ("written", "short", "said"),
    [
        ("40", "40", "About 40 minutes"),
        ("60", "60", "About 1 hour"),
        ("30-60", "30-60", "About 30 to 60 minutes"),
        ("45 minutes", "45", "About 45 minutes"),
        ("1 hour", "1 hour", "About 1 hour"),
        ("4-12 hours", "4-12 hours", "About 4 to 12 hours"),
        ("2 days", "2 days", "About 2 days"),
        ("3\u20136 weeks", "3-6 weeks", "About 3 to 6 weeks"),
    ],
)
def test_a_time_has_a_unit_of_its_own(written: str, short: str, said: str):
    time = Duration.model_validate(written)
    assert str(time) == short
    assert Words("en", [ROOT / "templates/words"]).time(time) == said


@pytest.mark.parametrize(
    "wrong", ["0", "soon", "2 years", "12-4 hours", "1.5 hours", "-3", "4hours"]
)
def test_what_is_no_time_is_refused(wrong: str):
    with pytest.raises(ValidationError):
        Tip.model_validate({"title": "T", "summary": "S", "time": wrong})


def test_a_fork_hears_of_a_notice_on_what_it_hid_or_changed(tmp_path: Path):
    family = shutil.copytree(ROOT / "tests/cases/forks/three-levels", tmp_path / "family")
    news = family / "national-2027/content/tips"
    for name, notice in (("call-first", "safety"), ("record-calls", "law")):
        path = news / f"{name}.yml"
        line = f"notice: {{level: {notice}, text: The line is tapped.}}\n"
        path.write_text(path.read_text(encoding="utf-8") + line, encoding="utf-8")
    state = family / "state"
    upgrade = ["upgrade", "-C", str(state), "--to", str(family / "national-2027")]
    said = CliRunner().invoke(main, upgrade).stdout
    assert "notice        tips/call-first  safety; changed here" in said
    for _ in range(2):
        status = CliRunner().invoke(main, ["status", "-C", str(state)]).stdout
        assert "notice        tips/call-first  safety; changed here" in status
        assert "        The line is tapped." in status
    told = json.loads(CliRunner().invoke(main, ["status", "-C", str(state), "--json"]).stdout)
    here = {one["item"]: one["here"] for one in told["notices"]}
    assert here == {"tips/call-first": "changed", "tips/record-calls": "hidden"}
    items = check(state).items
    assert items[Ref("tips/call-first")].notice is not None
