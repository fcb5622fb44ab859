"""Are pages drawn on demand, and those kept, those of a whole build? `-m tests.publish.identity`.

After each of many random edits every file of a whole build is compared with what the preview
answers, and with a site built again and again, byte by byte; where a build is refused, both must
refuse in the same words.
"""

from __future__ import annotations

import argparse
import html
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

from playbook.cache.fingerprints import INPUTS
from playbook.errors import PlaybookError
from playbook.forks.fork import fork
from playbook.keys import hash_files
from playbook.publish import build
from playbook.publish.preview import Preview
from playbook.static import MARK
from tests.publish.edits import BREAKING, EDITS, mend, override, series

ROOT = Path(__file__).parent.parent.parent
SEED = 20261129


def playbook(folder: Path, *, printed: bool = False) -> Path:
    """The small playbook of the tests, with its settings; `printed` with a book and cards, too."""
    shutil.copytree(ROOT / "tests/cases/base", folder)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    if printed:
        print_whole(folder)
    return folder


def print_whole(folder: Path) -> None:
    """Ask for a book of a playbook, and for cards."""
    manifest = folder / "content/playbook.yml"
    text = manifest.read_text(encoding="utf-8")
    manifest.write_text(f"{text}book: {{}}\ncards: {{}}\n", encoding="utf-8")


def address(name: str) -> str:
    return "/" + name.removesuffix("index.html") if name.endswith("index.html") else f"/{name}"


def differing(preview: Preview, site: Path) -> list[str]:
    """The files of a whole build that the preview answers otherwise."""
    found = []
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if path.is_file() and name != MARK:
            answer = preview.answer(address(name))
            if (answer.code, answer.content) != (200, without_sizes(path.read_bytes())):
                found.append(name)
    return found


def without_sizes(content: bytes) -> bytes:
    """What a preview does not say: how large the book is, which it has not made."""
    return re.sub(rb' <span class="pb-print-size">.*?</span>', b"", content)


def compared(
    folder: Path,
    work: Path,
    preview: Preview,
    edition: str | None = None,
    *,
    breaks: bool = False,
) -> list[str]:
    """What of the playbook in `folder` is not as a whole build has it.

    That is in its preview, and in a site of which all is kept that has not changed. A build that
    is refused is a difference, too, unless it has to be: pages that nobody builds are all alike.
    """
    site, again = work / "whole", work / "again"
    shutil.rmtree(site, ignore_errors=True)
    said = attempted(folder, site, edition)
    also = attempted(folder, again, edition)
    found = [f"refused: {said}"] * (bool(said) != breaks) + [f"{said} / {also}"] * (said != also)
    if said or also:
        return found + refused(preview, said)
    return found + differing(preview, site) + between(site, again)


def attempted(folder: Path, site: Path, edition: str | None) -> str:
    """Why a build is refused, if it is."""
    try:
        build(folder, site_dir=site, edition=edition)
    except PlaybookError as error:
        return str(error)
    return ""


def between(one: Path, other: Path) -> list[str]:
    """The files that two sites do not have alike."""
    names = {path.relative_to(site).as_posix() for site in (one, other) for path in site.rglob("*")}
    pairs = ((name, one / name, other / name) for name in sorted(names))
    return [f"{name}, kept" for name, *pair in pairs if len({_content(path) for path in pair}) > 1]


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else b"a folder" if path.is_dir() else None


def refused(preview: Preview, said: str) -> list[str]:
    """The pages that do not say what a build says; a template may fail on some of them only."""
    shown = [preview.answer(f"/{name}").content.decode() for name in ("", "steps/dig/", "tips/")]
    lines = [html.escape(line) for line in said.splitlines()]
    return [] if any(all(line in page for line in lines) for page in shown) else [said]


def run(folder: Path, work: Path, count: int, seed: int) -> Iterator[tuple[str, list[str]]]:
    """Each edit by its name, and what differs after it; what is for a fork is done in one."""
    ours = work / "ours"
    fork(str(folder), ours, id="org.example.ours", prefix="us")
    places = [(home, work / f"of-{home.name}", _preview(home, work)) for home in (folder, ours)]
    for number, edit in enumerate(series(Random(seed), count)):
        home, scratch, preview = places[edit is override]
        before = hash_files(home, *INPUTS)
        edit(home, number)
        if hash_files(home, *INPUTS) != before:
            breaks = edit in BREAKING
            yield edit.__name__, compared(home, scratch, preview, breaks=breaks)
            mend(home, number)


def _preview(folder: Path, work: Path) -> Preview:
    return Preview(folder, None, work / f"of-{folder.name}" / "preview", lambda _: None)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--edits", type=int, default=500)
    parser.add_argument("--seed", type=int, default=SEED)
    given = parser.parse_args()
    kinds: Counter[str] = Counter()
    wrong = 0
    with tempfile.TemporaryDirectory() as temporary:
        folder = playbook(Path(temporary) / "playbook", printed=True)
        work = Path(temporary) / "work"
        work.mkdir()
        for name, differences in run(folder, work, given.edits, given.seed):
            kinds[name] += 1
            wrong += bool(differences)
            for one in differences[:5]:
                print(f"edit {kinds.total()}, {name}: {one}", flush=True)
            if not kinds.total() % len(EDITS):
                print(f"{kinds.total()} edits, {wrong} with differences", file=sys.stderr)
    counts = ", ".join(f"{name} {count}" for name, count in sorted(kinds.items()))
    rarest = min(kinds.values(), default=0)
    print(f"seed {given.seed}: {kinds.total()} edits, {wrong} with differences")
    print(f"each kind at least {rarest} times: {counts}")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
