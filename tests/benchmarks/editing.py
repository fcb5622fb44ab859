"""What a change costs: until its page is shown, and until a site is built again."""

from __future__ import annotations

import re
import resource
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from playbook.edition import cut
from playbook.link import link
from playbook.pipeline import check
from playbook.publish.preview import Preview
from tests.benchmarks.generated import markdown_of, playbook_of
from tests.benchmarks.timing import process

TIP = "content/tips/generated-0.yml"
EDITS = 20


def _set(folder: Path, name: str, pattern: str, text: str) -> None:
    path = folder / name
    before = path.read_text(encoding="utf-8")
    path.write_text(re.sub(pattern, text, before, count=1, flags=re.M), encoding="utf-8")


def _edits(folder: Path) -> list[Callable[[int], object]]:
    """One change of each kind, for its number; what is added is renamed and deleted again."""
    tips, box = folder / "content/tips", "{{% extends '@parent/pages/home.html' %}}{{# {} #}}"
    home = folder / "templates/pages/home.html"
    home.parent.mkdir(parents=True)
    new = [tips / "added.yml", tips / "renamed.yml"]
    term, step = (
        f"content/{kind}/{sorted((folder / 'content' / kind).glob('*.yml'))[0].name}"
        for kind in ("terms", "steps")
    )
    return [
        lambda n: _set(folder, TIP, r"^summary: .*", f"summary: Changed {n} times."),
        lambda n: _set(folder, TIP, r"^title: .*", f"title: Changed {n} times"),
        lambda n: _set(folder, TIP, r"^related:$", f"related:\n- {term[8:-4]}"),
        lambda n: _set(folder, TIP, r"^tags:$", f"tags:\n- new{n}"),
        lambda n: _set(folder, term, r"^title: .*", f"title: Term {n}"),
        lambda n: _set(folder, step, r"^title: .*", f"title: Step {n}"),
        lambda n: _set(folder, "content/playbook.yml", r"^tagline: .*", f"tagline: Line {n}"),
        lambda n: home.write_text(box.format(n), encoding="utf-8"),
        lambda n: new[0].write_text(f"title: A{n}\nsummary: B.\n", encoding="utf-8"),
        lambda n: new[0].rename(new[1]),
        lambda n: new[1].unlink(),
    ]


def editing(count: int, scratch: Path) -> None:
    """Print what an edit, and a build with nothing changed, cost beside a build of stock MkDocs."""
    folder = playbook_of(count, scratch / f"edit-{count}")
    stock = scratch / f"stock-{count}"
    stock.mkdir()
    markdown_of(link(cut(check(folder))), stock)
    build = process("playbook", "build", folder=folder)
    build()
    theirs, again = _cost(process("mkdocs", "build", "-q", folder=stock)), _cost(build)
    print(
        f"{count} items, nothing changed: {again:.2f} s of CPU, a build of stock MkDocs + Material "
        f"{theirs:.1f} s: {again / theirs:.3f} times (at most 0.02)"
    )
    preview = Preview(folder, None, scratch / f"work-{count}", lambda _: None)
    preview.look()
    edits = _edits(folder)
    rows = []
    for number in range(EDITS):
        edits[number % len(edits)](number)
        time.sleep(0.06)  # as a person would
        begin = time.process_time(), time.monotonic()
        answer = preview.answer("/tips/generated-0/")
        rows.append((time.process_time() - begin[0], time.monotonic() - begin[1]))
        assert answer.code == 200, answer.content
    seconds, waited = (statistics.median(row) for row in zip(*rows, strict=True))
    print(
        f"{count} items, edit to page, median of {EDITS}: {seconds:.2f} s of CPU, {waited:.2f} s "
        f"(at most {0.4 if count <= 1000 else 1.0}): {seconds / theirs:.3f} times stock's build"
    )


def _cost(run: Callable[[], object]) -> float:
    """Return the seconds of CPU that a process took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
