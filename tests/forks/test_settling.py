"""What waits is told whole and settled in bulk; nothing that a fork added goes unasked."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.forks.watching import listing, refused
from tests.forks.years import Years, alone

STEP = "steps/first-meeting"
TIP = "tips/call-first"
BOOK = "Book a room that everybody can reach."
ASK = "Ask each person by name, and call the national office for name badges."
END = "End with one task for each person."
KEPT = "  - {id: list-kept, text: Names and numbers are on one list.}\n"
CAME = "  - {id: people-came, text: At least five people came.}\n"
LONG = (
    "Read the whole list of names aloud once, so that everybody hears who is there and who is not."
)


@pytest.fixture
def years(family: Path) -> Years:
    return alone(family)


def added(years: Years, anchor: str) -> str:
    """Let upstream take away what an entry of ours stands beside; return its cell."""
    entry = f"{{id: st-form, text: Form CA-7 is signed., after: {anchor}}}"
    years.say(f"items:\n  {STEP}: {{lists: {{done_when: {{add: [{entry}]}}}}}}\n")
    years.upgrade()
    years.change(STEP, KEPT, "")
    assert years.upgrade().exit_code == 3
    return f"{STEP}/done_when/st-form"


@pytest.mark.parametrize("of", ["cell", "item"])
def test_take_deletes_no_entry_of_ours_unasked(of: str, years: Years):
    cell = added(years, "list-kept")
    name = cell if of == "cell" else STEP
    before = listing(years.fork)
    told = refused(years.do("resolve", name, "take"))
    assert "overrides/changes.yml:2" in told
    assert "would delete what you added" in told
    assert "Form CA-7 is signed." in told
    assert "under `after:`" in told
    assert f"playbook resolve {cell} take --delete-mine" in told
    assert listing(years.fork) == before
    assert years.do("resolve", name, "take", "--delete-mine").exit_code == 0
    assert "Form CA-7" not in str(years.item(STEP))


def test_what_never_waited_is_not_deleted_unasked_either(years: Years):
    years.say(
        f"items:\n  {STEP}:\n    set: {{people: Six of you}}\n"
        "    lists: {do: {add: [Ours.]}, done_when: {add: [{id: st-x, text: X.}]}}\n"
    )
    for cell in ("people", "do/+Ours.", "done_when/st-x"):
        told = refused(years.do("resolve", f"{STEP}/{cell}", "take"))
        assert "would delete what you added" in told
    assert years.do("resolve", f"{STEP}/people", "take", "--delete-mine").exit_code == 0
    assert "people" not in years.item(STEP)


def test_an_orphan_with_an_entry_of_ours_is_not_dropped_unasked(years: Years):
    years.say(f"items:\n  {TIP}: {{lists: {{tags: {{add: [ours]}}}}}}\n")
    years.upgrade()
    years.drop(TIP)
    years.upgrade()
    assert "would delete what you added: ours" in refused(years.do("resolve", TIP, "drop"))
    assert years.do("resolve", TIP, "drop", "--delete-mine").exit_code == 0


def test_words_of_ours_over_upstreams_are_taken_back_at_once(years: Years):
    years.say(f"items:\n  {TIP}: {{set: {{title: Ours}}}}\n")
    assert years.do("resolve", f"{TIP}/title", "take").exit_code == 0


def whole(years: Years, *lines: str) -> str:
    rows = "".join(f"        - {line}\n" for line in lines)
    years.say(f"items:\n  {STEP}:\n    lists:\n      do:\n        set:\n  {rows.rstrip()}\n")
    if len(lines) > 1:
        years.say(f"items:\n  {STEP}:\n    set:\n      do:\n{rows}")
    years.upgrade()
    return f"{STEP}/do"


def test_a_stale_list_is_told_entry_by_entry(years: Years):
    cell = whole(years, "Ours one.", "Ours two.")
    years.change(STEP, f"  - {BOOK}\n", "")
    years.change(STEP, ASK, ASK.replace("badges", "tags"))
    years.change(STEP, f"  - {END}\n", f"  - {END}\n  - {LONG}\n")
    assert years.upgrade().exit_code == 3
    assert years.states()[cell] == "stale"
    told = years.do("status").stdout
    assert f"        removed:  {BOOK}\n" in told
    assert f"        added:    {LONG}  (after: {END})\n" in told
    assert f"        changed:  was:   {ASK}\n" in told
    assert (
        "                  now:   Ask each person by name, and call the national office for "
        "name [-badges.-] [+tags.+]\n" in told
    )
    assert "        ours:\n          - Ours one.\n          - Ours two.\n" in told
    assert f"removed:  {END}" not in told
    assert " moved:" not in told


def test_what_only_moved_is_told_as_moved(years: Years):
    whole(years, "Ours one.", "Ours two.")
    years.change(STEP, f"  - {END}\n", "")
    years.change(STEP, f"  - {BOOK}\n", f"  - {END}\n  - {BOOK}\n")
    years.upgrade()
    told = years.do("status").stdout
    assert f"        moved:    {END}  (first)\n" in told
    assert not any(word in told for word in (" added:", "removed:", "changed:"))


def test_entries_with_ids_are_told_by_their_ids(years: Years):
    years.say(
        f"items:\n  {STEP}:\n    set:\n      done_when:\n"
        "        - {id: list-kept, text: Names are on our list.}\n        - {id: st-x, text: X.}\n"
    )
    years.upgrade()
    years.change(STEP, CAME, "")
    years.change(STEP, "Names and numbers are on one list.", "All names are on a list.")
    years.upgrade()
    told = years.do("status").stdout
    assert "removed:  {id: people-came, text: At least five people came.}" in told
    assert "changed:  was:   {id: list-kept, text: Names and numbers are on one list.}" in told
    assert "          ours:  {id: list-kept, text: Names are on our list.}" in told


def test_all_plain_stale_ones_are_kept_at_once(years: Years):
    years.say(
        f"items:\n  {TIP}: {{set: {{title: Ours, body: Ours}}}}\n"
        f"  {STEP}: {{set: {{time: 5-10}}, lists: {{do: {{remove: ['{BOOK}']}}}}}}\n"
    )
    years.upgrade()
    text = (years.upstream / f"{TIP}.yml").read_text(encoding="utf-8")
    title = next(line for line in text.splitlines() if line.startswith("title: "))
    years.change(TIP, title, f"{title} now")
    years.change(STEP, "time: 60-90", "time: 70-90")
    years.change(STEP, f"  - {BOOK}\n", "  - Book a hall.\n")
    assert years.upgrade().exit_code == 3
    waits = {cell for cell, state in years.states().items() if state.startswith("stale")}
    assert waits == {f"{TIP}/title", f"{STEP}/time"}
    files = listing(years.fork / "overrides")
    assert years.do("resolve", "--all-stale").exit_code == 0
    assert listing(years.fork / "overrides") == files
    states = years.states()
    assert {states[cell] for cell in waits} == {"ok"}
    assert states[f"{STEP}/do/{BOOK}"] == "field-gone"
    years.settled()


def test_of_two_on_one_value_a_person_chooses(years: Years):
    other = "tips/ask-early"
    years.say(f"items:\n  {TIP}: {{set: {{title: A}}}}\n  {other}: {{set: {{title: B}}}}\n")
    years.upgrade()
    years.rename(TIP, "tips/phone", other)
    assert years.upgrade().exit_code == 3
    before = listing(years.fork)
    assert years.do("resolve", "--all-stale").exit_code == 0
    assert listing(years.fork) == before
    assert set(years.states()) >= {f"{TIP}/title", f"{other}/title"}
    assert years.do("status").exit_code == 3


def test_what_upstream_took_over_is_offered_and_goes(years: Years):
    years.say(f"items:\n  {TIP}:\n    set: {{title: Call us first}}\n    why: It is nearer.\n")
    years.upgrade()
    text = (years.upstream / f"{TIP}.yml").read_text(encoding="utf-8")
    title = next(line for line in text.splitlines() if line.startswith("title: "))
    years.change(TIP, title, "title: Call us first")
    assert years.upgrade().exit_code == 0
    told = years.do("status")
    assert told.exit_code == 0
    assert f"adopted       {TIP}/title\n" in told.stdout
    assert "playbook resolve --all-redundant" in told.stdout
    seen = years.item(TIP)
    assert years.do("resolve", "--all-redundant").exit_code == 0
    assert f"{TIP}/title" not in years.states()
    assert years.item(TIP) == seen
    years.settled()


@pytest.mark.parametrize(
    "command",
    [
        ("--all-stale", "--all-redundant"),
        ("--all-stale", f"{TIP}/title"),
        ("--all-trivial", "--all-stale"),
    ],
)
def test_bulk_commands_stand_alone(command: tuple[str, ...], years: Years):
    assert years.do("resolve", *command).exit_code == 2
