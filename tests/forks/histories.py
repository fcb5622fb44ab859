"""Upstreams that rename, merge and drop over years, and forks that change what is deep inside."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from functools import lru_cache
from random import Random
from typing import Any

from playbook.draft import Draft
from playbook.forks.upgrade import compare
from playbook.merge import EMPTY_BASELINE, Baseline, Layer, Merged, merge_layers
from tests.forks.making import document

WORDS = ("red fox", "blue cat", "green dog", "call HQ", "ask Kim")
Items = dict[str, dict[str, Any]]


@dataclass(frozen=True, eq=False)
class History:
    """The items of an upstream, year by year, and what a fork said of them in the first."""

    years: tuple[Items, ...]
    said: dict[str, Any]


def history(seed: int) -> History:
    """Return a history of its own for each seed, the same one every time."""
    chance = Random(seed)
    years = [{f"steps/{name}": _item(chance) for name in "abc"}]
    for year in range(3):
        years.append(_later(chance, years[-1], year))
    return History(tuple(years), _said(chance, years[0]))


def _text(chance: Random) -> str:
    return " ".join(chance.sample(WORDS, chance.randint(1, 3))) + "."


def _lines(chance: Random) -> list[str]:
    return list(dict.fromkeys(_text(chance) for _ in range(chance.randint(1, 4))))


def _entry(chance: Random, name: str) -> dict[str, Any]:
    options = [{"id": f"o{n}", "label": _text(chance)} for n in range(chance.randint(0, 2))]
    return {"id": name, "text": _text(chance), "options": options}


def _item(chance: Random) -> dict[str, Any]:
    item: dict[str, Any] = {"title": _text(chance), "summary": _text(chance)}
    item["do"] = _lines(chance)
    item["fields"] = [_entry(chance, f"e{n}") for n in range(chance.randint(1, 3))]
    if chance.randint(0, 1):
        item["example"] = {"about": _text(chance), "deep": {"note": _text(chance)}}
    return item


def _later(chance: Random, items: Items, year: int) -> Items:
    """Return the same items a year later."""
    new = copy.deepcopy(items)
    refs = list(new)
    if len(refs) > 1 and chance.randint(0, 3) == 0:
        one, other = chance.sample(refs, 2)
        gone = new.pop(other)
        new[one]["was"] = [*new[one].get("was", ()), other, *gone.get("was", ())]
    for ref in list(new):
        what = chance.randint(0, 9)
        if what == 0 and len(new) > 1:
            del new[ref]
        elif what == 1:
            item = new.pop(ref)
            new[f"{ref}{year}"] = {**item, "was": [ref, *item.get("was", ())]}
    for item in new.values():
        _reword(chance, item, year)
    return new


def _reword(chance: Random, item: dict[str, Any], year: int) -> None:
    for key in ("title", "summary"):
        if chance.randint(0, 3) == 0:
            item[key] = _text(chance)
    if "example" in item and chance.randint(0, 3) == 0:
        item.pop("example" if chance.randint(0, 1) else "nothing", None)
    if "example" in item and chance.randint(0, 3) == 0:
        item["example"].pop("deep", None)
    if "do" in item and chance.randint(0, 2) == 0:
        item["do"] = list(dict.fromkeys([*item["do"][1:], _text(chance)]))
        chance.shuffle(item["do"])
    elif chance.randint(0, 6) == 0:
        item.pop("do", None)
    _reword_rows(chance, item, year)


def _reword_rows(chance: Random, item: dict[str, Any], year: int) -> None:
    rows = item.get("fields", [])
    if rows and chance.randint(0, 3) == 0:
        rows.pop(chance.randrange(len(rows)))
    for entry in rows:
        if chance.randint(0, 5) == 0:
            entry["text"] = _text(chance)
        if entry["options"] and chance.randint(0, 3) == 0:
            entry["options"].pop(0)
        if chance.randint(0, 5) == 0:
            entry["was"] = [entry["id"], *entry.get("was", ())]
            entry["id"] = f"{entry['id']}{year}"
    if not rows:
        item.pop("fields", None)


def _said(chance: Random, items: Items) -> dict[str, Any]:
    found = {ref: _of_one(chance, item) for ref, item in items.items()}
    return {ref: said for ref, said in found.items() if said}


def _of_one(chance: Random, item: dict[str, Any]) -> dict[str, Any]:
    """Return what a fork says of one item; no two of its statements are about one value."""

    def some() -> bool:
        return chance.randint(0, 1) == 0

    put: dict[str, Any] = {}
    lists: dict[str, Any] = {}
    if some():
        put["title"] = f"Ours: {_text(chance)}"
    if "example" in item and some():
        put["example.deep.note" if some() else "example.about"] = f"Ours: {_text(chance)}"
    if line := _of_lines(chance, item["do"]):
        lists["do"] = line
    entry = chance.choice(item["fields"])
    name = entry["id"]
    op = chance.choice(["set", "add", "replace", "remove", "option", "edit", "none"])
    edits = {"summary": [{"append": " Ours."}]} if some() else {}
    if op == "option" and entry["options"]:
        put[f"fields.{name}.options.o0.label"] = f"Ours: {_text(chance)}"
    elif op == "option":
        lists[f"fields.{name}.options"] = {"add": [{"id": "x-o", "label": "Ours."}]}
    elif op == "edit":
        edits[f"fields.{name}.text"] = [{"append": " Ours."}]
    elif op != "none":
        lists["fields"] = _of_rows(chance, op, name)
    said = {"set": put, "edit": edits, "lists": lists}
    return {key: value for key, value in said.items() if value}


def _of_lines(chance: Random, lines: list[str]) -> dict[str, Any]:
    first, last = lines[0], lines[-1]
    op = chance.choice(["add", "first", "replace", "remove", "move", "none"])
    if op == "add":
        return {"add": [f"Ours: {_text(chance)}"]}
    if op == "first":
        return {"add": [{"add": f"Ours: {_text(chance)}", "first": "true"}]}
    if op == "replace":
        return {"replace": [{"replace": last, "with": f"Ours: {_text(chance)}"}]}
    if op == "remove":
        return {"remove": [first]}
    return {"move": [{"move": first, "after": last}]} if op == "move" and first != last else {}


def _of_rows(chance: Random, op: str, name: str) -> dict[str, Any]:
    if op == "set":
        return {"set": {name: {"text": f"Ours: {_text(chance)}"}}}
    if op == "add":
        return {"add": [{"id": "x-1", "text": "Ours.", "after": name}]}
    if op == "replace":
        return {"replace": [{"replace": name, "with": {"id": f"x-{name}", "text": "Ours."}}]}
    return {"remove": [name]}


def upstream(items: Items) -> Layer:
    manifest = {
        "id": "org.up",
        "title": "Up",
        "version": "1",
        "phases": [{"id": "begin", "steps": sorted(items)}],
    }
    rows = tuple(document(item, f"up/{ref}.yml", ref) for ref, item in sorted(items.items()))
    return Layer(Draft(document(manifest, "up/playbook.yml", "playbook"), rows, {}, ()))


def fork(said: dict[str, Any]) -> Layer:
    manifest = {"id": "org.fork", "title": "Fork", "version": "1", "prefix": "x"}
    rows = (document({"items": said}, "overrides/a.yml", "a"),) if said else ()
    return Layer(Draft(document(manifest, "content/playbook.yml", "playbook"), (), {}, ()), rows)


@lru_cache(maxsize=256)
def lived(history: History) -> list[tuple[Merged, Baseline]]:
    """Return the fork after each year's upgrade, and its lock."""
    own, locked = fork(history.said), EMPTY_BASELINE
    found = []
    for old, new in zip(history.years, history.years[1:], strict=False):
        _, done, locked = compare([upstream(old)], [upstream(new)], own, locked)
        found.append((done, locked))
    return found


def again(history: History, year: int, locked: Baseline) -> tuple[Merged, Baseline]:
    """Return the same after another upgrade to the same edition."""
    same = [upstream(history.years[year])]
    _, done, locked = compare(same, same, fork(history.said), locked)
    return done, locked


def seen(history: History, year: int, locked: Baseline) -> Merged:
    own = fork(history.said)
    layer = Layer(own.draft, own.overrides, locked)
    return merge_layers([upstream(history.years[year]), layer])
