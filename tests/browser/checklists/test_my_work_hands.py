"""My work by keyboard, and beside other windows: nobody loses the place where they were."""

from __future__ import annotations

import json

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.checklists.conftest import LONG, pieces_of
from tests.browser.checklists.working import (
    PHRASE,
    Work,
    answers,
    backup,
    held,
    open_file,
    save_all,
    says,
    wipe,
)

KEY = "org.example.base:checklists/long:1"


def with_two_copies(work: Work) -> Page:
    page = work()
    open_file(page, backup(answers(copy="One"), answers(copy="Two")))
    says(page, "2 added")
    page.get_by_role("button", name="Close").click()
    return page


def elsewhere(page: Page) -> None:
    """Tell the page that another window has saved."""
    page.evaluate("dispatchEvent(new StorageEvent('storage', { key: 'x', newValue: 'y' }))")


def test_whoever_renames_stays_on_the_row(work: Work):
    page = with_two_copies(work)
    page.get_by_role("button", name="Rename: Long list, Two").focus()
    page.keyboard.press("Enter")
    elsewhere(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Rename: Long list, Two")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.type("Elm Street")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Rename: Long list, Elm Street")).to_be_focused()


def test_whoever_stands_on_a_row_stays_there_when_another_window_saves(work: Work):
    page = with_two_copies(work)
    for name in ("Delete: Long list, Two", "Rename: Long list, One"):
        page.get_by_role("button", name=name).focus()
        elsewhere(page)
        expect(page.get_by_role("button", name=name)).to_be_focused()
    page.locator(".pb-work-row a").nth(1).focus()
    elsewhere(page)
    expect(page.locator(".pb-work-row a").nth(1)).to_be_focused()


def test_deleting_undoing_and_closing_leave_the_focus_on_the_page(work: Work):
    page = with_two_copies(work)
    title = page.locator("h1")
    page.get_by_role("button", name="Delete: Long list, Two").press("Enter")
    expect(title).to_be_focused()
    page.get_by_role("button", name="Undo").press("Enter")
    expect(title).to_be_focused()
    opener = page.get_by_role("button", name="Wipe everything")
    opener.press("Enter")
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()


def test_what_another_window_saves_is_listed_at_once(work: Work, context: BrowserContext):
    page = work()
    other = context.new_page()
    other.goto(page.url.replace("my-work/", LONG))
    other.locator('input[name="item-5"]').check()
    expect(page.locator(".pb-work-row")).to_contain_text("1 of 40 done")


def test_what_changed_after_saving_is_said_and_the_file_is_of_its_moment(work: Work):
    page = with_two_copies(work)
    save_all(page)
    expect(page.locator("[data-filed]")).to_contain_text("Everything here is in a file")
    found = page.evaluate("""async () => {
      const { seal } = playbook.seal;
      const key = Object.keys(localStorage).find((key) => /long:1$/.test(key));
      playbook.seal.seal = async (...given) => {
        const data = JSON.parse(localStorage.getItem(key));
        data.pieces["item-7"] = [true, Date.now() + 1000];
        localStorage.setItem(key, JSON.stringify(data));
        return seal(...given);
      };
      return key;
    }""")
    assert found == KEY
    save_all(page, PHRASE)
    says(page, "encrypted")
    expect(page.locator("[data-filed]")).to_contain_text("1 of 2 have changed")


def test_what_cannot_be_wiped_is_said(work: Work):
    page = with_two_copies(work)
    page.evaluate("() => { Storage.prototype.removeItem = () => {}; }")
    wipe(page)
    says(page, "2 entries could not be removed")


def test_equal_work_is_sealed_differently_each_time_and_takes_its_time(work: Work):
    page = with_two_copies(work)
    sealed = []
    for _ in range(2):
        sealed.append(json.loads(save_all(page, PHRASE))["sealed"])
        says(page, "encrypted")
    for part in ("salt", "iv", "data"):
        assert sealed[0][part] != sealed[1][part]
    assert all(int(one["rounds"]) >= 600_000 for one in sealed)


def test_a_phrase_opens_however_it_is_typed_and_endless_rounds_are_refused(work: Work):
    page = work()
    found = page.evaluate("""async () => {
      const { seal, unseal } = playbook.seal, refuse = (why) => new Error(why);
      const sealed = await seal("secret", "caf\\u00e9 au lait");
      return [await unseal(sealed, "cafe\\u0301 au lait", refuse),
        await unseal({ ...sealed, rounds: "5000001" }, "x", refuse).catch((e) => e.message)];
    }""")
    assert found == ["secret", "sealed_newer"]


def test_a_copy_under_an_old_name_is_moved_listed_and_kept_apart(work: Work):
    page = work()
    found = page.evaluate("""() => {
      const check = (key, was) => ({ key, type: "check", label: key, was: [was] });
      const sheet = { playbook: "p", ref: "checklists/new", was: ["checklists/old"],
        noun: "checklist", title: "L",
        fields: [check("new", "old"), check("b", "a")] };
      localStorage.setItem("p:checklists/old:1",
        JSON.stringify({ format: 1, pieces: { old: [true, 1], "~seen.old": ["Then", 1],
          a: [true, 1], b: [false, 2] } }));
      localStorage.setItem("p:checklists/gone:1",
        JSON.stringify({ format: 1, pieces: { x: [true, 1] } }));
      const known = { playbook: "p", upstream: [], language: "en", words: {}, sheets: [sheet] };
      const device = playbook.device(known);
      const text = playbook.backup.text(device, known);
      device.wipe();
      return [JSON.parse(text).files, Object.keys(localStorage).filter((k) => /^p:/.test(k))];
    }""")
    files, left = found
    assert [one["checklist"] for one in files] == ["checklists/gone", "checklists/new"]
    assert (files[1]["answers"], files[1]["seen"]) == ({"new": True}, {"new": "Then"})
    assert left == []


def test_a_backup_goes_beside_what_is_there(work: Work):
    page = work()
    open_file(page, backup(answers(copy="Mine")))
    says(page, "1 added")
    before = pieces_of(held(page), "checklists/long")
    filed = before.pop("~filed")
    open_file(page, backup(answers(copy="Theirs"), answers(copy="Mine")), "more.json")
    says(page, "1 added. 1 was here already, and stays as it is.")
    after = pieces_of(held(page), "checklists/long")
    assert after.pop("~filed") > filed, "this file holds it, too"
    assert after == before
