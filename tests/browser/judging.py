"""What axe says of a page."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

FEW = 6
"""Rows of one make that are looked at."""
THIN = """few => {
  const told = (one) => `${one.tagName} ${one.className} ${one.getAttribute("role")}`;
  const shown = (one) => one.checkVisibility({ visibilityProperty: true });
  const make = (row) => [...new Set([row, ...row.querySelectorAll("*")].filter(shown).map(told))]
    .sort().join();
  for (const parent of document.querySelectorAll("body *")) {
    const seen = {};
    for (const row of parent.querySelectorAll(":scope > :is(li, tr, section, article, details)")) {
      const kind = make(row);
      seen[kind] = (seen[kind] ?? 0) + 1;
      if (seen[kind] > few) row.remove();
    }
  }
}"""

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
    "preload": False,  # for rules on sound and film, of which the pages have none
}


_readable: set[str] = set()
"""What letters look like that axe found readable, with all that they stand on."""
RUN = """async ([part, options]) => {
  const { violations } = await axe.run(part ?? document, options);
  return { violations, readable: [...axe.readable] };
}"""
REMEMBER = """(known) => {
  // Axe takes most of its time to measure the contrast of letters, and what it measures hangs on
  // few things: how they look, and what is painted behind them. It is measured once where these
  // are the same and all that lies there is around them; what else may lie there is measured.
  const readable = axe.readable = new Set(known);
  const check = axe._audit.checks["color-contrast"], measure = check.evaluate;
  const looks = new Map(), boxes = new Map();
  const box = (one) => boxes.get(one)
    ?? boxes.set(one, one.getBoundingClientRect()).get(one);
  const look = (one) => {
    if (looks.has(one)) return looks.get(one);
    const css = getComputedStyle(one);
    const clear = /^(transparent|rgba\\(.*, 0\\))$/.test(css.backgroundColor);
    const paints = !clear || css.backgroundImage !== "none"
      || one.matches("img, svg, canvas, video, object, iframe");
    const mixed = css.opacity !== "1" || css.filter !== "none" || css.mixBlendMode !== "normal"
      || css.zIndex !== "auto";
    const behind = paints || mixed ? [css.backgroundColor, css.backgroundImage, css.backgroundClip,
      css.opacity, css.filter, css.mixBlendMode, css.zIndex].join() : "";
    const letters = [one.localName, css.color, css.fontSize, css.fontWeight, css.textShadow,
      css.webkitTextStroke, css.webkitTextFillColor].join();
    return looks.set(one, { paints, behind, letters }).get(one);
  };
  let painted;
  const places = (one) => {
    const found = [];
    for (const child of one.childNodes) {
      if (child.nodeType !== Node.TEXT_NODE || !child.data.trim()) continue;
      const range = document.createRange();
      range.selectNodeContents(child);
      found.push(...range.getClientRects());
    }
    return found.length ? found : [box(one)];
  };
  const meets = (a, b) =>
    a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  const holds = (a, b) => a.left <= b.left + 1 && b.right <= a.right + 1
    && a.top <= b.top + 1 && b.bottom <= a.bottom + 1;
  const key = (one) => {
    painted ??= [...document.querySelectorAll("body, body *")].filter((two) => look(two).paints);
    const there = places(one);
    for (const other of painted) {
      const around = other.contains(one);
      const fits = (place) => (around ? holds(box(other), place) : !meets(box(other), place));
      if (!there.every(fits)) return null;
    }
    const behind = [];
    for (let up = one; up; up = up.parentElement) if (look(up).behind) behind.push(look(up).behind);
    return [look(one).letters, ...behind].join(" / ");
  };
  check.evaluate = function (one, ...more) {
    const seen = axe.commons.dom.isVisibleOnScreen(one) ? key(one) : null;
    if (seen !== null && readable.has(seen)) return true;
    const verdict = measure.call(this, one, ...more);
    if (seen !== null && verdict === true) readable.add(seen);
    return verdict;
  };
}"""


def thin_out(page: Page) -> None:
    """Take out of long lists what is made as rows before it: axe takes its time for each row.

    Rows are of one make where they show the same elements of the same classes.
    """
    page.evaluate(THIN, FEW)


def faults(page: Page, part: str | None = None) -> list[tuple[str, str]]:
    """The rule and the first element of every fault that axe finds on a page or a part of it."""
    page.evaluate(Axe().axe_script)
    page.evaluate(REMEMBER, sorted(_readable))
    found = page.evaluate(RUN, [part, RULES])
    _readable.update(found["readable"])
    return [(fault["id"], fault["nodes"][0]["html"][:200]) for fault in found["violations"]]
