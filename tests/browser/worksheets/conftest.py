"""A small playbook whose worksheets have every type of field, built and served once."""

from __future__ import annotations

import functools
import http.server
import json
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st
from playwright.sync_api import BrowserContext, Page, expect

from playbook.answers import Sheet, sheet_of
from playbook.pipeline import assemble
from playbook.publish import build

CASE = Path(__file__).parent.parent.parent / "cases" / "base"
SETTINGS = """\
site_name: set by content/playbook.yml
docs_dir: content
theme: {name: material}
plugins: [playbook-pages, playbook-worksheets, search]
"""
PLAN = "worksheets/plan/"

TEXT = st.text(st.characters(exclude_categories=("Cs", "Cn")), max_size=40) | st.sampled_from(
    [
        "",
        " ",
        "a\r\nb",
        "e\u0301",
        "\u2028x",
        "tab\tx",
        "\ufeffy",
        "\U0001f331",
        "سلام 12",
        "x" * 3000,
    ]
)
SCALARS = {"place": TEXT, "story": TEXT, "size": TEXT, "begin_on": TEXT, "first_meeting": TEXT}
ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        **SCALARS,
        "soil": st.sampled_from(["sand", "clay", "peat"]),
        "tools": st.lists(st.sampled_from(["spade", "fork", "hose", "cart"]), max_size=4),
        "insured": st.sampled_from([True, "true", False]),
        "hope": st.sampled_from(["1", "5", "9"]),
        "plants": st.lists(TEXT, max_size=6),
        "beds": st.lists(
            st.fixed_dictionaries(
                {},
                optional={
                    "name": TEXT,
                    "light": st.sampled_from(["sun", "shade", "x"]),
                    "effort": st.just("2"),
                    "length": TEXT,
                },
            ),
            max_size=5,
        ),
        "months": st.fixed_dictionaries(
            {},
            optional={"spring": st.fixed_dictionaries({}, optional={"who": TEXT}), "autumn": TEXT},
        ),
        "fence": TEXT | st.lists(TEXT, max_size=2) | st.dictionaries(TEXT, TEXT, max_size=2),
        "\U0001f331": TEXT,
        "\uffee": TEXT,
    },
)


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="session")
def garden_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("garden")
    shutil.copytree(CASE / "content", folder / "content")
    (folder / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    build(folder, site_dir=folder / "site")
    return folder


@pytest.fixture(scope="session")
def garden(garden_folder: Path) -> Iterator[str]:
    """The address of the small playbook's site."""
    handler = functools.partial(_Quiet, directory=str(garden_folder / "site"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def plan_sheet(garden_folder: Path) -> Sheet:
    """The worksheet with every type of field."""
    playbook = assemble(garden_folder).playbook
    entry = playbook.entries[next(ref for ref in playbook.entries if ref == "worksheets/plan")]
    return sheet_of(playbook.manifest, entry.ref, entry.item, {})


@pytest.fixture
def plan(page: Page, garden: str) -> Page:
    """The page of that worksheet, with nothing typed."""
    page.goto(garden + PLAN)
    expect(page.locator("form[data-ready]")).to_be_visible()
    return page


@pytest.fixture
def status(page: Page) -> Callable[[str], None]:
    """Wait until the bar says something."""
    return lambda text: expect(page.locator("[data-status]")).to_have_text(text)


@pytest.fixture
def notice(page: Page) -> Callable[[str], None]:
    """Wait until the notice says something."""
    return lambda text: expect(page.locator("[data-notice]")).to_contain_text(text)


@pytest.fixture
def saved(page: Page) -> Callable[[], bytes]:
    """Save the copy in hand to a file, and return its bytes."""

    def save() -> bytes:
        with page.expect_download() as download:
            page.get_by_role("button", name="Save to a file", exact=True).first.click()
        return Path(download.value.path()).read_bytes()

    return save


@pytest.fixture
def opened(page: Page) -> Callable[..., None]:
    """Open a file on the page."""

    def open_file(content: bytes | dict[str, Any], name: str = "answers.json") -> None:
        raw = content if isinstance(content, bytes) else json.dumps(content).encode()
        kind = "application/pdf" if name.endswith(".pdf") else "application/json"
        page.locator("[data-file]").set_input_files({"name": name, "mimeType": kind, "buffer": raw})

    return open_file


@pytest.fixture
def second(context: BrowserContext, garden: str) -> Page:
    """The same worksheet in a second window."""
    page = context.new_page()
    page.goto(garden + PLAN)
    expect(page.locator("form[data-ready]")).to_be_visible()
    return page


@pytest.fixture(scope="session")
def any_answers() -> st.SearchStrategy[dict[str, Any]]:
    """Answers to every type of question, fitting and odd."""
    return ANSWERS


@pytest.fixture(scope="session")
def file_of() -> Callable[..., dict[str, Any]]:
    """Return what an answers file holds."""

    def make(sheet: Sheet, answers: dict[str, Any], **more: Any) -> dict[str, Any]:
        own = {
            "format": "playbook-answers/1",
            "playbook": sheet.manifest.id,
            "worksheet": str(sheet.ref),
        }
        return {**own, "answers": answers, "copy": "Elm", **more}

    return make
