"""Cards to cut out: each front has its own back, and no text is cut off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from playbook.book import print_files
from playbook.cards import card_entries
from playbook.errors import ContentError
from playbook.link import Linked
from playbook.pipeline import check, load
from playbook.render.files import Files
from tests.sheets.judging import failures

MM = 72 / 25.4
WIDE, HIGH = 63 * MM, 88 * MM
SITE = "https://garden.example.org/"
LONG = "a word and " * 140


@pytest.fixture(scope="session")
def shipped_files(shipped_playbook: Linked, tmp_path_factory: pytest.TempPathFactory) -> Files:
    """What is handed out whole on a site with an address: made when it is asked for."""
    return print_files(shipped_playbook, folder=tmp_path_factory.mktemp("deck"), site_url=SITE)


@pytest.fixture(scope="session", params=["a4", "letter"])
def deck(request: pytest.FixtureRequest, shipped_files: Files) -> pypdfium2.PdfDocument:
    raw = shipped_files[f"cards-{request.param}.pdf"]
    assert failures(raw) == []
    return pypdfium2.PdfDocument(raw)


def corner(page: pypdfium2.PdfPage) -> tuple[float, float]:
    """Where the cards of a sheet begin: its lower left corner."""
    x, y, right, top = page.get_mediabox()
    return (x + right - 3 * WIDE) / 2, (y + top - 3 * HIGH) / 2


def cells(page: pypdfium2.PdfPage) -> Iterator[str]:
    """What stands on each card of a sheet, row by row from the left."""
    left, bottom = corner(page)
    top = bottom + 3 * HIGH
    letters = page.get_textpage()
    for row in range(3):
        for column in range(3):
            x, y = left + column * WIDE, top - (row + 1) * HIGH
            said = letters.get_text_bounded(x, y, x + WIDE, y + HIGH)
            yield "".join(char for char in said if char.isalnum() or char in "/-").lower()


def squeezed(text: str) -> str:
    return "".join(char for char in text if char.isalnum() or char in "/-").lower()


def test_fronts_and_backs_match_when_turned_over_the_long_edge(
    deck: pypdfium2.PdfDocument, shipped_playbook: Linked
):
    entries = card_entries(shipped_playbook)
    assert len(entries) >= 80
    assert len(deck) == 2 * -(-len(entries) // 9)
    fronts, backs = [], []
    for number in range(0, len(deck), 2):
        fronts += list(cells(deck[number]))
        rows = list(cells(deck[number + 1]))
        backs += [rows[row * 3 + column] for row in range(3) for column in (2, 1, 0)]
    for entry, front, back in zip(entries, fronts, backs, strict=False):
        assert squeezed(entry.item.title) in front.replace("\xad", "")
        assert squeezed(entry.url) in back
    assert not any((*fronts[len(entries) :], *backs[len(entries) :]))


def test_fronts_and_backs_match_where_lines_run_from_the_right(copies: Path):
    arabic = load(copies / "arabic")
    entries = card_entries(arabic)
    raw = print_files(arabic, folder=copies / "arabic", site_url=SITE)["cards-a4.pdf"]
    assert failures(raw) == []
    front, back = (list(cells(page)) for page in pypdfium2.PdfDocument(raw))
    for entry, column in zip(entries, (2, 1, 0), strict=True):
        assert set(squeezed(entry.item.title)) <= set(front[column])
        assert set(re.findall(r"\w+", entry.url)) <= set(re.findall(r"[a-z]+", back[2 - column]))


def test_nothing_of_a_card_is_cut_off(deck: pypdfium2.PdfDocument):
    for page in deck:
        left, bottom = corner(page)
        letters = page.get_textpage()
        for number in range(letters.count_rects()):
            x0, y0, x1, y1 = letters.get_rect(number)
            across, up = (x0 - left) % WIDE, (y0 - bottom) % HIGH
            assert across >= 5 * MM
            assert across + x1 - x0 <= WIDE - 4 * MM  # a stop may hang in the margin
            assert up >= 4 * MM
            assert up + y1 - y0 <= HIGH - 4 * MM


@pytest.mark.parametrize("key", ["summary: ", "title: "])
def test_a_text_that_does_not_fit_is_told_and_its_card_says_where_it_is(printed: Path, key: str):
    tip = printed / "content/tips/small-bed.yml"
    long = f"{key}{LONG[: 480 if key == 'title: ' else None].strip()}\n"
    lines = [long if line.startswith(key) else line for line in tip.read_text().splitlines(True)]
    tip.write_text("".join(lines))
    line = next(number for number, text in enumerate(lines, 1) if text == long)
    told = [one for one in check(printed).warnings if "for its card" in one.message]
    (problem,) = told
    assert (problem.file, problem.line) == ("content/tips/small-bed.yml", line)
    assert "mm too long" in problem.message
    raw = print_files(load(printed), folder=printed, site_url=SITE)["cards-a4.pdf"]
    words = " ".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(raw))
    assert "too long for a card" in words
    assert failures(raw) == []


def test_a_back_names_an_address_only_where_the_site_has_one(printed: Path):
    playbook = load(printed)
    first = card_entries(playbook)[0]
    for site, named in ((SITE, True), ("", False)):
        raw = print_files(playbook, folder=printed, site_url=site)["cards-a4.pdf"]
        back = "".join(cells(pypdfium2.PdfDocument(raw)[1]))
        assert (squeezed(first.url) in back) is named
        assert "appeal" in back


def test_the_manifest_chooses_cards(base: Path):
    manifest = base / "content/playbook.yml"
    text = manifest.read_text()
    manifest.write_text(f"{text}\ncards:\n  parts: [terms, tips]\n  without: [tips/small-bed]\n")
    assert {entry.kind for entry in card_entries(load(base))} == {"terms"}
    manifest.write_text(f"{text}\ncards:\n  parts: [index]\n")
    with pytest.raises(ContentError, match="no part"):
        check(base)
