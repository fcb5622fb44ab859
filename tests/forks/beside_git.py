"""A fork of an old edition brought up to today, beside `git merge` of the same changes.

Run `python -m tests.forks.beside_git`: it needs the repository's history. What waits is what a
person has to look at; what git merges without a word may be two changes to one text.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any

from playbook.draft import read_draft
from playbook.forks.fork import fork
from playbook.forks.upgrade import upgrade
from playbook.source import Document
from tests.forks.watching import GIT

ROOT = Path(__file__).parents[2]
OLD = "b8b7e13"
STATEMENTS = 70
SEED = 70
OURS = "Ask Kim first."


@dataclass(frozen=True)
class Change:
    """One change of a fork: as a statement, and as what somebody would type into the file."""

    ref: str
    field: str
    said: dict[str, Any]
    text: str | None
    """The whole file, changed; None where it is deleted."""


def _set(field: str) -> Callable[[Document, Random], Change | None]:
    def change(item: Document, chance: Random) -> Change | None:
        if (field,) not in item.spans:
            return None
        begin, end = item.spans[field,]
        new = f"{OURS} {chance.randint(100, 999)}"
        after = "\n" if item.text[begin:end].endswith("\n") else ""
        text = f"{item.text[:begin]}{json.dumps(new)}{after}{item.text[end:]}"
        return Change(item.ref, field, {"set": {field: new}}, text)

    return change


def _body(item: Document) -> str:
    body = item.data.get("body") if isinstance(item.data, dict) else None
    return body if isinstance(body, str) else ""


def _replace(item: Document, chance: Random) -> Change | None:
    """Change three words that stand together, once in the body and once in the file."""
    words = _body(item).split()
    phrases = [" ".join(words[at : at + 3]) for at in range(len(words) - 2)]
    good = [one for one in phrases if _body(item).count(one) == item.text.count(one) == 1]
    if not good:
        return None
    old = chance.choice(good)
    said = {"edit": {"body": [{"replace": old, "with": OURS}]}}
    return Change(item.ref, "body", said, item.text.replace(old, OURS))


def _append(item: Document, _: Random) -> Change | None:
    last = next((line for line in reversed(_body(item).splitlines()) if line.strip()), "")
    if not last or item.text.count(last) != 1:
        return None
    at = item.text.index(last)
    indent = " " * (at - item.text.rindex("\n", 0, at) - 1)
    text = item.text.replace(last, f"{last}\n\n{indent}{OURS}")
    return Change(item.ref, "body", {"edit": {"body": [{"append": f"\n\n{OURS}"}]}}, text)


def _hide(item: Document, _: Random) -> Change | None:
    return Change(item.ref, "", {"hide": "true"}, None)


KINDS = (_set("title"), _set("summary"), _replace, _append, _set("title"), _replace, _hide)


def changes(content: Path, count: int, seed: int) -> list[Change]:
    """Return changes of items that are chosen at random, each of another item."""
    chance = Random(seed)
    items = list(read_draft(content).items)
    chance.shuffle(items)
    found: list[Change] = []
    for item in items:
        made = KINDS[len(found) % len(KINDS)](item, chance)
        if made is not None and len(found) < count:
            found.append(made)
    return found


def merged(old: Path, new: Path, made: list[Change], scratch: Path) -> dict[str, int]:
    """Merge the same changes with git; return the files in conflict, by their refs, with hunks."""
    repository = scratch / "repository"
    repository.mkdir()

    def git(*command: str) -> str:
        return subprocess.run(
            ["git", *GIT, *command], cwd=repository, capture_output=True, text=True, check=False
        ).stdout

    def commit(branch: str, content: Path) -> None:
        subprocess.run(["rm", "-rf", repository / "content"], check=True)
        subprocess.run(["cp", "-r", content, repository / "content"], check=True)
        git("checkout", "--quiet", "-b", branch)
        git("add", "--all")
        git("commit", "--quiet", "-m", branch)

    git("init", "--quiet")
    commit("old", old)
    commit("new", new)
    git("checkout", "--quiet", "old")
    git("checkout", "--quiet", "-b", "ours")
    for one in made:
        path = repository / f"content/{one.ref}.yml"
        path.unlink() if one.text is None else path.write_text(one.text, encoding="utf-8")
    git("add", "--all")
    git("commit", "--quiet", "-m", "ours")
    git("merge", "--quiet", "new")
    found: dict[str, int] = {}
    for name in git("diff", "--name-only", "--diff-filter=U").split():
        path = repository / name
        hunks = path.read_text(encoding="utf-8").count("<<<<<<<") if path.exists() else 0
        found[name.removeprefix("content/").removesuffix(".yml")] = max(hunks, 1)
    return found


def compared(old: Path, new: Path, count: int, seed: int, scratch: Path) -> dict[str, Any]:
    """Return what waits in a fork, and in a merge of git's, of the same changes."""
    made = changes(old / "content", count, seed)
    folder = scratch / "fork"
    fork(str(old), folder, id="org.example.neighbour", prefix="zz")
    said = {"items": {one.ref: one.said for one in made}}
    (folder / "overrides/changes.yml").write_text(json.dumps(said, indent=1), encoding="utf-8")
    upgrade(folder)
    begin = perf_counter()
    done = upgrade(folder, to=str(new))
    seconds = perf_counter() - begin
    conflicts = merged(old / "content", new / "content", made, scratch)
    touched = [
        one for one in done.merged.outcomes if one.statement.document.file.startswith("over")
    ]
    changed = [one for one in touched if one.base != one.theirs and one.statement.op != "hide"]
    return {
        "statements": len(touched),
        "states": Counter(one.state for one in touched),
        "waits": sum(one.group == "review" for one in touched),
        "problems": len(done.problems),
        "hidden items changed": sum(bool(one.seen) for one in touched),
        "fields changed on both sides": len([one for one in touched if one.state in _BOTH]),
        "files in conflict": len(conflicts),
        "conflicts": sum(conflicts.values()),
        "no conflict, though both changed one text": sum(
            one.statement.item not in conflicts for one in touched if one.state in _BOTH
        ),
        "waits, though git says nothing": sum(
            one.statement.item not in conflicts for one in touched if one.group == "review"
        ),
        "in conflict, though nothing waits": sum(
            one.statement.item in conflicts for one in touched if one.group != "review"
        ),
        "upstream changed": len(changed),
        "seconds": round(seconds, 1),
    }


_BOTH = ("stale", "stale-trivial", "edit-lost", "rebased")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--old", default=OLD, help="the commit that is forked")
    parser.add_argument("--statements", type=int, default=STATEMENTS)
    parser.add_argument("--seed", type=int, default=SEED)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        old = scratch / "old"
        old.mkdir()
        packed = subprocess.run(
            ["git", "archive", chosen.old, "content"], cwd=ROOT, capture_output=True, check=True
        )
        subprocess.run(["tar", "x", "-C", str(old)], input=packed.stdout, check=True)
        now = ["git", "describe", "--always", "--dirty"]
        today = subprocess.run(now, cwd=ROOT, capture_output=True, text=True, check=True)
        found = compared(old, ROOT, chosen.statements, chosen.seed, scratch)
    print(f"{chosen.old} -> {today.stdout.strip()}, seed {chosen.seed}")
    for what, value in found.items():
        print(f"{what}: {dict(value) if isinstance(value, Counter) else value}")


if __name__ == "__main__":
    main()
