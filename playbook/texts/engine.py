"""Set up markdown-it for texts: our links, our headings, HTML a line at a time."""

from __future__ import annotations

import re
from functools import cache as remembered
from typing import TYPE_CHECKING

from playbook.texts.raw import raw_signs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

ROOT = "/~/"
"""What links inside the site begin with, until a page puts its own way to the root there."""
LINK = re.compile(r"\[\[([^\[\]|\\]+)(?:\\?\|([^\[\]]+))?\]\]")
"""`[[kind/id]]` or `[[kind/id|label]]`; who knows other tables writes a \\ before the |."""
_PIPE, _STAND_IN = "|", "\ufdd2"
"""What stands in for the first in a link while cells are parted: Unicode keeps it for such uses."""
_OWN_PIPES = re.compile(r"(?:\[\[[^\[\]|\n]+|\{word:[a-z0-9_]+)\\?\|(?=[^\[\]|\n]*[\]}])")
"""One of our links or words, up to its |."""
MOST_LEVELS = 60
"""Levels of lists and quotes, a list counting two; Markdown leaves out what is deeper."""
_TOP_HEADING = 3
"""Bodies stand below an h2."""
_ALIGN = re.compile(r"text-align:(\w+)")


@remembered
def engine() -> MarkdownIt:
    """Return the one engine of a process; it keeps nothing of what it has rendered."""
    from markdown_it import MarkdownIt  # slow to import, and few checks need it
    from mdit_py_plugins.admon import admon_plugin
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.footnote import footnote_plugin

    markdown = MarkdownIt("gfm-like", {"html": True, "maxNesting": MOST_LEVELS})
    assert markdown.linkify is not None, "gfm-like finds addresses"
    markdown.linkify.set({"fuzzy_link": False, "fuzzy_email": True})
    markdown.core.ruler.at("linkify", _find_addresses)
    markdown.use(footnote_plugin, inline=False).use(deflist_plugin).use(admon_plugin)
    markdown.inline.ruler.before("link", "item_link", _item_link)
    markdown.block.ruler.before(
        "html_block", "tags_alone", _tags_alone, {"alt": ["paragraph", "blockquote"]}
    )
    markdown.core.ruler.before("block", "own_pipes", _hide_own_pipes)
    markdown.core.ruler.after("block", "own_pipes_again", _show_own_pipes)
    markdown.core.ruler.before("text_join", "raw_signs", _take_raw_signs)
    markdown.core.ruler.push("finish", _finish)
    markdown.add_render_rule("footnote_block_open", _notes_open)
    markdown.add_render_rule("footnote_block_close", lambda *_: "</ol>\n")
    return markdown


def _find_addresses(state: StateCore) -> None:
    """Make links of bare addresses; without one of their signs it takes long to find none."""
    from markdown_it.rules_core import linkify

    if "@" in state.src or "//" in state.src:
        linkify(state)


def _notes_open(*_: object) -> str:
    return '<hr class="pb-notes">\n<ol class="pb-notes">\n'


def _hide_own_pipes(state: StateCore) -> None:
    """Hide the | of our links and words in the rows of tables, where it would end a cell."""
    if _PIPE in state.src and _OWN_PIPES.search(state.src):
        lines = state.src.split("\n")
        state.src = "\n".join(map(_without_own_pipes, lines))


def _without_own_pipes(line: str) -> str:
    hidden = _OWN_PIPES.sub(lambda found: found[0][:-1].rstrip("\\") + _STAND_IN, line)
    return hidden if _PIPE in hidden else line


def _show_own_pipes(state: StateCore) -> None:
    for token in state.tokens:
        if _STAND_IN in token.content:
            token.content = token.content.replace(_STAND_IN, _PIPE)


def _item_link(state: StateInline, silent: bool) -> bool:
    """Read `[[kind/id|label]]`; one without a label gets the item's title later."""
    found = LINK.match(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        ref = found[1].strip()
        state.push("item_link", "a", 1).attrs = {"href": f"{ROOT}{ref}"}
        state.push("text", "", 0).content = found[2] or f"[[{ref}]]"
        state.push("item_link", "a", -1)
    state.pos = found.end()
    return True


def _tags_alone(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """Read a line of nothing but tags, so that the lines below it are Markdown all the same."""
    begin, end = state.bMarks[start] + state.tShift[start], state.eMarks[start]
    if state.src[begin : begin + 1] != "<" or state.is_code_block(start):
        return False
    line = state.src[begin:end]
    if not _lines_of_tags().fullmatch(line):
        return False
    if not silent:
        state.line = start + 1
        token = state.push("html_block", "", 0)
        token.map, token.content = [start, state.line], f"{line}\n"
    return True


@remembered
def _lines_of_tags() -> re.Pattern[str]:
    from markdown_it.common.html_blocks import block_names

    names = "|".join(sorted(block_names))
    tags = rf"(?:</?(?:{names})\b[^<>]*>|<summary\b[^<>]*>.*?</summary>|\s)+"
    return re.compile(tags, re.IGNORECASE)


def _take_raw_signs(state: StateCore) -> None:
    """Leave in the environment what prints as it was typed, where somebody asks for it."""
    if "raw" in state.env:
        state.env["raw"] = [*raw_signs(state.tokens, state.src)]


def _finish(state: StateCore) -> None:
    """Lower headings, name tables as ours, and let addresses lead from the site's root."""
    for opening, inside, closing in zip(
        state.tokens, state.tokens[1:], state.tokens[2:], strict=False
    ):
        if opening.type == "th_open" and not inside.content:  # the corner heads nothing
            opening.tag = closing.tag = "td"
    for token in state.tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + _TOP_HEADING - 1, 6)}"
        elif token.type == "table_open":
            token.attrSet("class", "pb-table")  # the theme wraps every table without a class
        elif align := _ALIGN.fullmatch(str(token.attrs.get("style", ""))):
            token.attrs = {"align": align[1]}
    for token in flat(state.tokens):
        name = {"link_open": "href", "image": "src"}.get(token.type)
        if name:
            token.attrSet(name, rooted_address(str(token.attrs.get(name, ""))))


def rooted_address(address: str) -> str:
    """Return an address inside the site as one that begins with ROOT."""
    if address.startswith("assets/"):
        return ROOT + address
    inside = address.startswith("/") and not address.startswith(("//", ROOT))
    return ROOT + address[1:] if inside else address


def flat(tokens: list[Token]) -> Iterator[Token]:
    """Yield tokens and those inside them, in reading order."""
    for token in tokens:
        yield token
        if token.children:
            yield from flat(token.children)
