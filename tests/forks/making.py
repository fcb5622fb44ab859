"""Upstreams and forks at random, in memory; their texts are near-equal on purpose."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any

from playbook.draft import Draft
from playbook.forks.state import ForkState
from playbook.forks.upgrade import compare
from playbook.merge import EMPTY_BASELINE, Baseline, Layer, Merged, merge_layers
from playbook.source import Document, read
from playbook.upstream.lock import Lock, Pin

TEXTS = (
    "Call HQ.",
    "call HQ",
    "Call HQ!",
    "Call HQ now.",
    "Call HQ before 5 pm.",
    "Call HQ before -5 pm.",
    "Call HQ before 1.5 pm.",
    "Call HQ before 15 pm.",
    "Call the state office.",
)
NEAR = {
    "Call HQ before 5 pm.": "Call HQ before -5 pm.",
    "Call HQ before -5 pm.": "Call HQ before 5 pm.",
    "Call HQ before 1.5 pm.": "Call HQ before 15 pm.",
    "Call HQ before 15 pm.": "Call HQ before 1.5 pm.",
}
"""Texts of the same letters that say something else: few would be drawn in this order."""
REFS = ("steps/a", "steps/b", "steps/c", "steps/d")
IDS = ("one", "two", "three", "four")
TAGS = ("red", "green", "blue")

Upstream = dict[str, Any]
Said = dict[str, Any]


def document(data: Any, file: str, ref: str) -> Document:
    return _document(json.dumps(data, indent=1), file, ref)


@cache
def _document(text: str, file: str, ref: str) -> Document:
    made, problems = read(text.encode(), file=file, ref=ref)
    assert not problems
    return made


def _some(chance: Random, values: Sequence[str], least: int = 0) -> list[str]:
    return chance.sample(values, chance.randint(least, len(values)))


def items(chance: Random) -> dict[str, Any]:
    item: dict[str, Any] = {"title": chance.choice(TEXTS), "summary": chance.choice(TEXTS)}
    if chance.randint(0, 1):
        item["body"] = chance.choice(TEXTS)
    if tags := _some(chance, TAGS):
        item["tags"] = tags
    if ids := _some(chance, IDS):
        item["done_when"] = [{"id": name, "text": chance.choice(TEXTS)} for name in ids]
    return item


def upstreams(chance: Random) -> Upstream:
    refs = _some(chance, REFS, 1)
    return {
        "order": refs,
        "items": {ref: items(chance) for ref in refs},
        "one": chance.choice(TEXTS),
    }


def changed(chance: Random, upstream: Upstream) -> Upstream:
    """The same upstream a year later: most of it as it was."""
    new = upstreams(chance)
    kept = {ref: item for ref, item in upstream["items"].items() if chance.randint(0, 4)}
    made: dict[str, Any] = {}
    for ref, item in kept.items():
        other = items(chance)
        made[ref] = {
            key: other.get(key, item[key]) if chance.randint(0, 2) == 0 else item[key]
            for key in item
            if key in ("title", "summary") or chance.randint(0, 5)
        }
        if chance.randint(0, 1):
            made[ref]["title"] = NEAR.get(item["title"], made[ref]["title"])
    for ref, item in new["items"].items():
        if ref not in upstream["items"]:
            made[ref] = item
    if not made:
        made = dict(upstream["items"])
    order = [ref for ref in upstream["order"] if ref in made]
    order += [ref for ref in made if ref not in order]
    one = new["one"] if chance.randint(0, 1) else upstream["one"]
    return {"order": order, "items": made, "one": one}


def wrapped(value: Any) -> Any:
    """The same as another editor would save it: texts of several words stand on several lines."""
    if isinstance(value, dict):
        return {
            key: inner if key in ("id", "was", "order") else wrapped(inner)
            for key, inner in value.items()
        }
    if isinstance(value, list):
        return [wrapped(inner) for inner in value]
    return value.replace(" ", "\n  ")


def overrides(chance: Random, upstream: Upstream) -> Said:
    said: dict[str, Any] = {}
    for ref, item in upstream["items"].items():
        if chance.randint(0, 1):
            one = statements(chance, item)
            if one:
                said[ref] = one
    return said


def changes_of(chance: Random, names: list[str]) -> dict[str, Any]:
    """Return what a fork changes in a list of entries that bear `names`."""
    target = chance.choice(names)
    rest = [name for name in names if name != target]
    kind = chance.choice(["add", "set", "remove", "move"])
    if kind == "add":
        added = range(chance.randint(1, 2))
        return {
            "add": [
                {"id": f"x-{number}", "text": chance.choice(TEXTS), "after": target}
                for number in added
            ]
        }
    if kind == "set":
        return {"set": {target: {"text": chance.choice(TEXTS)}}}
    if kind == "remove":
        return {"remove": [target]}
    return {"move": [{"move": target, "before": chance.choice(rest)}]} if rest else {}


def statements(chance: Random, item: dict[str, Any]) -> dict[str, Any]:
    said: dict[str, Any] = {}
    what = _some(chance, ["set", "unset", "edit", "lists", "hide", "tags"])
    if "set" in what:
        said["set"] = {"title": chance.choice(TEXTS)}
    if "unset" in what and "body" in item:
        said["unset"] = ["body"]
    if "edit" in what:
        edit = {"append": " Ask for Kim."}
        last = " ".join(item["summary"].split()[-1 - len(item["summary"]) % 2 :])
        if item["summary"].count(last) == 1 and chance.randint(0, 1):
            edit = {"replace": last, "with": "us"}
        said["edit"] = {"summary": [edit]}
    names = [entry["id"] for entry in item.get("done_when", ())]
    if "lists" in what and names and (changes := changes_of(chance, names)):
        said["lists"] = {"done_when": changes}
    if "tags" in what and "tags" in item:
        said.setdefault("lists", {})["tags"] = {"add": ["mine"], "remove": [item["tags"][0]]}
    if "hide" in what:
        said["hide"] = "true"
    return said


@dataclass(frozen=True, eq=False)
class Case:
    """A fork, its upstream over three years, and a fork of the fork."""

    years: tuple[Upstream, Upstream, Upstream]
    said: Said
    moves: dict[str, Any]
    word: str | None
    below: Said


def case(seed: int) -> Case:
    """Return a case of its own for each seed, the same one every time."""
    chance = Random(seed)
    first = upstreams(chance)
    second = changed(chance, first)
    third = changed(chance, second)
    said = overrides(chance, first)
    move: dict[str, Any] = {"move": "steps/x-own"}
    move["after"] = chance.choice(first["order"])
    below = {
        ref: {"set": {"title": chance.choice(TEXTS)}}
        for ref in first["order"]
        if chance.randint(0, 1)
    }
    word = chance.choice(TEXTS) if chance.randint(0, 1) else None
    return Case((first, second, third), said, {"begin": [move]}, word, below)


def upstream_layer(upstream: Upstream) -> Layer:
    manifest = {
        "id": "org.up",
        "title": "Up",
        "version": "1",
        "words": {"unit": {"one": upstream["one"], "other": "units"}},
        "phases": [{"id": "begin", "steps": upstream["order"]}],
    }
    rows = tuple(
        document(item, f"up/{ref}.yml", ref) for ref, item in sorted(upstream["items"].items())
    )
    return Layer(Draft(document(manifest, "up/playbook.yml", "playbook"), rows, {}, ()))


def fork_layer(
    case: Case, *, files: int = 1, said: Said | None = None, policy: str = "show"
) -> Layer:
    manifest: dict[str, Any] = {"id": "org.fork", "title": "Fork", "version": "1", "prefix": "x"}
    manifest["extends"] = {"id": "org.up", "source": "../up"}
    manifest["policy"] = {"new_items": policy}
    if case.word is not None:
        manifest["words"] = {"unit": {"one": case.word, "other": "units"}}
    own = document({"title": "Own", "summary": "Own"}, "content/steps/x-own.yml", "steps/x-own")
    said = case.said if said is None else said
    parts: list[dict[str, Any]] = [{} for _ in range(files)]
    for number, (ref, one) in enumerate(said.items()):
        parts[number % files].setdefault("items", {})[ref] = one
    parts[-1]["order"] = case.moves
    rows = tuple(
        document(part, f"overrides/{n}.yml", str(n)) for n, part in enumerate(parts) if part
    )
    draft = Draft(document(manifest, "content/playbook.yml", "playbook"), (own,), {}, ())
    return Layer(draft, rows)


def below_layer(case: Case) -> Layer:
    manifest = {"id": "org.below", "title": "Below", "version": "1", "prefix": "y"}
    manifest["extends"] = {"id": "org.fork", "source": "../fork"}  # type: ignore[assignment]
    rows = (document({"items": case.below}, "overrides/b.yml", "b"),) if case.below else ()
    return Layer(Draft(document(manifest, "content/playbook.yml", "playbook"), (), {}, ()), rows)


def upgraded(
    case: Case, old: Upstream, new: Upstream, locked: Baseline = EMPTY_BASELINE
) -> tuple[Merged, Baseline]:
    before = [upstream_layer(old)]
    after = before if new is old else [upstream_layer(new)]
    _, done, locked = compare(before, after, fork_layer(case), locked)
    assert not done.problems, done.problems
    return done, locked


def shown(done: Merged) -> dict[str, Any]:
    """What readers see: every item's data, what is hidden, the manifest."""
    found = {item.ref: item.data for item in done.draft.items}
    return {"items": found, "hidden": done.draft.hidden, "manifest": done.draft.manifest.data}


def laid(case: Case, upstream: Upstream, locked: Baseline) -> Merged:
    own = fork_layer(case)
    return merge_layers([upstream_layer(upstream), Layer(own.draft, own.overrides, locked)])


def state(case: Case, done: Merged, locked: Baseline) -> ForkState:
    pin = Pin("org.up", "1", "h1:", "up.zip")
    return ForkState(fork_layer(case), Lock((pin,), locked), done)
