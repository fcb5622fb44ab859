"""A path's packet with what this device holds, made on its page."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from playwright.sync_api import Page, expect

from playbook.packets.split import read_pdf
from tests.sheets.drawn import pages, words
from tests.sheets.judging import failures
from tests.twins.conftest import garden_and_all

PATH = "paths/first-spring/"
NEIGHBOURS, DIGGING = "worksheets/neighbours", "checklists/before-digging"
HELD = {
    NEIGHBOURS: {"street": "Elm Street", "filled_by": "Ben"},
    "packets/first-spring": {
        "group": "Green Corner",
        "lead/steps/ask": "Ana",
        "guides/first-talk": {"open": {"note": "A secret"}},
    },
}
HOLD = """async (held) => {
  const known = await playbook.load("../../assets/playbook/sheets.js", () => playbook.known);
  for (const [ref, answers] of Object.entries(held)) {
    const sheet = known.sheets.find((one) => one.ref === ref);
    const pieces = playbook.pieces.spread(playbook.answers.normalise({ answers }, sheet), sheet, 1);
    playbook.store.open(sheet).save("1", pieces);
  }
}"""


@pytest.fixture
def path(page: Page, garden: str) -> Page:
    page.goto(garden + PATH)
    expect(page.locator("form[data-ready]")).to_be_visible()
    page.evaluate(HOLD, HELD)
    return page


def made(page: Page) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("button", name="With my answers, A4").click()
    expect(page.locator("[data-packet-said]")).to_have_text("Saved to first-spring-a4.pdf.")
    return Path(download.value.path()).read_bytes()


def test_it_holds_an_agenda_and_the_sheets_with_answers_and_nothing_private_unasked(path: Page):
    raw = made(path)
    cover, *sheets = pages(raw)
    assert failures(raw) == []
    for said in ("The first spring", "Who leads", "Ana", "page 2", "page 3", "Green Corner"):
        assert said in cover
    total = len(sheets) + 1
    assert all(f"{number} / {total}" in text for number, text in enumerate(sheets, 2))
    assert {"Elm", "Street"} <= words(raw)
    assert "secret" not in words(raw)
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        names = {str(field["/T"]).split(":")[0] for field in pdf.Root.AcroForm.Fields}
    assert names == {NEIGHBOURS, DIGGING}
    found = read_pdf(raw, name="x", sheets=garden_and_all().values())
    assert isinstance(found, tuple)
    assert {str(one.worksheet): one.answers for one in found}[NEIGHBOURS] == HELD[NEIGHBOURS]

    path.get_by_label("Private answers, too").check()
    assert "secret" in words(made(path))
