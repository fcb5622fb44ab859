"""Are pages drawn on demand those of a whole build? `python -m tests.publish.identity`.

After each of many random edits every file of a whole build is compared with what the preview
answers, byte by byte; where a build is refused, the preview must refuse in the same words.
"""

from __future__ import annotations

import argparse
import html
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

from playbook.errors import PlaybookError
from playbook.publish import build
from playbook.publish.preview import Preview
from playbook.static import MARK
from tests.publish.edits import broken, broken_template, mend, series

ROOT = Path(__file__).parent.parent.parent
SEED = 20261129


def playbook(folder: Path) -> Path:
    """The small playbook of the tests, with its settings."""
    shutil.copytree(ROOT / "tests/cases/base", folder)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    return folder


def address(name: str) -> str:
    return "/" + name.removesuffix("index.html") if name.endswith("index.html") else f"/{name}"


def differing(preview: Preview, site: Path) -> list[str]:
    """The files of a whole build that the preview answers otherwise."""
    found = []
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if path.is_file() and name != MARK:
            answer = preview.answer(address(name))
            if (answer.code, answer.content) != (200, path.read_bytes()):
                found.append(name)
    return found


def compared(folder: Path, work: Path, preview: Preview, edition: str | None = None) -> list[str]:
    """What differs between the preview of the playbook in `folder` and a build of it."""
    site = work / "whole"
    shutil.rmtree(site, ignore_errors=True)
    try:
        build(folder, site_dir=site, edition=edition)
    except PlaybookError as error:
        return refused(preview, folder, str(error))
    return differing(preview, site)


def refused(preview: Preview, folder: Path, said: str) -> list[str]:
    """The pages that do not say what a build says; a template may fail on some of them only."""
    shown = [preview.answer(f"/{name}").content.decode() for name in ("", "steps/dig/", "tips/")]
    lines = [html.escape(line) for line in said.splitlines()]
    return [] if any(all(line in page for line in lines) for page in shown) else [said]


def run(folder: Path, work: Path, count: int, seed: int) -> Iterator[tuple[str, list[str]]]:
    """Each edit by its name, and what differs after it."""
    preview = Preview(folder, None, work, lambda _: None)
    for number, edit in enumerate(series(Random(seed), count)):
        edit(folder, number)
        yield edit.__name__, compared(folder, work, preview)
        if edit in (broken, broken_template):
            mend(folder, number)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--edits", type=int, default=500)
    parser.add_argument("--seed", type=int, default=SEED)
    given = parser.parse_args()
    kinds: Counter[str] = Counter()
    wrong = 0
    with tempfile.TemporaryDirectory() as temporary:
        folder = playbook(Path(temporary) / "playbook")
        work = Path(temporary) / "work"
        work.mkdir()
        for name, differences in run(folder, work, given.edits, given.seed):
            kinds[name] += 1
            wrong += bool(differences)
            for one in differences[:5]:
                print(f"edit {sum(kinds.values())}, {name}: {one}")
    counts = ", ".join(f"{name} {count}" for name, count in sorted(kinds.items()))
    print(f"seed {given.seed}: {sum(kinds.values())} edits, {wrong} with differences ({counts})")


if __name__ == "__main__":
    main()
