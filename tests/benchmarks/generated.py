"""Playbooks of any size, made from the words of the one that ships with the program."""

from __future__ import annotations

import random
import shutil
from dataclasses import replace
from functools import cache
from pathlib import Path

import yaml

from playbook.edition import cut
from playbook.link import Linked, link
from playbook.model import Record, Tip
from playbook.model.walk import leaves
from playbook.pipeline import check
from playbook.render.markup import Markup
from playbook.texts import LINK
from playbook.validate import Playbook

ROOT = Path(__file__).parent.parent.parent
SEED = 20261122
WORDS = 250
"""Words in the body of a generated tip."""


MIX = {
    "appeals": 4,
    "case-studies": 8,
    "checklists": 12,
    "guides": 4,
    "paths": 11,
    "roles": 12,
    "rules": 12,
    "sources": 20,
    "steps": 20,
    "terms": 38,
    "tips": 84,
    "worksheets": 14,
}
"""Items of each kind beside generated tips, as in the first edition: the shipped playbook grows,
and figures of a mix that grew with it would not tell how the program changes."""


def playbook_of(count: int, folder: Path) -> Path:
    """Write a playbook of `count` items into `folder`: MIX of the shipped one, and tips to fill up.

    It has no book.
    """
    chance = random.Random(SEED)
    shipped = _mixed()
    content = folder / "content"
    manifest = shipped.manifest.model_copy(update={"book": None, "cards": None})
    _write(content / "playbook.yml", manifest)
    for ref, item in shipped.items.items():
        _write(content / f"{ref}.yml", item)
    shutil.copy(ROOT / "content/synonyms.yml", content)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    tips = [item for item in shipped.items.values() if isinstance(item, Tip)]
    paragraphs = [part for tip in tips for part in tip.body.split("\n\n")]
    aliases = [alias for tip in tips for alias in tip.aliases]
    usual = len(aliases) // len(tips)
    items = sorted(map(str, shipped.items))
    steps = [ref for ref in items if ref.startswith("steps/")]
    for number in range(count - len(items)):
        body: list[str] = []
        while sum(len(part.split()) for part in body) < WORDS:
            body.append(chance.choice(paragraphs))
        tip = {
            "title": f"Generated tip {number}",
            "summary": "A tip made for measuring, with as many words as a real one.",
            "body": "\n\n".join(body) + f"\n\nSee [[{chance.choice(items)}|this]].\n",
            "steps": chance.sample(steps, 2),
            "related": chance.sample([ref for ref in items if ref not in steps], 3),
            "aliases": chance.sample(aliases, usual),
            "tags": ["measuring", "generated"],
        }
        text = yaml.dump(tip, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True)
        (content / f"tips/generated-{number}.yml").write_text(text, encoding="utf-8")
    return folder


@cache
def _mixed() -> Playbook:
    """The shipped playbook with those of its items that most others lead to."""
    whole = check(ROOT)
    linked = link(cut(whole))
    chosen = {
        entry.ref
        for kind, count in MIX.items()
        for entry in sorted(linked.of_kind(kind), key=lambda one: -len(one.around))[:count]
    }
    return cut(replace(whole, items={ref: whole.items[ref] for ref in chosen}))


def _write(path: Path, record: Record) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    told = record.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    text = yaml.dump(told, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True, width=100)
    path.write_text(text, encoding="utf-8")


def markdown_of(playbook: Linked, folder: Path) -> Path:
    """Write the same words as a stock MkDocs + Material site with pruned navigation."""
    markup = Markup(playbook)
    docs = folder / "docs"
    for ref, entry in playbook.entries.items():
        path = docs / f"{ref}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        parts = [f"# {entry.item.title}"]
        for place, text in leaves(entry.item):
            if place != ("title",) and " " in text:
                parts.append(LINK.sub(lambda found: found[2] or found[1], text))
        others = [f"- [{playbook.entries[to].item.title}](../{to}.md)" for to in entry.around]
        path.write_text("\n\n".join([*parts, "\n".join(others)]), encoding="utf-8")
    for kind in {ref.kind for ref in playbook.entries}:
        rows = [
            f"- [{entry.item.title}]({entry.ref.id}.md) {markup.plain(entry.item.summary)}"
            for entry in playbook.of_kind(kind)
        ]
        text = "\n".join([f"# {kind}", "", *rows])
        (docs / kind / "index.md").write_text(text, encoding="utf-8")
    (docs / "index.md").write_text("# Playbook\n", encoding="utf-8")
    (folder / "mkdocs.yml").write_text(
        "site_name: Stock\ntheme:\n  name: material\n  font: false\n"
        "  features: [navigation.prune, navigation.tabs, navigation.indexes]\n"
        "plugins: [search]\n",
        encoding="utf-8",
    )
    return folder
