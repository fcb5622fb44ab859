"""The preview notices everything that goes into a site, and answers every address."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner

from playbook.cli import main
from playbook.errors import PlaybookError
from playbook.publish.mark import Mark, write_mark
from playbook.publish.serve import _Preview, _Server, serve
from playbook.starter import make_starter
from tests.publish.folders import put


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A small playbook with a problem: to say it again takes no time."""
    folder = tmp_path / "small"
    make_starter(folder)
    put(folder, {"content/tips/ask-early.yml": "title: [\n"})
    return folder


@pytest.fixture
def said(broken: Path) -> Iterator[Iterator[str]]:
    """The lines of a preview, from the moment it listens."""
    command = [sys.executable, "-m", "playbook", "serve", "-C", str(broken), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        lines = iter(process.stderr.readline, "")
        next(line for line in lines if line.startswith("http://"))
        deadline = threading.Timer(60, process.kill)
        deadline.start()
        yield lines
        deadline.cancel()
        process.send_signal(signal.SIGINT)


def test_folders_that_go_come_back_and_are_new_are_noticed(broken: Path, said: Iterator[str]):
    (broken / "content").rename(broken / "aside")
    next(line for line in said if "content' isn't an existing directory" in line)
    (broken / "aside").rename(broken / "content")
    next(line for line in said if "ask-early.yml" in line)
    for name in ("static/index.html", "templates/theme/x.html", "overrides/x.yml"):
        put(broken, {name: ""})
        next(line for line in said if "ask-early.yml" in line)
    with (broken / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write("# a comment\n")
    next(line for line in said if "ask-early.yml" in line)
    (broken / "content/playbook.yml").write_text("id: x\n", encoding="utf-8")
    next(line for line in said if "content/playbook.yml" in line)


@pytest.mark.parametrize(
    "path",
    [
        "/\0",
        "/tips/\0/",
        "/livereload/" + "9" * 5000 + "/1",
        "/" + "x" * 300,
        "/" + "y" * 100_000,
        "/\xff\xfe",
        "/../../etc/passwd",
        "/%",
        "/tips",
        "//",
        "/\n",
        "/index.html/x",
    ],
)
def test_an_address_that_no_page_has_is_not_found(tmp_path: Path, path: str):
    put(tmp_path, {"site/other.html": ""})
    server = _Server(lambda: None, host="127.0.0.1", port=0, root=str(tmp_path / "site"))
    preview = _Preview(tmp_path, None, tmp_path / "site", print)
    answer = preview.guard(server.serve_request, SimpleNamespace(server_port=8000))  # type: ignore[arg-type]
    codes: list[str] = []

    def start(code: str, headers: list[Any]) -> None:
        codes.append(code)

    environ = {"HTTP_HOST": "localhost:8000", "PATH_INFO": path, "REQUEST_METHOD": "GET"}
    list(answer(environ, start))
    server.server_close()
    assert codes == ["404 Not Found"]


@pytest.mark.parametrize("port", ["99999", "-1", "65536", "http"])
def test_a_port_that_there_is_not_is_refused_with_a_sentence(broken: Path, port: str):
    result = CliRunner().invoke(main, ["serve", "-C", str(broken), "--port", port])
    assert result.exit_code == 2
    assert "Invalid value for '--port'" in result.output


def test_what_a_stopped_build_put_aside_comes_back_before_the_preview_begins(tmp_path: Path):
    make_starter(tmp_path / "small")
    put(tmp_path / "small", {".site.old/CNAME": "coalition.example"})
    write_mark(tmp_path / "small/.site.old", Mark("org.example.our-playbook", frozenset()))
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(PlaybookError, match="cannot be used"):
            serve(tmp_path / "small", edition=None, port=other.getsockname()[1], say=print)
    assert (tmp_path / "small/site/CNAME").read_text(encoding="utf-8") == "coalition.example"
