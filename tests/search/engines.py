"""Engines side by side in one real browser: ours, lunr with a query of its own, stock Material."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from playwright.sync_api import Page

from playbook.render import Site
from tests.benchmarks.generated import markdown_of

Answers = dict[str, list[str]]

_LUNR = """([items, texts]) => {
  const index = lunr(function () {
    this.ref("ref");
    this.field("title", {boost: 6}); this.field("aliases", {boost: 5});
    this.field("summary", {boost: 3}); this.field("text");
    items.forEach((item, at) => this.add({ref: item[0], title: item[2], summary: item[3],
      aliases: item[4].join(" "), text: texts[at]}));
  });
  return (text) => index.query((query) => {
    for (const word of lunr.tokenizer(text)) {
      const said = String(word);
      query.term(said, {boost: 10});
      query.term(said, {boost: 3, usePipeline: false, wildcard: lunr.Query.wildcard.TRAILING});
      const editDistance = said.length > 7 ? 2 : 1;
      if (said.length > 3) query.term(said, {boost: 1, usePipeline: false, editDistance});
    }
  }).slice(0, 10).map((found) => found.ref);
}"""

_STOCK = """async ([address, docs, config]) => {
  window.stock = await new Promise((done) => {
    const worker = new Worker(address);
    const ask = (text) => new Promise((answer) => {
      worker.onmessage = ({data}) => answer(data.data.items.map((group) => group[0].location));
      worker.postMessage({type: 2, data: text});
    });
    worker.onmessage = () => done(ask);
    worker.postMessage({type: 0, data: {config, docs, options: {suggest: false}}});
  });
}"""


def ours(page: Page, site: Site, queries: Sequence[str]) -> Answers:
    """What our ranking answers."""
    load(page, site.files)
    return ranked(page, queries)


def ranked(page: Page, queries: Sequence[str]) -> Answers:
    """What our ranking answers in a page that has the engine and the index."""
    script = """(queries) => {
      window.ranking ??= playbook.search.ranking(playbook.found);
      return queries.map((text) => ranking.rank(text).results.slice(0, 10)
        .map(({item}) => playbook.found.items[item][0]));
    }"""
    found = page.evaluate(script, list(queries))
    return dict(zip(queries, [[_ref(url) for url in row] for row in found], strict=True))


def load(page: Page, site_files: Mapping[str, bytes]) -> None:
    """Put engine and index into an empty page."""
    page.goto("about:blank")
    for name in ("search/engine.js", "search/index.js"):
        page.add_script_tag(content=site_files[name].decode())
    page.evaluate("window.ranking = undefined")


def lunr(page: Page, site: Site, texts: Sequence[str], queries: Sequence[str]) -> Answers:
    """What lunr answers, as MkDocs ships it, to exact, beginning and misspelt words."""
    page.goto("about:blank")
    source = files("mkdocs") / "contrib/search/templates/search/lunr.js"
    page.add_script_tag(content=source.read_text(encoding="utf-8"))
    page.add_script_tag(content=site.files["search/index.js"].decode())
    script = f"([texts, queries]) => queries.map(({_LUNR})([playbook.found.items, texts]))"
    found = page.evaluate(script, [list(texts), list(queries)])
    return dict(zip(queries, [[_ref(url) for url in row] for row in found], strict=True))


def stock_site(site: Site, folder: Path) -> Path:
    """Build the same items with stock MkDocs and Material; return the built site."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    markdown_of(site.playbook, folder)
    config = load_config(str(folder / "mkdocs.yml"), site_dir=str(folder / "site"))
    mkdocs_build(config)
    return folder / "site"


def start_stock(page: Page, address: str, built: Path, docs: list[dict[str, Any]]) -> None:
    """Start the theme's own worker on `docs`, with the settings that the theme gives it."""
    given = json.loads((built / "search" / "search_index.json").read_text(encoding="utf-8"))
    worker = next((built / "assets/javascripts/workers").glob("search.*.js"))
    page.goto(address)
    page.evaluate(_STOCK, [address + str(worker.relative_to(built)), docs, given["config"]])


def stock(page: Page, address: str, built: Path, queries: Sequence[str]) -> Answers:
    """What the theme's own search answers; lists and the first page do not count against it."""
    given = json.loads((built / "search" / "search_index.json").read_text(encoding="utf-8"))
    start_stock(page, address, built, given["docs"])
    script = """async (queries) => {
      const all = [];
      for (const text of queries) all.push(await window.stock(text));
      return all;
    }"""
    found = page.evaluate(script, list(queries))
    rows = [[url.partition("#")[0].strip("/") for url in row] for row in found]
    items = [[ref for ref in dict.fromkeys(row) if "/" in ref] for row in rows]
    return dict(zip(queries, items, strict=True))


def _ref(url: str) -> str:
    return url.replace("/#", "/").strip("/")
