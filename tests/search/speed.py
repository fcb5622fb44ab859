"""How long a key takes until its first result stands there, at some sizes of playbook."""

from __future__ import annotations

import gzip
import json
import re
import statistics
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from playbook.draft import read_draft
from playbook.edition import cut
from playbook.link import Linked, link
from playbook.model import Ref
from playbook.model.walk import leaves
from playbook.render.markup import Markup
from playbook.render.templates import Templates
from playbook.search.files import INDEX, search_files
from playbook.validate import validate
from tests.benchmarks.generated import playbook_of
from tests.search.engines import load, start_stock

KEYS = 100
TYPED = (
    "how do we agree on who talks to the press about the coaltion meeting "
    "and what we ask of volunters"
)

_OURS = """async ([typed, keys]) => {
  document.body.innerHTML = `<form><input name="q">
    <div data-search-panel><p role="status"></p><div data-search-list></div></div></form>`;
  const form = document.querySelector("form");
  const start = performance.now();
  const ranking = playbook.search.ranking(playbook.found);
  const ready = performance.now() - start;
  playbook.search.box(form, ranking, (path) => path);
  const input = form.elements.q;
  const times = [];
  for (let key = 1; key <= keys; key += 1) {
    input.value = typed.slice(0, 1 + (key % typed.length));
    const begin = performance.now();
    input.dispatchEvent(new Event("input"));
    document.querySelector("[data-search-panel]").getBoundingClientRect();
    times.push(performance.now() - begin);
  }
  return [ready, times];
}"""

_STOCK = """async ([typed, keys]) => {
  const times = [];
  for (let key = 1; key <= keys; key += 1) {
    const begin = performance.now();
    await window.stock(typed.slice(0, 1 + (key % typed.length)));
    times.push(performance.now() - begin);
  }
  return times;
}"""


@dataclass(frozen=True)
class Speed:
    """Medians in milliseconds; sizes in KB of 1,000 bytes."""

    items: int
    ready: float
    ours: float
    stock: float
    raw: float
    gzipped: float


def generated(count: int, folder: Path) -> Linked:
    """Return a playbook of `count` items, with bodies as long as real ones."""
    playbook_of(count, folder)
    return link(cut(validate(read_draft(folder / "content"))))


def index_of(playbook: Linked) -> Mapping[str, bytes]:
    """Return the scripts of search."""
    return search_files(playbook, Templates("en", own=Path("/nowhere")), Markup(playbook))


def speed(page: Page, count: int, address: str, stock: Path) -> Speed:
    """Measure both engines on `count` items, one after the other in one browser."""
    with tempfile.TemporaryDirectory() as name:
        playbook = generated(count, Path(name))
    files = index_of(playbook)
    load(page, files)
    ready, ours = page.evaluate(_OURS, [TYPED, KEYS])
    start_stock(page, address, stock, _documents(playbook))
    theirs = page.evaluate(_STOCK, [TYPED, KEYS])
    size = len(files[INDEX])
    packed = len(gzip.compress(files[INDEX], mtime=0))
    medians = (statistics.median(ours), statistics.median(theirs))
    return Speed(count, ready, *medians, size / 1000, packed / 1000)


def _documents(playbook: Linked) -> list[dict[str, Any]]:
    return [
        {"location": f"{ref}/", "title": entry.item.title, "text": _text(entry.item)}
        for ref, entry in playbook.entries.items()
    ]


def _text(item: object) -> str:
    texts = (text for _, text in leaves(item) if not isinstance(text, Ref))
    return re.sub(r"\s+", " ", " ".join(texts))


def as_line(one: Speed) -> str:
    """Return the figures as a row of the table."""
    return (
        f"  {one.items:6}  {one.ours:9.1f} {one.stock:9.1f} {one.ready:9.1f}"
        f" {one.raw:9.0f} {one.gzipped:9.0f}"
    )


def from_index(files: Mapping[str, bytes]) -> dict[str, Any]:
    """Return the data of an index script."""
    script = files[INDEX].decode()
    data: dict[str, Any] = json.loads(script[script.index(".found = ") + 9 : script.rindex(";")])
    return data
