"""Do the links of a built site lead somewhere? Its pages are read as they were written."""

from __future__ import annotations

import html
import posixpath
import re
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from playbook.errors import ContentError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_NO_MARKUP = re.compile(r"<!--.*?-->|(<script\b[^>]*>).*?</script>", re.DOTALL)
_VALUE = r"""\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))"""
_LINK = re.compile(rf"<[a-z]+\b[^>]*?\s(?:href|src){_VALUE}", re.IGNORECASE)
_ID = re.compile(rf"\s(?:id|name){_VALUE}", re.IGNORECASE)


def refuse_dead_links(site: Path, *, home: str) -> None:
    """Raise ContentError with every link of the pages in `site` that leads nowhere."""
    dead = list(dead_links(site, home=home))
    if dead:
        raise ContentError(dead)


def dead_links(site: Path, *, home: str) -> Iterator[Problem]:
    """Yield a warning for every link that leads to no file, or to no such place in its page.

    `home` is the path of the site's address on its host: links that begin with a slash count
    from there.
    """

    @cache
    def page(name: str) -> str:
        text = (site / name).read_text(encoding="utf-8", errors="replace")
        return _NO_MARKUP.sub(r"\1", text)

    @cache
    def places(name: str) -> frozenset[str]:
        return frozenset(html.unescape(_first(found)) for found in _ID.findall(page(name)))

    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix()
        for link in dict.fromkeys(
            html.unescape(_first(found)) for found in _LINK.findall(page(name))
        ):
            target, place = _target(name, link, home)
            if target is None:
                continue
            if (site / target).is_dir():
                target = f"{target}/index.html".lstrip("/")
            if target.startswith("..") or not (site / target).is_file():
                yield _problem(name, link, "which the site does not have")
            elif place and target.endswith(".html") and place not in places(target):
                yield _problem(name, link, "but that page has no such anchor")


def _first(groups: tuple[str, ...]) -> str:
    return next(filter(None, groups), "")


def _target(page: str, link: str, home: str) -> tuple[str | None, str]:
    """Return the file in the site that `link` leads to, and the place in it; None for others."""
    try:
        parts = urlsplit(link.strip())
    except ValueError:
        return None, ""
    if parts.scheme or parts.netloc:
        return None, ""
    path = unquote(parts.path)
    if not path:
        return page, unquote(parts.fragment)
    if path.startswith("/"):
        inside = path.removeprefix(home.rstrip("/")).lstrip("/")
    else:
        inside = posixpath.join(posixpath.dirname(page), path)
    return posixpath.normpath(inside or "."), unquote(parts.fragment)


def _problem(page: str, link: str, what: str) -> Problem:
    ref = page.removesuffix("index.html").strip("/") or "index"
    hint = "Fix the text or the template that it comes from."
    return Problem(page, 1, 1, ref, "", f"links to {link}, {what}", hint, "warning")
