"""The hues of kinds as custom properties: for light and dark pages, high contrast, and paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playbook.kinds import KINDS
from playbook.render.brand import legible_on_dark, legible_on_light

if TYPE_CHECKING:
    from collections.abc import Mapping

    from playbook.model.manifest import KindName


def hues(names: Mapping[str, KindName]) -> dict[str, tuple[str, str]]:
    """Return the hue of each kind that has one, on light and on dark pages.

    `names` are a playbook's own for its kinds, which may bring another hue.
    """
    found = {kind: model.place.colors for kind, model in KINDS.items() if model.place.colors}
    for kind, named in names.items():
        if named.colour:
            found[kind] = (legible_on_light(named.colour), legible_on_dark(named.colour))
    return found


def hues_css(names: Mapping[str, KindName]) -> str:
    """Return the styles that give each kind its hue; a kind without one wears quiet ink."""
    found = hues(names)

    def tokens(values: dict[str, str]) -> str:
        return ";".join(f"--pb-{kind}:{value}" for kind, value in values.items())

    light = tokens({kind: pair[0] for kind, pair in found.items()})
    dark = tokens({kind: pair[1] for kind, pair in found.items()})
    all_ = "html body[data-md-color-scheme]"
    kinds = "".join(
        f'[data-kind="{kind}"]{{--k:var(--pb-{kind if kind in found else "ink2"})}}\n'
        for kind in KINDS
    )
    return (
        f"[data-md-color-scheme=default]{{{light}}}\n"
        f"[data-md-color-scheme=slate]{{{dark}}}\n{kinds}"
        f"@media (forced-colors:active){{{all_}{{{tokens(dict.fromkeys(found, 'CanvasText'))}}}}}\n"
        f"@media print{{{all_}{{{tokens(dict.fromkeys(found, '#000'))}}}}}\n"
    )
