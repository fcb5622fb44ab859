"""The preview notices everything that goes into a site, and answers every address."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from playbook.cli import main
from playbook.errors import PlaybookError
from playbook.publish.mark import Mark, write_mark
from playbook.publish.preview import Preview
from playbook.publish.serve import _Server, guard, serve
from tests.beginning import copy_starter
from tests.publish.folders import put


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A small playbook with a problem: to say it again takes no time."""
    folder = tmp_path / "small"
    copy_starter(folder)
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
    next(line for line in said if "content/playbook.yml does not exist" in line)
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


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Preview:
    folder = tmp_path_factory.mktemp("preview")
    copy_starter(folder / "small")
    return Preview(folder / "small", None, folder, print)


def answered(preview: Preview, path: str, host: str = "localhost:8000") -> tuple[str, bytes]:
    """The code that the server answers with, and what it sends."""
    server = _Server(lambda: None, host="127.0.0.1", port=0, root=".")
    server.server_port = 8000
    codes: list[str] = []

    def start(code: str, headers: list[Any]) -> None:
        codes.append(code)

    environ = {"HTTP_HOST": host, "PATH_INFO": path, "REQUEST_METHOD": "GET"}
    content = b"".join(guard(preview, server)(environ, start))
    server.server_close()
    return codes[0], content


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
        "/tipz",
        "/\n",
        "/index.html/x",
    ],
)
def test_an_address_that_no_page_has_is_not_found(small: Preview, path: str):
    assert answered(small, path)[0] == "404 Not Found"


def test_another_name_than_ours_is_not_answered(small: Preview):
    assert answered(small, "/", host="evil.example:8000")[0].startswith("421")


def test_a_page_reloads_itself_and_is_else_as_it_is_built(small: Preview):
    code, page = answered(small, "/tips/")
    assert code == "200 OK"
    assert b"livereload" in page
    assert (
        answered(small, "/assets/playbook/icon.svg")[1]
        == small.answer("/assets/playbook/icon.svg").content
    )


@pytest.mark.parametrize("port", ["99999", "-1", "65536", "http"])
def test_a_port_that_there_is_not_is_refused_with_a_sentence(broken: Path, port: str):
    result = CliRunner().invoke(main, ["serve", "-C", str(broken), "--port", port])
    assert result.exit_code == 2
    assert "Invalid value for '--port'" in result.output


def test_what_a_stopped_build_put_aside_comes_back_before_the_preview_begins(tmp_path: Path):
    copy_starter(tmp_path / "small")
    put(tmp_path / "small", {".site.old/CNAME": "coalition.example"})
    write_mark(tmp_path / "small/.site.old", Mark("org.example.our-playbook", frozenset()))
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(PlaybookError, match="cannot be used"):
            serve(tmp_path / "small", edition=None, port=other.getsockname()[1], say=print)
    assert (tmp_path / "small/site/CNAME").read_text(encoding="utf-8") == "coalition.example"
