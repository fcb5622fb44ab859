"""How far one is, reckoned from any pieces that a device may hold: a script by itself."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

KEY = "p:checklists/list"
ITEMS = {
    "checklists/list": {
        "title": "L",
        "was": ["checklists/old"],
        "ticks": {"first": "one", "one": "one", "two": "two", "constructor": "constructor"},
    },
    "worksheets/sheet": {"title": "S", "was": []},
    "steps/step": {"title": "T", "was": [], "ticks": {}, "tools": ["worksheets/sheet"]},
}
RECKON = """
([held, items, ref]) => {
  localStorage.clear();
  for (const key of Object.keys(held)) localStorage.setItem(key,
    typeof held[key] === "string" ? held[key] : JSON.stringify({ format: 1, pieces: held[key] }));
  const { done, total, begun } = playbook.progress({ playbook: "p", items }, ref);
  return [done, total, begun];
}
"""


@pytest.fixture(scope="module")
def path_page(browser, lists: str):
    page = browser.new_page()
    page.goto(lists + "paths/first-spring/")
    yield page
    page.context.close()


@pytest.mark.parametrize(
    ("held", "found"),
    [
        ({}, [0, 3, False]),
        ({f"{KEY}:1": {"one": [True, 1]}}, [1, 3, True]),
        # An old name and today's are one box; the newest word on it counts
        ({f"{KEY}:1": {"first": [True, 1], "one": [True, 2]}}, [1, 3, True]),
        ({f"{KEY}:1": {"first": [True, 1], "one": [False, 2]}}, [0, 3, True]),
        ({f"{KEY}:1": {"first": [True, 3], "one": [False, 2]}}, [1, 3, True]),
        # A list that had another name, also when two versions of the page were open
        ({"p:checklists/old:1": {"one": [True, 1]}}, [1, 3, True]),
        ({"p:checklists/old:1": {"one": [True, 1]}, f"{KEY}:1": {"two": [True, 1]}}, [2, 3, True]),
        # The copy in hand; where it is gone, the first
        ({KEY: "b", f"{KEY}:1": {}, f"{KEY}:b": {"one": [True, 1]}}, [1, 3, True]),
        ({"p:checklists/old": "b", f"{KEY}:1": {}, f"{KEY}:b": {"two": [True, 1]}}, [1, 3, True]),
        ({KEY: "gone", f"{KEY}:b": {"one": [True, 1]}}, [1, 3, True]),
        # What was taken back is nothing begun; nor is a name
        ({f"{KEY}:1": {"one": [False, 1], "a": ["", 1], "b.r1": [None, 1]}}, [0, 3, False]),
        ({f"{KEY}:1": {"~name": ["May", 1]}}, [0, 3, False]),
        # Rubbish, and an id that every object has
        ({f"{KEY}:1": {"one": None, "two": 7, "constructor": [True, 1]}}, [1, 3, True]),
        ({f"{KEY}:1": "{"}, [0, 3, False]),
    ],
)
def test_the_newest_word_on_each_box_counts(path_page: Page, held: dict[str, Any], found: Any):
    assert path_page.evaluate(RECKON, [held, ITEMS, "checklists/list"]) == found


def test_a_tool_begins_its_step(path_page: Page):
    held = {"p:worksheets/sheet:1": {"a": ["word", 1]}}
    assert path_page.evaluate(RECKON, [held, ITEMS, "steps/step"]) == [0, 0, True]
    assert path_page.evaluate(RECKON, [{}, ITEMS, "steps/step"]) == [0, 0, False]
