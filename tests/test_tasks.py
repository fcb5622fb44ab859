"""Each step has a tool, a tip, a case and a guide or path whose text names the step's own task.

What the task of a step is, `tasks.tsv` says in words: a text that names it has one of each group.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from playbook.model import Item, Ref, Step
from playbook.model.walk import leaves
from playbook.pipeline import check
from playbook.texts import LINK
from playbook.validate import Playbook

ROOT = Path(__file__).parents[1]
TASKS = {
    Ref(f"steps/{name}"): [re.compile(rf"\b(?:{words})", re.I) for words in groups]
    for name, *groups in (
        line.split("\t")
        for line in (ROOT / "tests/tasks.tsv").read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    )
}
UNREAD = {"aliases", "tags", "sources_note", "example", "id", "key", "type"}
"""Fields whose texts tell nobody what an item is for."""
KINDS = {"tip": {"tips"}, "case": {"case-studies"}, "guide or path": {"guides", "paths"}}


@pytest.fixture(scope="module")
def playbook() -> Playbook:
    return check(ROOT)


def speaks_of(item: Item, step: Ref) -> bool:
    """Return whether one text of an item has a word of each group of the step's task."""
    texts = (
        LINK.sub(lambda found: found[2] or "", text)
        for place, text in leaves(item)
        if not isinstance(text, Ref) and not UNREAD & set(place)
    )
    return any(all(words.search(text) for words in TASKS[step]) for text in texts)


def belongs(item: Item, step: Ref) -> bool:
    """Return whether an item is filed under a step, or has it as a stop."""
    stops = [stop.item for stop in getattr(item, "stops", ())]
    return step in (*getattr(item, "steps", ()), *stops)


def without(items: Mapping[Ref, Item]) -> Iterator[str]:
    """Yield each step with what it has none of."""
    for ref, step in items.items():
        if not isinstance(step, Step):
            continue
        if not any(speaks_of(items[tool], ref) for tool in step.tools):
            yield f"{ref} has no tool"
        for name, kinds in KINDS.items():
            found = (item for one, item in items.items() if one.kind in kinds)
            if not any(belongs(item, ref) and speaks_of(item, ref) for item in found):
                yield f"{ref} has no {name}"


def test_each_step_has_a_tool_a_tip_a_case_and_a_guide_or_path_that_names_its_task(
    playbook: Playbook,
):
    assert set(TASKS) == {ref for ref in playbook.items if ref.kind == "steps"}
    assert list(without(playbook.items)) == []


@pytest.mark.parametrize(
    ("step", "group"),
    [
        ("steps/know-your-ask", "tip"),
        ("steps/know-your-ask", "tool"),
        ("steps/convene", "case"),
        ("steps/show-results", "guide or path"),
    ],
)
def test_items_that_are_filed_under_a_step_and_speak_of_something_else_do_not_count(
    playbook: Playbook, step: str, group: str
):
    other, items = playbook.items[Ref("rules/good-faith")], playbook.items

    def silent(item: Item) -> Item:
        """Return an item that is filed as before, and whose texts are another's."""
        stops = [stop.model_copy(update={"note": None}) for stop in getattr(item, "stops", ())]
        said = {"title": other.title, "summary": other.summary}
        filed = {"steps": getattr(item, "steps", ()), "stops": stops}
        return item.model_copy(update=dict.fromkeys(type(item).model_fields) | said | filed)

    one = items[Ref(step)]
    assert isinstance(one, Step)
    of_kind = {ref for ref in items if ref.kind in KINDS.get(group, ())}
    meant = set(one.tools) if group == "tool" else of_kind
    silenced = {ref: silent(item) if ref in meant else item for ref, item in items.items()}
    assert f"{step} has no {group}" in list(without(silenced))
