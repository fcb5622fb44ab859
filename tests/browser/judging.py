"""What axe says of a page."""

from __future__ import annotations

from axe_playwright_python.base import AXE_SCRIPT
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

REMEMBER = """() => {
  const { Color } = axe.commons.color;
  const read = Color.prototype.parseString, known = new Map();
  Color.prototype.parseString = function (text) {
    if (known.has(text)) return Object.assign(this, known.get(text));
    read.call(this, text);
    const { r, g, b, alpha } = this;
    known.set(text, { r, g, b, alpha });
    return this;
  };
}"""
"""Makes axe read each color once: it reads those of all that lies under each word, which is half of
its time."""

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
    "preload": False,  # for rules on sound and film, of which the pages have none
}


def thin_out(page: Page) -> None:
    """Take out of long lists what is made as rows before it: axe takes its time for each row.

    Rows are of one make where they show the same elements of the same classes.
    """
    page.evaluate(THIN, FEW)


def faults(page: Page, part: str | None = None) -> list[tuple[str, str]]:
    """The rule and the first element of every fault that axe finds on a page or a part of it."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
        page.evaluate(REMEMBER)
    result = page.evaluate("([part, rules]) => axe.run(part ?? document, rules)", [part, RULES])
    return [(fault["id"], fault["nodes"][0]["html"][:200]) for fault in result["violations"]]
