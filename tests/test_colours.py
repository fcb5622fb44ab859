"""The colours of the pages: legible on what they stand on, and told apart by everyone.

Contrast after WCAG 2.2; distance after CIEDE2000, as seen with and without the three common
kinds of colour blindness (after Machado, 2009). Icon and word always stand beside the hue.
"""

from __future__ import annotations

import re
from itertools import combinations

import pytest
from coloraide import Color

from playbook.kinds import KINDS
from playbook.model.manifest import Brand
from playbook.render.brand import brand_css, contrast
from playbook.render.hues import hues_css
from playbook.shipped import shipped_folder

CSS = "\n".join(
    (
        (shipped_folder("templates") / "assets" / "10-base.css").read_text(encoding="utf-8"),
        hues_css({}),
        brand_css(Brand()),
    )
)
HUES = [kind for kind, model in KINDS.items() if model.place.colors]


def tokens(scheme: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for block in re.findall(rf"\[data-md-color-scheme=\"?{scheme}\"?\]\s*{{([^}}]*)}}", CSS):
        found |= dict(re.findall(r"--pb-([a-z0-9-]+):\s*(#[0-9a-f]{6})", block))
    return found


@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_text_in_every_colour_can_be_read(scheme: str):
    colours = tokens(scheme)
    for name in ("ink", "ink2", "brand", *HUES):
        for ground in ("page", "band"):
            assert contrast(colours[name], colours[ground]) >= 4.5, (name, ground)
    assert contrast(colours["on-brand"], colours["brand"]) >= 4.5
    for ground in ("page", "band"):
        assert contrast(colours["ctl"], colours[ground]) >= 3, "borders of controls"


@pytest.mark.parametrize("sight", ["normal", "protan", "deutan", "tritan"])
@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_no_two_kinds_look_alike(scheme: str, sight: str):
    colours = tokens(scheme)
    seen = {kind: Color(colours[kind]) for kind in HUES}
    if sight != "normal":
        seen = {kind: colour.filter(sight, method="machado") for kind, colour in seen.items()}
    for one, other in combinations(HUES, 2):
        assert seen[one].delta_e(seen[other], method="2000") >= 9, (one, other)
