"""Every PDF that is shipped, looked at page by page: no paper is wasted on a few lines."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf
import pypdfium2
import pytest

from playbook.answerable import sheets_of
from playbook.answers import normalise
from playbook.fields.paper import TextKind
from playbook.model import Worksheet
from playbook.pdf.appearance import SIZES, set_text
from playbook.pdf.fill_font import fill_font
from playbook.sheets.fill import values_of
from playbook.sheets.sidecar import sidecar
from playbook.typesetting.fonts import ALWAYS
from playbook.typesetting.paper import PAPERS
from playbook.typesetting.renderer import sheet_renderer as sheet_renderer

ROOT = Path(__file__).parents[2]

TOP, BOTTOM = 13, 16
"""Millimetres of the page that are margin."""
LAST, INSIDE = 0.3, 0.65
"""How far down a page is written on at least: the last of its part, and any other."""
DARK = 200


class Leaf(NamedTuple):
    """A page: how far down it is written on, and whether its sheet ends there."""

    name: str
    used: float
    last: bool


def _leaves(path: Path) -> Iterator[Leaf]:
    height = next(paper.height for paper in PAPERS.values() if path.stem.endswith(paper.name))
    with pikepdf.open(path) as pdf, pdf.open_outline() as outline:
        numbers: dict[Any, int] = {leaf.objgen: number for number, leaf in enumerate(pdf.pages)}
        targets: list[Any] = [item.destination for item in outline.root]
        begin = {numbers[target[0].objgen] for target in targets}
    with pypdfium2.PdfDocument(path) as drawn:
        for number in range(len(drawn)):
            picture = drawn[number].render(scale=0.5, grayscale=True).to_pil()
            scale = picture.height / height
            text = (0, int(TOP * scale), picture.width, int((height - BOTTOM) * scale))
            ink = picture.crop(text).point(lambda light: 0 if light > DARK else 255).getbbox()
            used = ink[3] / (text[3] - text[1]) if ink else 0.0
            last = number + 1 == len(drawn) or number + 1 in begin
            yield Leaf(f"{path.name}, page {number + 1}", used, last)


@pytest.fixture(scope="module")
def leaves(built: Path) -> list[Leaf]:
    found = [
        leaf
        for path in sorted(built.glob("*/*/*.pdf"))
        if "-map-" not in path.name
        for leaf in _leaves(path)
    ]
    assert sum(not leaf.last for leaf in found) > 100
    return found


def test_no_page_holds_but_a_heading_or_a_row(leaves):
    wasted = [leaf for leaf in leaves if leaf.used < (LAST if leaf.last else INSIDE)]
    assert wasted == []


def test_each_checklist_is_one_sheet(leaves):
    """What stands below its boxes goes to no second page."""
    lists = {f"{path.stem}-a4.pdf" for path in (ROOT / "content/checklists").glob("*.yml")}
    begun = [leaf for leaf in leaves if leaf.name.partition(",")[0] in lists]
    assert len(begun) == len(lists) > 40
    assert [leaf for leaf in begun if not leaf.last] == []


def test_every_example_fits_its_own_blank_as_any_viewer_writes_it(default_site, built):
    """Viewers neither grow a box nor shrink what is typed: it is there at full size, or cut."""
    renderer = sheet_renderer(default_site.playbook, folder=ROOT)
    font = fill_font(ALWAYS, renderer.cache)
    cut: list[str] = []
    texts = 0
    for sheet in sheets_of(default_site.playbook, renderer, [Worksheet.kind]):
        assert isinstance(sheet.item, Worksheet)
        example = sheet.item.example
        given = normalise({"answers": example.answers if example else {}}, sheet)
        for paper in PAPERS:
            raw = (built / sheet.ref / f"{sheet.ref.id}-{paper}.pdf").read_bytes()
            fields = sidecar(raw, renderer.words)
            for name, value in values_of(sheet, given).items():
                field = fields["fields"].get(name)
                if field is None:
                    cut.append(f"{sheet.ref}, {paper}: {name} has no row")
                elif field["kind"] == "text":
                    kind: TextKind = "area" if field["area"] else "line"
                    width, height = field["rect"]
                    setting = set_text(str(value), font, width, height, kind)
                    texts += 1
                    if not setting.whole or setting.size < SIZES[kind]:
                        cut.append(f"{sheet.ref}, {paper}: {name}: {value}")
    assert texts > 1000
    assert cut == []
