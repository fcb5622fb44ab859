"""What a reader's first visit costs: bytes and requests, pictures left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.lighthouse.weighing import first_load

MOST, REQUESTS = 90 * 1024, 8


def test_the_first_load_of_a_page_is_light(built: Path):
    heavy = {}
    for page in built.rglob("*.html"):
        name = page.relative_to(built).as_posix().removesuffix("index.html")
        files = first_load(built, page)
        if sum(files.values()) > MOST or len(files) > REQUESTS:
            heavy[name] = files
    assert heavy == {}


def test_a_script_a_style_and_the_fonts_of_a_page_are_weighed(built: Path):
    files = first_load(built, built / "worksheets/north-star/index.html")
    beside = {file.rpartition("/")[2] for file in files} - {"index.html"}
    assert beside == {
        "playbook.css",
        "playbook.js",
        "form.js",
        "worksheet.js",
        *(f"{name}-latin.woff2" for name in ("atkinson-400", "atkinson-700", "zilla-600")),
    }
    assert all(size > 500 for size in files.values())


@pytest.mark.parametrize(
    ("page", "rule"), [("", ".pb-hero{"), ("tonight/", ".pb-point{"), ("my-work/", ".pb-work-do{")]
)
def test_what_only_one_page_shows_is_loaded_by_it_alone(built: Path, page: str, rule: str):
    assert rule in (built / page / "index.html").read_text(encoding="utf-8")
    everywhere = (built / "assets/playbook/playbook.css").read_text(encoding="utf-8")
    assert rule not in everywhere
    assert rule not in (built / "steps/index.html").read_text(encoding="utf-8")
