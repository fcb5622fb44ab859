"""What a fork costs: its build, the merge, an upgrade."""

from __future__ import annotations

import shutil
from pathlib import Path

from playbook.draft import read_draft
from playbook.forks.fork import fork
from playbook.forks.upgrade import upgrade
from playbook.merge import merge_layers
from playbook.pipeline import check
from playbook.upstream import read_layers
from tests.benchmarks.generated import playbook_of
from tests.benchmarks.timing import alternate, process

STATEMENTS = 200


def fork_of(upstream: Path, folder: Path) -> Path:
    """Make a fork that says 200 things of its upstream's tips."""
    fork(str(upstream), folder, id="org.example.measured", prefix="me")
    tips = sorted(path.stem for path in (upstream / "content/tips").glob("*.yml"))
    lines = ["items:"]
    for number, tip in enumerate(tips[:STATEMENTS]):
        lines.append(f"  tips/{tip}:")
        if number % 4 == 0:
            lines.append(f"    set: {{title: Our own title {number}}}")
        elif number % 4 == 1:
            lines.append(f"    set: {{summary: Our own summary {number}.}}")
        elif number % 4 == 2:
            lines.append('    edit: {body: [{append: "\\n\\nAsk for Kim."}]}')
        else:
            lines.append("    hide: true")
        lines.append("    why: For measuring.")
    (folder / "overrides/changes.yml").write_text("\n".join([*lines, ""]), encoding="utf-8")
    upgrade(folder)
    return folder


def forking(count: int, scratch: Path, rounds: int) -> None:
    upstream = playbook_of(count, scratch / "upstream")
    folder = fork_of(upstream, scratch / "fork")
    base, mine = alternate(
        rounds,
        process("playbook", "build", folder=upstream),
        process("playbook", "build", folder=folder),
    )
    print(
        f"build of a fork of {count} items with {STATEMENTS} statements: {mine:.2f} s, its "
        f"upstream {base:.2f} s: {mine / base:.2f} times (at most 1.1)"
    )
    layers = read_layers(folder, read_draft(folder / "content"))
    base, mine = alternate(
        3 * rounds, lambda: read_draft(upstream / "content"), lambda: merge_layers(layers)
    )
    print(
        f"merge: {mine * 1000:.0f} ms, load {base * 1000:.0f} ms: {mine / base:.2f} (at most 0.5)"
    )
    later = Path(shutil.copytree(upstream, scratch / "later"))
    for path in sorted((later / "content/tips").glob("*.yml"))[:STATEMENTS]:
        text = path.read_text(encoding="utf-8").replace("title: ", "title: Newer, ", 1)
        path.write_text(text, encoding="utf-8")
    years = [str(later), str(upstream)] * 100
    base, same, news = alternate(
        rounds,
        lambda: check(folder),
        lambda: upgrade(folder),
        lambda: upgrade(folder, to=years.pop(0)),
    )
    print(
        f"upgrade: {same * 1000:.0f} ms with nothing new, {news * 1000:.0f} ms with "
        f"{STATEMENTS} items changed, check {base * 1000:.0f} ms: {same / base:.2f} and "
        f"{news / base:.2f} times (at most 2)"
    )
