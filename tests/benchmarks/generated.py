"""Playbooks of any size, made from the words of the one that ships with the program."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import yaml

from playbook.link import Linked
from playbook.model.walk import leaves
from playbook.render.markup import Markup
from playbook.texts import LINK

ROOT = Path(__file__).parent.parent.parent
SEED = 20261122
WORDS = 250
"""Words in the body of a generated tip."""


def playbook_of(count: int, folder: Path) -> Path:
    """Write a playbook of `count` items into `folder`: the shipped one, and tips to fill it up.

    It has no book.
    """
    chance = random.Random(SEED)
    shutil.copytree(ROOT / "content", folder / "content")
    manifest = folder / "content/playbook.yml"
    lines = manifest.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(("book:", "cards:"))]
    manifest.write_text("".join(kept), encoding="utf-8")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    tips = folder / "content" / "tips"
    shipped = [
        yaml.load(path.read_bytes(), Loader=yaml.CBaseLoader) for path in sorted(tips.glob("*.yml"))
    ]
    paragraphs = [part for tip in shipped for part in tip["body"].split("\n\n")]
    aliases = [alias for tip in shipped for alias in tip.get("aliases", ())]
    usual = len(aliases) // len(shipped)
    items = [
        path.relative_to(folder / "content").with_suffix("").as_posix()
        for path in sorted((folder / "content").glob("*/*.yml"))
    ]
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
        text = yaml.dump(tip, sort_keys=False, allow_unicode=True, default_style=None)
        (tips / f"generated-{number}.yml").write_text(text, encoding="utf-8")
    return folder


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
