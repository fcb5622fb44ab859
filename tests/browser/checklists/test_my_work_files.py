"""Everything into one file and back: nothing lost, nothing overwritten, sealed if one likes."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any

import pikepdf
from playwright.sync_api import Browser, Page, expect

from tests.browser.checklists.conftest import pieces_of
from tests.browser.checklists.working import (
    PHRASE,
    Work,
    answers,
    backup,
    held,
    open_file,
    save_all,
    says,
    titles,
    wipe,
)
from tests.browser.judging import faults


def test_saved_wiped_and_opened_again_everything_is_as_it_was(filled: Page, work: Work):
    page = work()
    raw = save_all(page)
    data = json.loads(raw)
    assert data["format"] == "playbook-backup/1"
    assert len(data["files"]) == 4
    assert all(one["format"] == "playbook-answers/1" for one in data["files"])
    expect(page.locator("[data-filed]")).to_contain_text("Everything here is in a file")
    wipe(page)
    expect(page.locator("[data-nothing]")).to_be_visible()
    open_file(page, raw)
    says(page, "backup.json is open: 4 added.")
    assert save_all(page) == raw, "equal work is equal bytes"
    open_file(page, raw)
    says(page, "Nothing in backup.json is new: all of it was here already")


def _lay(page: Page, **agenda: Any) -> str:
    """Keep an agenda as the page "Tonight" does; return its text."""
    key = page.locator("[data-my-work]").get_attribute("data-my-work")
    text = json.dumps(
        {"format": "playbook-tonight/1", "points": [], **agenda}, separators=(",", ":")
    )
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [f"{key}:tonight", text])
    page.reload()
    return text


def test_an_agenda_is_listed_goes_into_the_file_and_is_wiped_and_comes_back(work: Work):
    page = work()
    expect(page.locator("[data-nothing]")).to_be_visible()
    text = _lay(page, points=[{"title": "Open"}, {"title": "Plan"}])
    row = page.locator(".pb-work-row")
    expect(row.get_by_role("link", name="The agenda")).to_have_attribute(
        "href", re.compile("tonight/$")
    )
    expect(row).to_contain_text("Open · Plan")
    expect(page.locator("[data-filed]")).to_have_text("Nothing here has been saved to a file yet.")
    raw = save_all(page)
    data = json.loads(raw)
    assert (data["files"], data["tonight"]) == ([], text), "a text, which older pages pass over"
    expect(page.locator("[data-filed]")).to_contain_text("Everything here is in a file")
    wipe(page)
    expect(page.locator("[data-nothing]")).to_be_visible()
    open_file(page, raw)
    says(page, "backup.json is open: 1 added.")
    assert save_all(page) == raw
    page.get_by_role("button", name="Delete: The agenda").click()
    expect(row).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(row).to_have_count(1)


def test_an_agenda_that_is_here_stays_and_one_that_cannot_be_read_can_be_wiped(work: Work):
    page = work()
    theirs = _lay(page, goal="Theirs")
    raw = save_all(page)
    assert json.loads(raw)["tonight"] == theirs
    mine = _lay(page, goal="Mine")
    expect(page.locator("[data-filed]")).to_have_text("Nothing here has been saved to a file yet.")
    open_file(page, raw)
    says(page, "this device has another one")
    assert mine in held(page).values()
    open_file(page, backup(tonight="{"))
    says(page, "There is nothing in")
    key = next(key for key in held(page) if key.endswith(":tonight"))
    page.evaluate("(key) => localStorage.setItem(key, '{')", key)
    page.reload()
    wipe(page)
    assert key not in held(page)


def test_a_passphrase_seals_the_file_and_only_it_opens_it(filled: Page, work: Work):
    page = work()
    raw = save_all(page, PHRASE)
    assert b"school" not in raw
    assert set(json.loads(raw)) == {"format", "playbook", "sealed"}
    wipe(page)
    open_file(page, raw)
    dialog = page.locator("dialog[open]")
    dialog.locator("input").fill("wrong horse battery")
    page.get_by_role("button", name="Open it").click()
    expect(dialog.get_by_role("alert")).to_contain_text("does not open with this passphrase")
    expect(dialog.locator("input")).to_be_focused()
    assert faults(page) == []
    dialog.locator("input").fill(PHRASE)
    page.get_by_role("button", name="Open it").click()
    says(page, "4 added")
    assert len(titles(page)) == 4


def test_a_passphrase_can_be_seen_before_it_is_used(filled: Page, work: Work):
    page = work()
    page.get_by_label("Encrypt the file with a passphrase").check()
    entry = page.get_by_label("Passphrase for the file")
    entry.fill(PHRASE)
    show = page.get_by_role("button", name="Show the passphrase")
    for shown in (True, False, True):
        show.press("Enter")
        expect(entry).to_have_attribute("type", "text" if shown else "password")
        expect(show).to_have_attribute("aria-pressed", str(shown).lower())
        expect(entry).to_have_value(PHRASE)
    raw = save_all(page)
    expect(entry).to_have_attribute("type", "password")
    open_file(page, raw)
    dialog = page.locator("dialog[open]")
    dialog.locator("input").fill(PHRASE)
    dialog.get_by_role("button", name="Show the passphrase").press("Enter")
    expect(dialog.locator("input")).to_have_attribute("type", "text")
    page.keyboard.press("Escape")
    open_file(page, raw)
    expect(dialog.locator("input")).to_have_attribute("type", "password")
    expect(dialog.locator("input")).to_have_value("")


def test_a_short_passphrase_saves_nothing(filled: Page, work: Work):
    page = work()
    page.get_by_label("Encrypt the file with a passphrase").check()
    page.get_by_label("Passphrase for the file").fill("short")
    page.locator("[data-save]").evaluate("(form) => (form.noValidate = true)")
    page.get_by_role("button", name="Save everything to one file").click()
    says(page, "too short")


REFUSED: list[tuple[bytes | dict[str, Any], str]] = [
    (b"", "is empty"),
    (b"{", "is broken"),
    (b"[]", "is not an answers file"),
    (b"PK\x03\x04", "is broken"),
    (backup(format="playbook-backup/2"), "newer version"),
    (backup(format="playbook-backup/0"), "is not an answers file"),
    (backup(format="playbook-backup/"), "is not an answers file"),
    (answers(format="playbook-answers/0"), "is not an answers file"),
    (backup(playbook="org.example.other"), "another playbook"),
    (backup(files="x"), "is broken"),
    (backup(answers(), "x"), "is not an answers file"),
    (backup(answers(), answers(format="playbook-answers/9")), "newer version"),
    (backup(answers(), answers(playbook="org.example.other")), "another playbook"),
    (backup(sealed={"cipher": "ROT13"}), "is encrypted in a way"),
]


def test_a_file_that_cannot_be_opened_says_why_and_changes_nothing(filled: Page, work: Work):
    page = work()
    before = held(page)
    for given, said in REFUSED:
        page.locator("[data-notice]").evaluate("(notice) => notice.replaceChildren()")
        open_file(page, given)
        says(page, said)
        assert held(page) == before, given


def test_answers_of_a_sheet_that_is_gone_are_kept_listed_and_saved(work: Work, page: Page):
    page = work()
    open_file(
        page,
        backup(
            answers(checklist="checklists/gone", seen={"item-1": "Thing 1, as it was then"}),
            answers(),
        ),
    )
    expect(page.get_by_role("heading", name="No longer in this playbook")).to_be_visible()
    gone = page.locator(".pb-work-row", has_text="checklists/gone")
    gone.get_by_text("What was written").click()
    expect(gone.locator("dt")).to_have_text(["Thing 1, as it was then"])
    saved = json.loads(save_all(page))["files"]
    assert [one["checklist"] for one in saved] == ["checklists/gone", "checklists/long"]
    assert saved[0]["earlier"] == {"item-1": True}


def test_a_single_answers_file_opens_as_a_copy_of_its_own(filled: Page, work: Work):
    page = work()
    open_file(page, answers(copy="From Ana"))
    says(page, "1 added")
    expect(page.locator(".pb-work-row", has_text="From Ana")).to_contain_text("1 of 40 done")
    expect(page.locator(".pb-work-row", has_text="3 of 40 done")).to_have_count(1)


def test_ticks_of_a_step_join_those_that_are_there(filled: Page, work: Work):
    page = work()
    before = pieces_of(held(page), "steps/ask")
    step = answers(checklist="steps/ask", answers={"list": True})
    open_file(page, step | {"answers": dict.fromkeys([*before, "other"], True)})
    says(page, "1 added")
    after = pieces_of(held(page), "steps/ask")
    assert {key: after[key] for key in before} == before


def test_without_room_none_of_a_backup_is_taken(filled: Page, work: Work):
    page = work()
    page.evaluate("""() => {
      let size = 4194304;
      for (let n = 0; size > 64; n++)
        try { localStorage.setItem("filler" + n, "x".repeat(size)); } catch { size = size >> 1; }
      const few = (key) => localStorage[key].length === 16384; // room for some, not for all
      localStorage.removeItem(Object.keys(localStorage).find(few));
    }""")
    before = held(page)
    big = {f"item-{number}": True for number in range(40)}
    files = [answers(copy=f"Copy {number}", answers=big) for number in range(50)]
    open_file(page, backup(*files))
    says(page, "no room left")
    assert held(page) == before


def test_what_holds_nothing_is_said_to_and_makes_no_copy(
    filled: Page, work: Work, first_version: Path
):
    page = work()
    before = held(page)
    site = first_version / "site"
    empty = answers(answers={"item-1": False, "item-2": " "})
    for given, name in (
        ((site / "checklists/long/long-a4.pdf").read_bytes(), "list.pdf"),
        ((site / "paths/first-spring/first-spring-a4.pdf").read_bytes(), "packet.pdf"),
        (empty, "file.json"),
        (backup(empty, empty), "backup.json"),
    ):
        open_file(page, given, name)
        says(page, f"There is nothing in {name}")
        assert held(page) == before, name


def test_what_cannot_be_loaded_is_said_and_loaded_later(work: Work, first_version: Path):
    page = work()
    sheet = first_version / "site/checklists/long/long-a4.pdf"
    for raw, name, what in (
        (backup(answers()), "all.json", "1 added"),
        (sheet.read_bytes(), "blank.pdf", "There is nothing in"),
    ):
        page.context.set_offline(True)
        open_file(page, raw, name)
        says(page, "could not be loaded. Nothing was changed.")
        page.context.set_offline(False)
        open_file(page, raw, name)
        says(page, what)


def test_it_works_from_a_folder(browser: Browser, first_version: Path):
    context = browser.new_context()
    page = context.new_page()
    page.goto((first_version / "site/my-work/index.html").as_uri())
    open_file(page, backup(answers()))
    says(page, "1 added")
    assert json.loads(save_all(page, PHRASE))["sealed"]
    context.close()


def test_a_meeting_packet_brings_the_answers_to_each_of_its_sheets(work: Work, first_version: Path):
    raw = (first_version / "site/paths/first-spring/first-spring-a4.pdf").read_bytes()
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        written = _write(pdf, {"steps/ask": True, "group": "Elm Street"})
        out = io.BytesIO()
        pdf.save(out)
    assert written == 2
    page = work()
    open_file(page, out.getvalue(), "packet.pdf")
    says(page, "packet.pdf is open: 2 added.")
    assert titles(page) == ["The first spring", "Meeting packet: The first spring"]
    files = json.loads(save_all(page))["files"]
    assert [one["answers"] for one in files] == [{"group": "Elm Street"}, {"steps/ask": True}]


def test_what_was_written_on_a_packet_can_be_read_on_my_work(work: Work):
    page = work()
    notes = {"guides/first-talk": {"open": {"note": "Bring a <b>map</b>"}}}
    people = [{"name": "Ana", "contact": "ana@example.org"}, {"name": "Bo"}]
    own = answers(answers={"group": "Elm Street", "sign_in": people, **notes})
    del own["checklist"]
    open_file(page, own | {"worksheet": "packets/first-spring"})
    says(page, "1 added")
    row = page.locator(".pb-work-row")
    expect(row.locator("h3 a")).to_have_count(0)
    row.locator("summary").press("Enter")
    expect(row.locator("dt")).to_have_text(["Group", "The first talk over the fence", "Sign in"])
    expect(row.locator("dd").first).to_have_text("Elm Street")
    expect(row.locator("dd").nth(1)).to_contain_text("Bring a <b>map</b>")
    expect(row.locator("dd").nth(2)).to_have_text(
        "Name: Ana, How to reach you: ana@example.org\nName: Bo"
    )
    assert faults(page) == []
    page.evaluate("dispatchEvent(new StorageEvent('storage', { key: 'x', newValue: 'y' }))")
    expect(row.locator("dl")).to_be_visible()
    expect(row.locator("summary")).to_be_focused()


def _write(pdf: pikepdf.Pdf, given: dict[str, str | bool]) -> int:
    """Fill in fields by the last part of their names, and say how many there were."""
    written, waiting = 0, list(pdf.Root.AcroForm.Fields)
    while waiting:
        field = waiting.pop()
        waiting += list(field.get("/Kids", []))
        value = given.get(str(field.get("/T", "")).split(":")[-1])
        if value is True:
            field.V = field.AS = pikepdf.Name.Yes
        elif value:
            field.V = pikepdf.String(value)
        written += value is not None
    return written
