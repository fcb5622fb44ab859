"""What many tests share: the built site, and the switch that renews golden files."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from playbook.pipeline import assemble
from playbook.publish import build
from playbook.render import Site

ROOT = Path(__file__).parent.parent


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
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The playbook that ships with the program, built once for all tests."""
    target = tmp_path_factory.mktemp("built") / "site"
    build(ROOT, site_dir=target, strict=True)
    return target
