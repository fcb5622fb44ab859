"""A tick stays with its item through every new version of a list, and never moves to another."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from playbook.answers import dumps, normalise, parse, sheet_of
from playbook.model import Checklist, Ref
from tests.browser.checklists.conftest import LONG, first_items
from tests.sheets.making import playbook_of

VERSIONS = 200
CHANGES = ("rename", "name back", "reorder", "reword", "split", "delete", "undo")
REF = Ref("checklists/long")


@dataclass
class Thing:
    """An item as its author thinks of it, whatever it is called today."""

    id: str
    text: str
    was: list[str] = field(default_factory=list)
    ticked: bool = False
    seen: str = ""


class History:
    """A seeded history of a list: every version is a change or two, and some ticks."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.count = 0
        self.live = [self._new() for _ in range(12)]
        self.gone: list[Thing] = []

    def _new(self) -> Thing:
        self.count += 1
        return Thing(f"item-{self.count}", f"Thing {self.count}")

    def change(self) -> str:
        """Change the list as authors do, and say what was done."""
        doing = self.chance.choice([*CHANGES])
        one = self.chance.choice(self.live)
        if doing == "rename":
            self.count += 1
            one.was, one.id = [*one.was, one.id], f"item-{self.count}"
        elif doing == "name back" and one.was:
            *earlier, last = one.was
            one.was, one.id = [*earlier, one.id], last
        elif doing == "reorder":
            self.chance.shuffle(self.live)
        elif doing == "reword":
            one.text += " again"
        elif doing == "split":
            self.live.insert(self.live.index(one) + 1, self._new())
            one.text += ", first half"
        elif doing == "delete" and len(self.live) > 3:
            self.live.remove(one)
            self.gone.append(one)
        elif doing == "undo" and self.gone:
            self.live.append(self.gone.pop(self.chance.randrange(len(self.gone))))
        return doing

    def toggle(self) -> Thing:
        one = self.chance.choice(self.live)
        one.ticked = not one.ticked
        one.seen = one.text if one.ticked else ""
        return one

    def items(self) -> list[dict[str, Any]]:
        return [{"id": one.id, "text": one.text, "was": one.was} for one in self.live]

    def expected(self) -> dict[str, str]:
        return {one.id: one.seen for one in self.live if one.ticked}

    def lost(self) -> list[str]:
        return sorted(one.seen for one in self.gone if one.ticked)


@pytest.mark.parametrize("every", [1, 4])
@pytest.mark.parametrize("seed", range(5))
def test_two_hundred_versions_lose_and_move_no_tick_in_files(seed: int, every: int):
    history = History(seed)
    manifest = playbook_of("en").manifest
    raw = b""
    done: set[str] = set()
    for number in range(VERSIONS):
        if number % every:  # a version that nobody opened the file with
            done.add(history.change())
            continue
        item = Checklist.model_validate({"title": "C", "summary": "C", "items": history.items()})
        sheet = sheet_of(manifest, REF, item, {})
        data = json.loads(dumps(parse(raw, name="a", sheets=[sheet]))) if raw else {}
        assert data.get("answers", {}) == dict.fromkeys(history.expected(), True)
        seen = data.get("seen", {})
        assert {key: seen[key] for key in data.get("answers", {})} == history.expected()
        assert sorted(seen[key] for key in data.get("earlier", {})) == history.lost()
        for _ in range(history.chance.randrange(3)):
            one = history.toggle()
            data.setdefault("answers", {})[one.id] = one.ticked
            data.setdefault("seen", {})[one.id] = one.seen
        raw = dumps(normalise(data, sheet))
        done.add(history.change())
    assert done == set(CHANGES), "every kind of change has come up"


IN_THE_BROWSER = """
([versions, ticks]) => {
  const { moved, whole } = playbook.pieces;
  const sheet = (items) => ({playbook: "p", ref: "checklists/long", was: [], noun: "checklist",
    title: "L",
    fields: items.map(({id, text, was}) => ({key: id, type: "check", label: text, was}))});
  return versions.map((items, number) => {
    const now = sheet(items);
    const store = playbook.store.open(now);
    const found = whole(moved(store.read("1")?.pieces ?? {}, now), now);
    for (const [key, ticked, text] of ticks[number]) {
      const time = store.now();
      store.save("1", {[key]: [ticked, time], ...ticked && {["~seen." + key]: [text, time]}});
    }
    return [found.answers, found.seen, found.earlier];
  });
}
"""


@pytest.mark.parametrize(("seed", "every"), [(11, 1), (12, 1), (13, 3), (14, 7)])
def test_two_hundred_versions_lose_and_move_no_tick_on_a_device(
    opened_list: Page, seed: int, every: int
):
    history = History(seed)
    versions, ticks, expected = [], [], []
    for number in range(VERSIONS):
        if number % every:  # a version that this device never saw
            history.change()
            continue
        versions.append(history.items())
        expected.append((history.expected(), history.lost()))
        toggled = [history.toggle() for _ in range(history.chance.randrange(3))]
        ticks.append([[one.id, one.ticked, one.seen] for one in toggled])
        history.change()
    found = opened_list.evaluate(IN_THE_BROWSER, [versions, ticks])
    for (answers, seen, earlier), (there, lost) in zip(found, expected, strict=True):
        assert {key: seen[key] for key in answers} == there
        assert sorted(seen[key] for key in earlier) == lost


def row(page: Page, key: str):
    return page.locator(f'[data-check="{key}"]')


def test_a_new_version_keeps_every_tick_with_its_item(
    page: Page, address: str, next_version: Callable[..., None]
):
    page.goto(address + LONG)
    for number in (0, 1, 2, 3):
        page.locator(f'input[name="item-{number}"]').check()
    expect(page.locator("[data-status]")).to_have_text("All changes are saved")
    old = first_items()
    renamed = {"id": "newly-named", "text": "Thing 0", "was": ["item-0"]}
    reworded = {"id": "item-1", "text": "Thing one, in other words"}
    half = {"id": "second-half", "text": "The other half of thing 2"}
    next_version([half, *old[4:], reworded, renamed, old[2]])

    page.goto(address + LONG)
    page.reload()
    expect(page.locator("form[data-ready]")).to_be_visible()
    names = page.locator(".pb-check input:checked").evaluate_all("(all) => all.map((b) => b.name)")
    assert names == ["item-1", "newly-named", "item-2"]
    note = row(page, "item-1").locator(".pb-changed")
    expect(note).to_contain_text("Changed since you ticked it. It said: Thing 1")
    expect(row(page, "newly-named").locator(".pb-changed")).to_have_count(0)
    expect(page.locator("[data-earlier]")).to_contain_text("No longer on the list")
    expect(page.locator("[data-earlier] dt")).to_have_text(["Thing 3"])

    note.get_by_role("button").click()
    expect(note).to_have_count(0)
    page.reload()
    expect(row(page, "item-1").locator("input")).to_be_checked()
    expect(note).to_have_count(0)

    next_version([*old[4:], reworded, renamed, old[2], old[3]])
    page.goto(address + LONG)
    page.reload()
    expect(row(page, "item-3").locator("input")).to_be_checked()
    expect(page.locator("[data-earlier]")).to_be_hidden()
