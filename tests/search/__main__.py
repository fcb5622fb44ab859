"""Print how well search finds what members mean, ours beside others in the same browser."""

from __future__ import annotations

import functools
import http.server
import logging
import sys
import tempfile
import threading
from pathlib import Path

from playwright.sync_api import sync_playwright

from playbook.pipeline import assemble
from tests.browser.conftest import SWITCHES, QuietHandler, chromium
from tests.search.engines import Answers, lunr, ours, stock, stock_site
from tests.search.measure import (
    blind,
    fresh,
    halves,
    later,
    misses,
    own,
    renewed,
    scores,
    strangers,
)
from tests.search.speed import as_line, speed

SIZES = (250, 1000, 3000)
ROOT = Path(__file__).parent.parent.parent


def main() -> int:
    logging.disable(logging.WARNING)
    (tuning, reported), (newer, newest), (loose, frozen) = halves(), renewed(), fresh()
    parts = {
        "tuning half": tuning,
        "reported half": reported,
        "written later": later(),
        "second edition, to tune with": newer,
        "second edition, reported": newest,
        "fresh, to tune with": loose,
        "fresh, reported": frozen,
        "fresh, both halves": [*loose, *frozen],
        "reported half, renewed": [*reported, *newest, *frozen],
        "by strangers, to tune with": strangers(),
        "by a stranger, reported": blind(),
        "by the authors": own(),
    }
    queries = [query.text for part in parts.values() for query in part]
    site = assemble(ROOT)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        built = stock_site(site, Path(name))
        handler = functools.partial(QuietHandler, directory=str(built))
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(executable_path=chromium(), args=SWITCHES)
        page = browser.new_page()
        texts = [
            (Path(name) / "docs" / f"{ref}.md").read_text(encoding="utf-8")
            for ref in site.playbook.entries
        ]
        engines = {
            "this search": ours(page, site, queries),
            "lunr, own query": lunr(page, site, texts, queries),
            "stock Material": stock(
                page, f"http://127.0.0.1:{server.server_port}/", built, queries
            ),
        }
        address = f"http://127.0.0.1:{server.server_port}/"
        speeds = [speed(page, count, address, built) for count in SIZES]
        browser.close()
        server.shutdown()
    for part, chosen in parts.items():
        print(f"\n{part}, {len(chosen)} queries")
        print(f"  {'':16} {'hit@3':>6} {'95 %':>13} {'recall@3':>9} {'MRR':>6}")
        for engine, answers in engines.items():
            got = scores(chosen, answers)
            low, high = got.interval
            figures = f"{got.hit:6.3f}  {low:.3f}-{high:.3f} {got.recall:9.3f} {got.mrr:6.3f}"
            print(f"  {engine:16} {figures}")
    print("\nA key until its results stand there (median ms of 100), and the index")
    heads = ("this", "stock", "begin ms", "KB", "KB gzip")
    print("   items " + "".join(f" {head:>9}" for head in heads))
    for one in speeds:
        print(as_line(one))
    _print_misses(engines["this search"])
    return 0


def _print_misses(answers: Answers) -> None:
    (tuning, _), (newer, _) = halves(), renewed()
    found = misses([*tuning, *newer], answers)
    print(f"\nMissed in the tuning halves: {len(found)}")
    for query, instead in found:
        print(f"  {query.text}\n    found  {', '.join(instead) or 'nothing'}")
        print(f"    wanted {', '.join(sorted(query.right))}")


if __name__ == "__main__":
    sys.exit(main())
