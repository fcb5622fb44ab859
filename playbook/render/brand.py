"""A publisher's two colours, made legible: WCAG contrast against the pages they stand on."""

from __future__ import annotations

import colorsys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from playbook.model.manifest import Brand

LIGHT_PAGE, DARK_PAGE = "#fdfefd", "#11191c"
INK, WHITE = "#15242a", "#ffffff"


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def brand_css(brand: Brand) -> str:
    """Return the custom properties of a brand, for light and dark pages.

    The primary colour is darkened until it has 4.5:1 on the light page and its band. Its dark twin
    keeps its hue and is lightened until it has 10:1 on the dark page; the accent is lightened until
    ink on it has 4.5:1. Every fill brings the colour of the text on it.
    """
    light = legible_on_light(brand.primary)
    dark = _lighter(brand.primary, lambda color: contrast(color, DARK_PAGE) >= 10)
    accent = _until(brand.accent, WHITE, lambda color: contrast(INK, color) >= 4.5)
    return (
        f"[data-md-color-scheme=default]{{--pb-brand:{light};--pb-on-brand:{_on(light)};"
        f"--pb-band:{_mix(LIGHT_PAGE, light, 0.07)}}}\n"
        f"[data-md-color-scheme=slate]{{--pb-brand:{dark};--pb-on-brand:{_on(dark)};"
        f"--pb-band:{_mix(DARK_PAGE, dark, 0.08)}}}\n"
        f"[data-md-color-scheme]{{--pb-accent:{accent};--pb-on-accent:{INK}}}\n"
    )


def legible_on_light(color: str) -> str:
    """Return `color`, darkened until text in it has 4.5:1 on the light page and its band."""
    return _until(color, "#000000", lambda mixed: _on_light(mixed) >= 4.5)


def legible_on_dark(color: str) -> str:
    """Return the twin of `color` for dark pages, with at least 6:1."""
    return _lighter(color, lambda mixed: contrast(mixed, DARK_PAGE) >= 6)


def _on_light(color: str) -> float:
    band = _mix(LIGHT_PAGE, color, 0.07)
    return min(contrast(color, LIGHT_PAGE), contrast(color, band))


def _on(fill: str) -> str:
    return max((WHITE, "#08231d"), key=lambda text: contrast(text, fill))


def _until(color: str, towards: str, fits: Callable[[str], bool]) -> str:
    return next(mixed for step in range(101) if fits(mixed := _mix(color, towards, step / 100)))


def _lighter(color: str, fits: Callable[[str], bool]) -> str:
    """Return `color` in its own hue, as light as it must be and no more glaring than pastel."""
    red, green, blue = (part / 255 for part in _rgb(color))
    hue, light, strength = colorsys.rgb_to_hls(red, green, blue)
    steps = (light + (1 - light) * step / 100 for step in range(101))
    pastel = (colorsys.hls_to_rgb(hue, step, min(strength, 0.46)) for step in steps)
    written = ("#" + "".join(f"{round(part * 255):02x}" for part in rgb) for rgb in pastel)
    return next(made for made in written if fits(made))


def _mix(one: str, other: str, share: float) -> str:
    pairs = zip(_rgb(one), _rgb(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _rgb(color: str) -> tuple[int, int, int]:
    red, green, blue = (int(color[index : index + 2], 16) for index in (1, 3, 5))
    return red, green, blue


def _luminance(color: str) -> float:
    parts = (part / 255 for part in _rgb(color))
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
