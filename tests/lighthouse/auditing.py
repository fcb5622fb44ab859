"""Google's Lighthouse, by the Node that pip brings; nothing of it is shipped."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
from pathlib import Path
from typing import Any

from tests.browser.conftest import SWITCHES, chromium
from tests.scripts.__main__ import NODE, NPM

VERSION = "13.5.0"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
WANTED = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}


def install(folder: Path) -> Path:
    """Install Lighthouse into a folder, and return what Node runs."""
    quiet = ["--silent", "--no-audit", "--no-fund", "--ignore-scripts", "--prefer-offline"]
    where = ["--prefix", str(folder), f"lighthouse@{VERSION}"]
    subprocess.run([NODE, NPM, "install", *quiet, *where], check=True, stdout=subprocess.DEVNULL)
    return folder / "node_modules/lighthouse/cli/index.js"


def audit(lighthouse: Path, address: str, runs: int) -> tuple[dict[str, int], list[str]]:
    """The points of a page by category, performance as the median, and what costs it points."""
    first = _report(lighthouse, address, CATEGORIES)
    others = [_report(lighthouse, address, CATEGORIES[:1]) for _ in range(runs - 1)]
    points = {name: _points(first, name) for name in CATEGORIES}
    points["performance"] = round(
        statistics.median(_points(one, "performance") for one in (first, *others))
    )
    return points, _lost(first)


def _report(lighthouse: Path, address: str, categories: tuple[str, ...]) -> dict[str, Any]:
    """What Lighthouse says of a page on a phone: its line and processor are computed."""
    switches = " ".join(["--headless", *SWITCHES])
    options = [
        "--quiet",
        "--output=json",
        "--throttling-method=simulate",
        f"--only-categories={','.join(categories)}",
        f"--chrome-flags={switches}",
    ]
    environment = {**os.environ, "CHROME_PATH": chromium() or ""}
    done = subprocess.run(
        [NODE, lighthouse, address, *options], env=environment, check=True, stdout=subprocess.PIPE
    )
    return dict(json.loads(done.stdout))


def _points(report: dict[str, Any], category: str) -> int:
    return round(100 * (report["categories"][category]["score"] or 0))


def _lost(report: dict[str, Any]) -> list[str]:
    """What is wrong, by the name of the audit; for those of speed, the measured value."""
    found = []
    for category in report["categories"].values():
        for reference in category["auditRefs"]:
            audit = report["audits"][reference["id"]]
            if reference["weight"] and audit["score"] is not None and audit["score"] < 0.9:
                found.append(f"{audit['id']} {audit.get('displayValue', '')}".strip())
    return found
