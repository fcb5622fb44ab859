"""Sanitise HTML: which tags and attributes a page shows."""

from __future__ import annotations

import re

import nh3

TAGS = frozenset(
    (
        *("a", "abbr", "b", "blockquote", "br", "caption", "cite", "code", "col", "colgroup", "dd"),
        *("del", "details", "div", "dl", "dt", "em", "h2", "h3", "h4", "h5", "h6", "hr", "i"),
        *("img", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "s", "small", "span"),
        *("strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead"),
        *("tr", "u", "ul"),
    )
)
_ATTRIBUTES = {
    "*": {"class", "lang", "dir", "title"},
    "a": {"href", "id"},
    "img": {"src", "alt", "width", "height"},
    "li": {"id"},
    "ol": {"start"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan", "scope"},
}
_NOTE = re.compile(r"fn(?:ref)?-[0-9a-f]{12}-\d+(?::\d+)?")
"""The id of a footnote, or of the place that names it: the only ids that texts have."""


def _attribute(_tag: str, name: str, value: str) -> str | None:
    return None if name == "id" and not _NOTE.fullmatch(value) else value


_CLEANER = nh3.Cleaner(
    tags=set(TAGS),
    attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
    attribute_filter=_attribute,
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel=None,
)


def clean(html: str) -> str:
    """Return `html` with nothing in it that could act, or that a page of ours does not show."""
    return _CLEANER.clean(html)


def without_tags(html: str) -> str:
    """Return what is read of `html`, still escaped."""
    return nh3.clean(html, tags=set())
