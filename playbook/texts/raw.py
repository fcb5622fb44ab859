"""Find what readers would see as it was typed, though it was meant as Markdown or as HTML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playbook.texts.clean import TAGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

_CLOSE = "Close it, or write a \\ before each."
_SIGNS = tuple(
    (re.compile(pattern), what, hint)
    for pattern, what, hint in (
        (r"(?<!\*)\*\*(?!\*)(?=\w)\S*|(?<=\w)\*\*(?!\*)", "nothing closes or opens it", _CLOSE),
        (r"(?<![\w_])__(?=[^\W_])\S*", "nothing closes it", _CLOSE),
        (r"(?<!~)~~(?!~)(?=\w)\S*|(?<=\w)~~(?!~)", "nothing closes or opens it", _CLOSE),
        (r"`+\w*", "nothing closes the code", _CLOSE),
        (
            r"\]\([^()\n]{0,60}",
            "it is not a link",
            "Write [words](https://address), without spaces in the address.",
        ),
        (
            r"\[\^[^\[\]\s]+\]",
            "the note does not exist",
            "Write it below, in a paragraph of its own: [^1]: the note.",
        ),
        (r"\\n(?![a-z])", "it is not a line break here", "Write the lines below `|`, as they are."),
        (r"^#{2,6}(?=[^\s#])\S*", "it is not a heading", "Write a space after the #."),
        (
            r"^\|.*\|$",
            "it is not a table",
            "A table needs a line like |---|---| below its first one.",
        ),
        (
            r"(?<![\w./@-])www\.[a-z0-9-]+\.[a-z]\S*",
            "it is not a link",
            "Write https:// in front of it.",
        ),
    )
)
_ANY_SIGN = re.compile(r"[*_~`|#\\]|\]\(|\[\^|www\.")
"""One of these is in all that _SIGNS find; few texts have any once Markdown has read them."""
_ENTRY = re.compile(r"(?:[-*+]|\d{1,2}[.)]) \S*")
"""What begins a line below the first one of a paragraph: there it begins no entry of a list."""
_BOX = re.compile(r"\[[ xX]\](?= )")
_INSIDE_HTML = re.compile(r"\[\[|\]\(|\*\*\w|^[-*] |^\d\. |^#+ ", re.MULTILINE)
_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9-]*)")
_FENCE = re.compile(r"[\s>]*(?:```+|~~~+)\s*")


_DOUBTFUL = re.compile(r"[&\\*`~]|__|\]\(")
_PLAIN = "titles, labels and options are not Markdown"
_IN_PLAIN = tuple(
    (re.compile(pattern), what, hint)
    for pattern, what, hint in (
        (r"&(?:[a-zA-Z]{2,8}|#\d{2,6}|#x[0-9a-fA-F]{2,6});", _PLAIN, "Write the character itself."),
        (r"\\n(?![a-z])", "it is not a line break here", "Write a space in its place."),
        (r"(\*\*|__|~~)(?=\w)[^*_~\n]*\1", _PLAIN, "Leave these characters out."),
        (r"(?<![\w*])\*(?=\w)[^*\n]*(?<=\w)\*(?![\w*])", _PLAIN, "Leave these characters out."),
        (r"`\w[^`\n]*`", _PLAIN, "Leave these characters out."),
        (r"\[[^\[\]\n]+\]\([^()\s]+\)", _PLAIN, "Put the link into a text that may have one."),
    )
)


def may_be_raw(text: str) -> bool:
    """Tell whether some of a text may print as it was typed, were it no Markdown."""
    return bool(_DOUBTFUL.search(text))


def raw_in_plain(text: str) -> list[tuple[str, str, str]]:
    """Return what prints as it was typed in a text that is no Markdown, why, and what to do."""
    if not may_be_raw(text):
        return []
    return [
        (found[0], f"prints as it was typed: {what}", hint)
        for pattern, what, hint in _IN_PLAIN
        for found in pattern.finditer(text)
    ]


def raw_signs(tokens: list[Token], text: str) -> Iterator[tuple[str, str, str]]:
    """Yield what prints as it was typed, why, and what to do.

    `tokens` must not have been joined: what was escaped counts as meant.
    """
    lines = text.split("\n")
    yield from _lists_apart(tokens, lines)
    for place, token in enumerate(tokens):
        if token.type == "inline":
            yield from _in_line(token.children or [])
            opened = place > 1 and tokens[place - 2].type == "list_item_open"
            if opened and (box := _BOX.match(token.content)):
                hint = "Write a checklist for boxes to tick, or leave the brackets out."
                yield box[0], "prints as it was typed: a list has no boxes", hint
        elif token.type == "html_block":
            yield from _in_html(token)
        elif token.type == "fence" and token.map and not _is_closed(token.map, lines):
            yield (
                token.markup,
                "opens code that nothing closes",
                "Write the same characters below it.",
            )


def _lists_apart(tokens: list[Token], lines: list[str]) -> Iterator[tuple[str, str, str]]:
    """Yield the first entry of each list that is indented, yet not enough to be a list inside."""
    opened: list[int] = []
    closed = -1
    for token in tokens:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            first = token.map[0] if token.map else 0
            if closed >= 0 and _indent(lines[closed]) < _indent(lines[first]):
                hint = "Indent it to where the words of that entry begin."
                yield lines[first].strip(), "begins a list of its own below an entry", hint
            opened.append(first)
            closed = -1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            closed = opened.pop()
        else:
            closed = -1


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _is_closed(place: list[int], lines: list[str]) -> bool:
    first, last = place
    return last - first > 1 and last <= len(lines) and bool(_FENCE.fullmatch(lines[last - 1]))


def _in_line(tokens: list[Token]) -> Iterator[tuple[str, str, str]]:
    words: list[str] = []
    typed = True
    for token in tokens:
        if token.type == "link_open" and token.info == "auto":
            typed = False
        elif token.type == "link_close":
            typed = True
        elif token.type == "html_inline":
            yield from _unknown_tags(token.content)
        breaks = token.type in ("softbreak", "hardbreak")
        escaped = token.type == "text_special" and token.content != token.markup
        read = token.type in ("text", "text_special") and typed and not escaped
        words.append(token.content if read else "\n" if breaks else "\0")
    text = "".join(words)
    lines = text.split("\n")
    for line in lines[1:]:
        if entry := _ENTRY.match(line):
            hint = "Indent by two spaces for each level, and leave a line free above a list."
            yield entry[0].split("\0")[0], "prints as it was typed: it begins no entry here", hint
    for line in lines if _ANY_SIGN.search(text) else ():
        for pattern, what, hint in _SIGNS:
            for found in pattern.finditer(line):
                yield found[0].split("\0")[0], f"prints as it was typed: {what}", hint


def _in_html(token: Token) -> Iterator[tuple[str, str, str]]:
    content = token.content
    yield from _unknown_tags(content)
    if content.startswith("<!--"):
        if "-->" not in content:
            yield "<!--", "hides all that follows: nothing closes it", "Write --> at its end."
    elif found := _INSIDE_HTML.search(content):
        hint = "Leave a line free after the tag, so that what follows is read as Markdown."
        yield found[0].strip(), "prints as it was typed: it stands right inside HTML", hint


def _unknown_tags(content: str) -> Iterator[tuple[str, str, str]]:
    for tag in _TAG.finditer(content) if not content.startswith("<!") else ():
        if tag[1].lower() not in TAGS:
            hint = f"Write &lt;{tag[1]}> for the word itself, or leave it out."
            yield tag[0], "is not shown: pages have no such tag", hint
