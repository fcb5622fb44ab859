"""Know slips of the hand by the looks of a line, where YAML only knows that it is lost."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import name

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    Rules: TypeAlias = "tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Slip]], ...]"


class Slip(NamedTuple):
    """Which column of a line is wrong, from 1, what is wrong with it, and what to do."""

    column: int
    message: str
    hint: str


BLANKS = "\t\u00a0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000"
"""Blanks that look like a space and are none."""
CURLY = "“”„‟«»‘’‚‛"  # noqa: RUF001  # these are the characters that are looked for
_DASH = r"(?:-[ ]+)*"
_KEY = rf"^(?P<key>[ ]*{_DASH}(?P<word>[A-Za-z_][\w-]*))"
_QUOTED = '"quotation marks"'


def slip(line: str) -> Slip | None:
    """Return what is typically wrong with a line at which, or above which, YAML gave up."""
    return _first(_SLIPS, line)


def entry_slip(line: str) -> Slip | None:
    """Return why a line that looks like an entry of a list is none."""
    return _first(_ENTRIES, line)


def _first(rules: Rules, line: str) -> Slip | None:
    for pattern, told in rules:
        if found := pattern.search(line):
            return told(found)
    return None


def odd_blank(text: str) -> str | None:
    """Return what to call the first blank in `text` that is no plain space, if there is one."""
    found = re.search(f"[{BLANKS}]", text)
    if found is None:
        return None
    if found[0] == "\t":
        return "a tab"
    called = name(found[0]).lower()
    return f"{'an' if called[0] in 'aeio' else 'a'} {called} (U+{ord(found[0]):04X})"


def _indentation(found: re.Match[str]) -> Slip:
    blank = odd_blank(found["odd"])
    hint = "Use two spaces for each level." if blank == "a tab" else "Type plain spaces instead."
    return Slip(found.start("odd") + 1, f"is indented with {blank}", hint)


def _before_colon(found: re.Match[str]) -> Slip:
    message = f"has {odd_blank(found['odd'])} before the colon"
    return Slip(found.start("odd") + 1, message, "Delete it.")


def _after_hyphen(found: re.Match[str]) -> Slip:
    message = f"has {odd_blank(found['odd'])} after the hyphen"
    return Slip(found.start("odd") + 1, message, "Type a plain space instead.")


def _no_space(found: re.Match[str]) -> Slip:
    word, column = found["word"], found.end("key") + 2
    if blank := odd_blank(found["next"]):
        hint = "Type a plain space instead."
        return Slip(column, f"has {blank} after the colon", hint)
    hint = f"Write `{word}: `, with a space after the colon."
    return Slip(column, "has no space after the colon", hint)


def _no_colon(found: re.Match[str]) -> Slip:
    mark = "an equals sign" if found["mark"] == "=" else f"a wide colon ({found['mark']})"
    hint = f"Write `{found['word']}: `, with an ordinary colon and a space."
    return Slip(found.start("mark") + 1, f"has {mark} where a colon belongs", hint)


def _curly(found: re.Match[str]) -> Slip:
    message = f"begins with a curly quotation mark ({found['mark']}), which YAML does not know"
    return Slip(found.start("mark") + 1, message, 'Type straight ones around the text: "…".')


def _bullet(found: re.Match[str]) -> Slip:
    hint = "Begin each entry of a list with `- `: a hyphen and a space."
    return Slip(
        found.start("mark") + 1, f"begins with `{found['mark']}`, which makes no list", hint
    )


def _no_space_after_hyphen(found: re.Match[str]) -> Slip:
    hint = "Begin each entry of a list with `- `: a hyphen and a space."
    return Slip(found.end(), "has no space after the hyphen", hint)


def _comment(found: re.Match[str]) -> Slip:
    message = f"begins with `{found['mark']}`, which makes no comment here"
    return Slip(found.start("mark") + 1, message, "Begin a comment with `# `.")


def _template(found: re.Match[str]) -> Slip:
    hint = f"Take it out, or put a text that needs it in {_QUOTED}."
    return Slip(found.start("mark") + 1, "has a template's command; content is never run", hint)


_SLIPS: Rules = (
    (re.compile(rf"^[ ]*(?P<odd>[{BLANKS}][ {BLANKS}]*)\S"), _indentation),
    (re.compile(rf"^[ ]*{_DASH}-(?P<odd>[{BLANKS}])"), _after_hyphen),
    (re.compile(rf"^[ ]*{_DASH}(?P<mark>\{{%)"), _template),
    (re.compile(r"^[ ]*(?P<mark><!--|//|/\*)"), _comment),
    (re.compile(rf"{_KEY}:(?P<next>(?!//)[^\s]|[{BLANKS}])"), _no_space),
    (re.compile(rf"{_KEY}[ ]*(?P<mark>[：﹕︓=])"), _no_colon),  # noqa: RUF001
    (re.compile(rf"^[ ]*{_DASH}(?:[\w-]+:[ ]+)?(?P<mark>[{CURLY}])"), _curly),
    (re.compile(rf"{_KEY}(?P<odd>[{BLANKS}])[ ]*:"), _before_colon),
)
_ENTRIES: Rules = (
    (re.compile(rf"^[ ]*{_DASH}-(?P<odd>[{BLANKS}])"), _after_hyphen),
    (re.compile(r"^[ ]*(?P<mark>[*•·‣▪●◦–—−]|[0-9]{1,3}[.)])[ ]"), _bullet),  # noqa: RUF001
    (re.compile(r"^[ ]*-(?![-\s])"), _no_space_after_hyphen),
)
