"""Measures how light the pages are: `python -m tests.lighthouse [SITE]`.

SITE is a site that is built; without it, the playbook is built first. Every page is asked of
Lighthouse, and opened on a slow line. It ends with 1 where a figure is not reached.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from playbook.publish import build
from tests.browser.conftest import SWITCHES, chromium
from tests.lighthouse.auditing import CATEGORIES, WANTED, audit, install
from tests.lighthouse.painting import first_paints
from tests.lighthouse.serving import serve_compressed

ROOT = Path(__file__).parent.parent.parent
PAGES = {
    "home": "",
    "step": "steps/map-positions/",
    "worksheet": "worksheets/allies-opponents-undecideds/",
    "checklist": "checklists/pitch-ready/",
    "find": "find/",
    "tips": "tips/",
}
PAINTED = 1.8
"""Seconds until the first paint at 400 kbit/s, 400 ms, with a processor four times slower."""
RUNS = 3


def main() -> int:
    """Print the table, and return 1 where a figure is not reached."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", nargs="?", type=Path)
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--only", choices=["paint", "lighthouse"])
    given = parser.parse_args()
    if chromium() is None:
        print("There is no Chromium. Install it, or name it in PLAYBOOK_CHROMIUM.")
        return 2
    with tempfile.TemporaryDirectory() as temporary:
        site = given.site or Path(temporary) / "site"
        if given.site is None:
            build(ROOT, site_dir=site)
        with serve_compressed(site) as address:
            fits = given.only == "lighthouse" or _painted(address, given.runs)
            if given.only != "paint":
                fits = _audited(address, Path(temporary), given.runs) and fits
    print(f"Load of the machine: {os.getloadavg()[0]:.1f}")
    return int(not fits)


def _painted(address: str, runs: int) -> bool:
    print(f"{'page':12}{'first paint':>14}{'moved':>10}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=SWITCHES)
        found = first_paints(browser, address, PAGES.values(), runs)
        browser.close()
    for name, path in PAGES.items():
        painted, moved = found[path]
        print(f"{name:12}{painted:>12.2f} s{moved:>10.3f}")
    return all(painted <= PAINTED for painted, _ in found.values())


def _audited(address: str, folder: Path, runs: int) -> bool:
    lighthouse = install(folder)
    print("page".ljust(12) + "".join(name.rjust(16) for name in CATEGORIES))
    fits = True
    for name, path in PAGES.items():
        points, lost = audit(lighthouse, address + path, runs)
        print(name.ljust(12) + "".join(str(points[one]).rjust(16) for one in CATEGORIES))
        if any(points[one] < wanted for one, wanted in WANTED.items()):
            print(*(f"    {audit}" for audit in lost), sep="\n")
            fits = False
    return fits


if __name__ == "__main__":
    sys.exit(main())
