"""Draw what a widget shows: typed text that fits its box, and marks as plain vectors."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from playbook.pdf.fill_font import NAME
from playbook.pdf.mute import MUTE, field_drawing

if TYPE_CHECKING:
    from playbook.fields.paper import TextKind
    from playbook.pdf.fill_font import FillFont

INK = "0.05 0.13 0.27 rg"
SIZES = {"line": 10.0, "area": 9.0}
"""Points of typed text. Viewers keep to them: what is set to shrink by itself shrinks to three."""
SMALLEST, STEP = 8.0, 0.5
"""Where shrinking ends: what does not fit then goes on elsewhere."""
LEADING = 1.2
MORE = "\u2026"
"""What stands where a text goes on elsewhere."""
PAD = 3.0
EMPTY = b"/Tx BMC\nEMC"
POINTS = 72 / 25.4


@dataclass(frozen=True)
class Setting:
    """A text in its lines, and the size at which it fits."""

    size: float
    lines: tuple[str, ...]
    whole: bool
    """Whether these are all of it; otherwise they are its beginning."""


def set_text(
    text: str, font: FillFont, width: float, height: float, kind: TextKind = "area"
) -> Setting:
    """Return `text`, which `font` draws, wrapped into a box of so many points, as large as it fits.

    Where it does not fit at the smallest size, it is the beginning, and a mark that it goes on.
    """
    size, whole = SIZES[kind], False
    while True:
        lines = _lines(text, font, _room(width, size))
        most = _most_lines(height, size, font)
        whole = len(lines) <= most
        if whole or size <= SMALLEST:
            break
        size -= STEP
    if not whole:
        lines[most - 1 :] = [_cut_short(lines[most - 1], font, _room(width, size))]
    return Setting(size, tuple(lines), whole)


def height_needed(text: str, font: FillFont, width: float) -> float:
    """Return the height in points that `text` needs at the smallest size."""
    lines = _lines(text, font, _room(width, SMALLEST))
    return _block(len(lines), SMALLEST, font) + 2 * PAD


def _room(width: float, size: float) -> float:
    """Return how much of a font of that size fits side by side, in thousandths of it."""
    return (width - 2 * PAD) / size * 1000


def _most_lines(height: float, size: float, font: FillFont) -> int:
    """Return how many lines a box holds: one at least."""
    more = (height - PAD - 1 - _block(1, size, font)) / (size * LEADING)
    return max(1 + math.floor(more + 1e-6), 1)


def _cut_short(line: str, font: FillFont, room: float) -> str:
    """Return the beginning of a line with the mark that more follows."""
    while line and font.width(line + MORE) > room:
        line = line[:-1]
    return line.rstrip() + MORE


def text_stream(
    setting: Setting, font: FillFont, width: float, height: float, *, top: bool, mute: bool
) -> bytes:
    """Return the drawing of a text; it stands at the top of its box or in the middle.

    Where it is `mute`, it is not what the field holds.
    """
    size = setting.size
    leading = size * LEADING
    block = _block(len(setting.lines), size, font)
    y = (height - PAD if top else (height + block) / 2) - font.ascent / 1000 * size
    face = MUTE if mute else NAME
    parts = [f"q 1 1 {width - 2:.2f} {height - 2:.2f} re W n BT {INK} {face} {size:g} Tf"]
    for line in setting.lines:
        codes = "".join(f"{code:04X}" for code in font.codes(line))
        parts.append(f"1 0 0 1 {PAD:.2f} {y:.2f} Tm <{codes}> Tj")
        y -= leading
    drawn = "\n".join([*parts, "ET Q"]).encode("ascii")
    return field_drawing(drawn, "\n".join(setting.lines) if mute else "")


def tick_stream(width: float, height: float) -> bytes:
    """Return a check mark."""
    points = [(0.2, 0.52), (0.42, 0.25), (0.82, 0.8)]
    (ax, ay), (bx, by), (cx, cy) = [(x * width, y * height) for x, y in points]
    stroke = INK.replace("rg", "RG")
    return (
        f"q {stroke} {width * 0.13:.2f} w 1 J 1 j "
        f"{ax:.2f} {ay:.2f} m {bx:.2f} {by:.2f} l {cx:.2f} {cy:.2f} l S Q"
    ).encode("ascii")


def dot_stream(width: float, height: float) -> bytes:
    """Return the dot of a chosen option."""
    x, y, r = width / 2, height / 2, min(width, height) * 0.27
    k = r * 0.5523
    return (
        f"q {INK} {x + r:.2f} {y:.2f} m "
        f"{x + r:.2f} {y + k:.2f} {x + k:.2f} {y + r:.2f} {x:.2f} {y + r:.2f} c "
        f"{x - k:.2f} {y + r:.2f} {x - r:.2f} {y + k:.2f} {x - r:.2f} {y:.2f} c "
        f"{x - r:.2f} {y - k:.2f} {x - k:.2f} {y - r:.2f} {x:.2f} {y - r:.2f} c "
        f"{x + k:.2f} {y - r:.2f} {x + r:.2f} {y - k:.2f} {x + r:.2f} {y:.2f} c f Q"
    ).encode("ascii")


def _block(lines: int, size: float, font: FillFont) -> float:
    """Return the height of so many lines, in points."""
    return size * (LEADING * (lines - 1) + (font.ascent - font.descent) / 1000)


def _lines(text: str, font: FillFont, room: float) -> list[str]:
    return [line for paragraph in text.split("\n") for line in _wrap(paragraph, font, room)]


def _wrap(line: str, font: FillFont, room: float) -> list[str]:
    """Return one paragraph in lines; a word that is wider than the box is cut."""
    if font.width(line) <= room:
        return [line]
    lines: list[str] = []
    current, used = "", 0.0
    for word in line.replace(" ", " \0").split("\0"):
        width = font.width(word)
        if used + font.width(word.rstrip()) > room and current:
            lines.append(current.rstrip(" "))
            current, used = "", 0.0
        if width <= room:
            current, used = current + word, used + width
            continue
        for char in word:
            wide = font.width(char)
            if used + wide > room and current:
                lines.append(current)
                current, used = "", 0.0
            current, used = current + char, used + wide
    return [*lines, current.rstrip(" ")]
