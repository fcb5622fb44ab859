"""The form of a fork opens what was saved with the playbooks that it builds on."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from playbook.exchange import Filling, fill_file, read_file
from playbook.publish import build
from tests.browser.conftest import serve
from tests.forks.growing import grow
from tests.forks.test_upstream_answers import COUNTY, NOW, SHEET, STATE, answers_of


@pytest.fixture(scope="session")
def family(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three levels a year later, the last one built."""
    family = grow(tmp_path_factory.mktemp("levels"), STATE, COUNTY)
    build(family / "county", site_dir=family / "county/site")
    return family


@pytest.fixture(scope="session")
def address(family: Path) -> Iterator[str]:
    with serve(family / "county/site") as address:
        yield f"{address}{SHEET}/"


@pytest.fixture
def form(page: Page, address: str) -> Page:
    page.goto(address)
    expect(page.locator("form[data-ready]")).to_be_visible()
    return page


def shows_all(form: Page) -> None:
    """Every answer stands at the question of today, and nothing is left over."""
    expect(form.locator("[name=result]")).to_have_value(NOW["result"])
    expect(form.locator("[name=begins_on]")).to_have_value(NOW["begins_on"])
    expect(form.locator("[name=kind][value=better]")).to_be_checked()
    expect(form.locator("[name='people.0.name']")).to_have_value("Ana")
    expect(form.locator("[name=st_form]")).to_be_visible()
    assert "2026-03-01" not in form.locator("form[data-playbook]").inner_text()


@pytest.mark.parametrize("made_with", ["national", "state", "county"])
def test_a_file_of_any_level_opens_and_saves_as_python_reads_it(
    made_with: str,
    family: Path,
    form: Page,
    tmp_path: Path,
    opened: Callable[..., None],
    saved: Callable[[], bytes],
    notice: Callable[[str], None],
):
    file = answers_of(f"org.example.{made_with}", tmp_path / "answers.json")
    opened(file.read_bytes())
    notice("is open as a new copy")
    shows_all(form)
    mine, theirs = json.loads(saved()), json.loads(read_file(family / "county", file))
    assert mine["answers"] == theirs["answers"] == NOW
    assert mine["playbook"] == "org.example.county"


def test_a_pdf_of_upstream_opens(
    family: Path,
    form: Page,
    tmp_path: Path,
    opened: Callable[..., None],
    notice: Callable[[str], None],
):
    file = answers_of("org.example.national", tmp_path / "answers.json")
    pdf = tmp_path / "filled.pdf"
    fill_file(family / "national", file, pdf, Filling(private=True))
    opened(pdf.read_bytes(), "filled.pdf")
    notice("is open as a new copy")
    shows_all(form)


def test_a_file_of_a_stranger_is_refused(
    form: Page, tmp_path: Path, opened: Callable[..., None], notice: Callable[[str], None]
):
    opened(answers_of("org.example.stranger", tmp_path / "answers.json").read_bytes())
    notice("belongs to another playbook (org.example.stranger)")
    expect(form.locator("[name=result]")).to_have_value("")
