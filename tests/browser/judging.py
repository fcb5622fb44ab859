"""What axe says of a page."""

from __future__ import annotations

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import BrowserContext, Page

FEW = 6
"""Rows of one make that are looked at."""
THIN = """few => {
  const shown = (one) => one.checkVisibility({ visibilityProperty: true });
  const told = (one) =>
    `${one.tagName} ${one.className} ${one.getAttribute("role")} ${shown(one)}`;
  const make = (row) => [...new Set([row, ...row.querySelectorAll("*")].map(told))].sort().join();
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

    Rows are of one make where they show, and hide, the same elements of the same classes: what the
    width or the scheme decides by classes is then the same in them on every width, in both schemes.
    """
    page.evaluate(THIN, FEW)


def bring_axe(context: BrowserContext) -> None:
    """Have axe on every page that is opened from now on: the browser then reads it once for all."""
    context.add_init_script(f"{AXE_SCRIPT}\n({REMEMBER})();")


def faults(page: Page, part: str | None = None) -> list[tuple[str, str]]:
    """The rule and the first element of every fault that axe finds on a page or a part of it."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
        page.evaluate(REMEMBER)
    result = page.evaluate("([part, rules]) => axe.run(part ?? document, rules)", [part, RULES])
    return [(fault["id"], fault["nodes"][0]["html"][:200]) for fault in result["violations"]]
