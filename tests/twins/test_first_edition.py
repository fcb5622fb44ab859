"""What people saved with the first edition opens in today's: nothing is lost, in both languages.

`cases/first-edition` holds what its program wrote: the answers of every worksheet's example, a tick
in every box of its checklists, steps and paths, and four sheets as filled PDFs.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from playbook.answerable import sheets_of
from playbook.answers import ANSWERABLE, Sheet, dumps, parse
from playbook.edition import cut
from playbook.link import Linked, link
from playbook.pipeline import check
from playbook.sheets.read import read_sheet
from playbook.typesetting.renderer import sheet_renderer
from tests.twins.browserless import Scripts
from tests.twins.conftest import running

ROOT = Path(__file__).parents[2]
SAVED = ROOT / "tests/cases/first-edition"
ANSWERS = sorted(SAVED.glob("*/*.json"))
PDFS = sorted(SAVED.glob("sheets/*.pdf"))
GONE = {
    "worksheets/health-check": {"respondent", "lowest", "one_repair", "owner", "continue"},
    "paths/first-time-convener": {"steps/choose-partners", "steps/set-north-star"},
    "paths/inside-my-organisation": {"paths/kanter-three-moves"},
    "paths/supporting-partner": {"worksheets/next-steps-tracker"},
}
"""What today's edition no longer asks."""


@pytest.fixture(scope="module")
def playbook() -> Linked:
    return link(cut(check(ROOT), None))


@pytest.fixture(scope="module")
def sheets(playbook: Linked) -> dict[str, Sheet]:
    renderer = sheet_renderer(playbook, folder=ROOT)
    return {str(one.ref): one for one in sheets_of(playbook, renderer, ANSWERABLE)}


@pytest.fixture(scope="module")
def today(playbook: Linked, sheets: dict[str, Sheet]) -> Iterator[Scripts]:
    with running(sheets, playbook) as one:
        yield one


def name(path: Path) -> str:
    """Return the ref of a saved file: that of its sheet, then and now."""
    return f"{path.parent.name}/{path.stem}"


def texts(value: Any, place: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield each text, tick and option that was answered, with its place; options have an order."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from texts(inner, (*place, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            row = (str(number),) if isinstance(inner, dict) else ()
            yield from texts(inner, (*place, *row))
    else:
        yield place, str(value)


def renamed(sheet: Sheet) -> dict[tuple[str, str], str]:
    """Return what keys and options of a sheet's questions were called: (question, then) -> now."""
    found: dict[tuple[str, str], str] = {}
    for key, field in sheet.questions().items():
        found |= {(old, old): key for old in field.was}
        for one in (field, *getattr(field, "columns", ())):
            for option in getattr(one, "options", ()):
                found |= {(key, old): option.id for old in option.was}
    return found


def lost(saved: Mapping[str, Any], opened: Mapping[str, Any], sheet: Sheet) -> list[str]:
    """Return what was saved and is neither in its place nor kept as it was."""
    names = renamed(sheet)
    left = Counter(texts(opened["answers"])) + Counter(texts(opened.get("earlier", {})))
    gone: list[str] = []
    for place, text in texts(saved["answers"]):
        *now, said = [names.get((place[0], part), part) for part in (*place, text)]
        ways = [(tuple(now), said), (place, text)]
        found = [one for one in ways if left[one]]
        left.subtract(found[:1])
        gone += [] if found else [f"{'.'.join(place)}: {text}"]
    return gone + [f"came from nowhere: {one}" for one in left.elements()]


@pytest.mark.parametrize("path", ANSWERS, ids=name)
def test_answers_of_the_first_edition_open_and_nothing_is_lost(
    path: Path, sheets: dict[str, Sheet], today: Scripts
):
    raw = path.read_bytes()
    sheet = sheets[name(path)]
    opened = dumps(parse(raw, name=path.name, sheets=[sheet]))
    assert today("read", file=raw, sheet=name(path)).encode() == opened, "JavaScript"
    saved, now = json.loads(raw), json.loads(opened)
    assert lost(saved, now, sheet) == []
    assert set(now.get("earlier", {})) == GONE.get(name(path), set())
    assert now.get("seen") == saved.get("seen"), "a box keeps the words that were ticked"


@pytest.mark.parametrize("path", PDFS, ids=name)
def test_pdfs_of_the_first_edition_open_and_say_what_its_files_say(
    path: Path, sheets: dict[str, Sheet], today: Scripts
):
    raw, ref = path.read_bytes(), f"worksheets/{path.stem}"
    file = (SAVED / f"{ref}.json").read_bytes()
    expected = dumps(parse(file, name=path.name, sheets=[sheets[ref]]))
    assert dumps(read_sheet(raw, name=path.name, sheets=[sheets[ref]])) == expected
    assert today("pdf", file=raw, sheet=ref).encode() == expected, "JavaScript"


def test_a_renamed_option_is_where_it_is_today(sheets: dict[str, Sheet]):
    ref = "worksheets/ask-and-offer"
    raw = (SAVED / f"{ref}.json").read_bytes()
    assert json.loads(raw)["answers"]["offer_type"] == ["lend-staff", "recognition", "name"]
    now = parse(raw, name="a.json", sheets=[sheets[ref]]).answers["offer_type"]
    assert now == ["staff-time", "public-support", "recognition"]


def test_an_answer_that_went_missing_would_be_noticed(sheets: dict[str, Sheet]):
    ref = "worksheets/ask-and-offer"
    saved = json.loads((SAVED / f"{ref}.json").read_bytes())
    less = {"answers": {**saved["answers"], "owed": saved["answers"]["owed"][:-1]}}
    assert lost(saved, less, sheets[ref])[0].startswith("owed.3.")


def test_every_sheet_of_the_first_edition_is_still_there(sheets: dict[str, Sheet]):
    assert len(ANSWERS) == 53
    assert {name(path) for path in ANSWERS} <= set(sheets)
