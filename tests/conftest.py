"""What many tests share: the built site, and the switch that renews golden files."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from playbook.pipeline import assemble
from playbook.publish import build
from playbook.render import Site

ROOT = Path(__file__).parent.parent
Once = Callable[[str, Callable[[Path], object]], Path]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write what golden cases expect anew")


@pytest.fixture(scope="session")
def update(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be written anew; their diff is then read by a person."""
    return bool(request.config.getoption("--update"))


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A small valid playbook with every kind and every field, in a folder of the test's own."""
    return shutil.copytree(ROOT / "tests/cases/base", tmp_path / "base")


@pytest.fixture(scope="session")
def default_site() -> Site:
    """The playbook that ships with the program, in memory."""
    return assemble(ROOT)


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """Return a folder that is made once for all tests, though several processes share them.

    Nobody may change what is in it.
    """
    home = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        home = home.parent

    def made(name: str, make: Callable[[Path], object]) -> Path:
        folder = home / f"once-{name}"
        with FileLock(f"{folder}.lock"):
            if not folder.is_dir():
                part = home / f"part-{name}"
                shutil.rmtree(part, ignore_errors=True)
                make(part)
                part.rename(folder)
        return folder

    return made


@pytest.fixture(scope="session")
def built(once: Once) -> Path:
    """The playbook that ships with the program, built once for all tests.

    It is a copy of the project's own site, which need not be built where nothing has changed.
    """

    def make(home: Path) -> None:
        build(ROOT, strict=True)
        shutil.copytree(ROOT / "site", home / "site")

    return once("built", make) / "site"
