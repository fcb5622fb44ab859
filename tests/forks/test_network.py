"""Upstreams over https and ssh: the same content as from the folder, and no waiting for hosts."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from playbook.upstream import git
from playbook.upstream.source import fetch
from playbook.upstream.tree import tree_hash
from tests.forks.serving import committed, http, https, repositories, sent, silent, ssh_of, told
from tests.forks.watching import CASE, listing, refused, started, watched, whole

HASH = tree_hash(dict(whole()))
SECONDS = 30
"""What is soon on a machine that does much else; waiting itself is cut down to one second."""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with the repository `national`, whose version v1 is tagged."""
    home = tmp_path / "home"
    committed(shutil.copytree(CASE / "national", home / "national"), "v1", "stände/größe#1")
    return home


@pytest.fixture
def host(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    with https(repositories(home), monkeypatch) as address:
        yield address


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(git, "ANSWER_SECONDS", 1)


def refused_at_once(family: Path, source: str) -> str:
    """Upgrade from `source`: it is refused in one line, soon, and nothing is changed."""
    before, begin = listing(family), time.monotonic()
    said = refused(watched("upgrade", "-C", family / "state", "--to", source))
    assert time.monotonic() - begin < SECONDS
    assert listing(family) == before
    assert said.strip().isprintable()
    return said


@pytest.mark.parametrize("ref", ["v1", "main", "stände/größe#1", "commit"])
def test_a_repository_over_https_is_what_the_folder_is(host: str, home: Path, ref: str):
    if ref == "commit":
        asked = ["git", "-C", str(home / "national"), "rev-parse", "HEAD"]
        ref = subprocess.run(asked, check=True, capture_output=True, text=True).stdout.strip()
    taken = fetch(f"git+{host}/national/.git@{ref}", beside=home)
    assert tree_hash(taken.tree) == HASH
    assert len(taken.commit or "") == 40


def test_a_repository_over_ssh_is_what_the_folder_is(home: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("GIT_SSH_COMMAND", ssh_of(home))
    taken = fetch(f"git+ssh://git@host.example{home}/national@v1", beside=home)
    assert tree_hash(taken.tree) == HASH


def test_a_fork_keeps_up_over_https_and_starts_nothing_but_git(host: str, home: Path, family: Path):
    source = f"git+{host}/national/.git@"
    command = ("fork", source + "v1", family / "new", "--id", "org.a", "--prefix", "q")
    assert watched(*command).exit_code == 0
    assert source in (family / "new/content/playbook.yml").read_text(encoding="utf-8")
    shutil.copytree(CASE / "national-2027", home / "national", dirs_exist_ok=True)
    committed(home / "national", "v2")
    done = watched("upgrade", "-C", family / "new", "--to", source + "v2")
    assert done.exit_code == 0, done.output
    assert "2026.1 -> 2027.1" in done.output
    assert {Path(name).name for name in started} == {"git"}


def test_a_ref_or_a_repository_that_is_missing_is_said_in_one_line(host: str, family: Path):
    assert "v9" in refused_at_once(family, f"git+{host}/national/.git@v9")
    assert "not found" in refused_at_once(family, f"git+{host}/nothing.git@v1")


def test_a_server_that_asks_for_a_password_gets_none(
    family: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    asked = tmp_path / "asked"
    program = ssh_of(tmp_path, f"touch {asked}")
    (tmp_path / ".gitconfig").write_text(f"[core]\naskPass = {program}\n", encoding="utf-8")
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("GIT_ASKPASS", "SSH_ASKPASS"):
        monkeypatch.setenv(name, program)

    def locked(request: BaseHTTPRequestHandler) -> None:
        sent(request, 401, WWW_Authenticate='Basic realm="x"', Content_Length="0")

    with https(locked, monkeypatch) as host:
        assert "could not read Username" in refused_at_once(family, f"git+{host}/x.git@v1")
        assert "401" in refused_at_once(family, f"zip:{host}/x.zip")
    assert not asked.exists()


def test_ssh_that_would_ask_has_nobody_to_ask(
    family: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    asking = 'read -r answer </dev/tty || { echo "Permission denied (publickey)." >&2; exit 255; }'
    monkeypatch.setenv("GIT_SSH_COMMAND", ssh_of(tmp_path, asking))
    refused_at_once(family, "git+ssh://git@host.example/x.git@v1")
    monkeypatch.delenv("GIT_SSH_COMMAND")
    ssh_of(tmp_path, 'echo "$@" >&2; exit 255')
    (tmp_path / "ssh-of-tests").rename(tmp_path / "ssh")
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    assert "BatchMode=yes" in refused_at_once(family, "git+ssh://git@host.example/x.git@v1")


def ended(process: int) -> bool:
    """Tell whether a process is gone, at the latest in a moment."""
    for _ in range(100):
        try:
            state = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").split()[2]
        except OSError:
            return True
        if state == "Z":
            return True
        time.sleep(0.05)
    return False


@pytest.mark.usefixtures("impatient")
def test_a_git_host_that_says_nothing_is_not_waited_for(
    family: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    with silent() as host:
        assert "did not answer" in refused_at_once(family, f"git+https://{host}/x.git@v1")
    pid = tmp_path / "pid"
    monkeypatch.setenv("GIT_SSH_COMMAND", ssh_of(tmp_path, f"echo $$ > {pid}; exec sleep 100"))
    assert "did not answer" in refused_at_once(family, "git+ssh://host.example/x.git@v1")
    assert ended(int(pid.read_text()))


def test_a_git_host_that_is_not_there_is_said_in_one_line(family: Path):
    with silent() as host:
        pass
    assert "cannot be fetched" in refused_at_once(family, f"git+https://{host}/x.git@v1")


def test_a_git_host_without_a_good_certificate_is_refused(
    family: Path, monkeypatch: pytest.MonkeyPatch
):
    with https(lambda request: told(request, b""), monkeypatch, trusted=False) as host:
        assert "certificate" in refused_at_once(family, f"git+{host}/x.git@v1")


def test_git_is_not_led_away_from_https(home: Path, family: Path, monkeypatch: pytest.MonkeyPatch):
    with http(repositories(home)) as open_to_all:
        for place in (open_to_all, home.as_uri()):

            def moved(request: BaseHTTPRequestHandler, place: str = place) -> None:
                sent(request, 302, Location=place + request.path, Content_Length="0")

            with https(moved, monkeypatch) as host:
                refused_at_once(family, f"git+{host}/national/.git@v1")


def test_what_a_host_says_cannot_write_on_the_terminal(
    family: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv(
        "GIT_SSH_COMMAND", ssh_of(tmp_path, "printf '\\033]0;owned\\007' >&2; exit 1")
    )
    assert "owned" in refused_at_once(family, "git+ssh://host.example/x.git@v1")


def test_the_short_form_of_ssh_is_answered_with_the_long_one(family: Path):
    said = refused_at_once(family, "git+git@host.example:org/national.git@v1")
    assert "git+ssh://git@host.example/org/national.git@v1" in said
