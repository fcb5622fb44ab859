"""What an edit costs until its page is shown: `playbook serve`, asked as a browser asks it."""

from __future__ import annotations

import http.client
import os
import re
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

TIP = "content/tips/generated-0.yml"
PAGE = "/tips/generated-0/"
EDITS = 22
_REST = 1.0
"""Seconds between two edits."""
_EPOCH = re.compile(rb"livereload\((\d+), \d+\)")


class Served(NamedTuple):
    """How long a person waited for a page, and what it cost: medians of all edits."""

    seconds: float
    cpu: float
    longest: float
    first: float
    """Seconds from the command to the first page."""


def served(folder: Path, environment: Mapping[str, str]) -> Served:
    """Return what edits of every kind cost in the playbook in `folder`; on Linux alone."""
    begin = time.monotonic()
    with _server(folder, environment) as (port, pid):
        epoch = _shown(port)
        first = time.monotonic() - begin
        edits = _edits(folder)
        rows = []
        for number in range(EDITS):
            epoch = _settled(port, epoch)
            before = _cpu(pid), time.monotonic()
            edits[number % len(edits)](number)
            while int(_get(port, f"/livereload/{epoch}/1")) <= epoch:
                pass  # it answers after a minute without a change
            epoch = _shown(port)
            rows.append((time.monotonic() - before[1], _cpu(pid) - before[0]))
    seconds, cpu = zip(*rows, strict=True)
    return Served(statistics.median(seconds), statistics.median(cpu), max(seconds), first)


@contextmanager
def _server(folder: Path, environment: Mapping[str, str]) -> Iterator[tuple[int, int]]:
    """Serve a playbook; yield port and process."""
    command = [sys.executable, "-m", "playbook", "serve", "-C", str(folder), "--port", "0"]
    told = os.environ | dict(environment)
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=told) as process:
        assert process.stderr is not None
        lines = iter(process.stderr.readline, "")
        line = next(line for line in lines if line.startswith("http://"))
        # What it says of each edit is read, too: a full pipe would hold it up.
        threading.Thread(target=process.stderr.read, daemon=True).start()
        yield int(line.split("/")[2].rpartition(":")[2]), process.pid
        process.terminate()  # what runs in the background is deaf to an interrupt
        process.wait()


def _get(port: int, path: str) -> bytes:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
    connection.request("GET", path)
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    assert answer.status == 200, content
    return content


def _settled(port: int, epoch: int) -> int:
    """Wait as a person would, until no earlier edit is told of any more; return the state shown."""
    while True:
        time.sleep(_REST)
        found = _shown(port)
        if found == epoch:
            return found
        epoch = found


def _shown(port: int) -> int:
    """Ask for the page; return the state that it is of."""
    found = _EPOCH.search(_get(port, PAGE))
    assert found, "the page reloads itself"
    return int(found[1])


def _cpu(pid: int) -> float:
    """Return the seconds of CPU that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _set(folder: Path, name: str, pattern: str, text: str) -> None:
    path = folder / name
    before = path.read_text(encoding="utf-8")
    path.write_text(re.sub(pattern, text, before, count=1, flags=re.M), encoding="utf-8")


def reword(folder: Path, number: int) -> None:
    """Change the words of one tip."""
    _set(folder, TIP, r"^summary: .*", f"summary: Changed {number} times.")


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
        lambda n: reword(folder, n),
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
