"""Every PDF that is shipped, looked at page by page: no paper is wasted on a few lines."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf
import pypdfium2
import pytest

from playbook.sheets import PAPERS

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
    found = [leaf for path in sorted(built.glob("*/*/*.pdf")) for leaf in _leaves(path)]
    assert sum(not leaf.last for leaf in found) > 100
    return found


def test_no_page_holds_but_a_heading_or_a_row(leaves):
    wasted = [leaf for leaf in leaves if leaf.used < (LAST if leaf.last else INSIDE)]
    assert wasted == []
