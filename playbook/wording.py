"""Say in plain words what libyaml and pydantic say in theirs."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    import yaml
    from pydantic_core import ErrorDetails


def near(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that `word` was probably meant to be, or None."""
    if len(word) > _LONGEST:
        return None
    return next(
        iter(difflib.get_close_matches(word.casefold(), list(known), n=1, cutoff=0.6)), None
    )


def did_you_mean(word: str, known: Iterable[str], otherwise: str) -> str:
    """Return a suggestion where a known word is near, else the sentence `otherwise`."""
    match = near(word, known)
    return f'Did you mean "{match}"?' if match else otherwise


def quoted(word: str) -> str:
    """Return `word` in quotation marks, and no more of it than a line can hold."""
    return f'"{word}"' if len(word) <= _LONGEST else f'"{word[:_LONGEST]}…"'


_LONGEST = 120


NO_WORD = ("has a colon without a word in front of it", "Write `key: value`.")
_SIGN = (
    "begins with `{sign}`, which YAML keeps for itself",
    'Put the text in "quotation marks".',
)

_COLON = (
    "has a colon where none can stand",
    'Put the text in "quotation marks", or indent the line like its neighbours.',
)

# What libyaml says, in the order in which it is looked for -> what is wrong, what to do
_YAML = (
    (
        "block sequence entries are not allowed",
        "begins a list on the line of its key",
        "Begin the list on the next line.",
    ),
    ("while scanning a directive", *_SIGN),
    ("expected <document start>", "has text where the file should end or begin", "Remove it."),
    ("while scanning an alias", *_SIGN),
    ("while scanning an anchor", *_SIGN),
    ("while scanning a tag", *_SIGN),
    ("while parsing a tag", *_SIGN),
    ("while parsing a node", *_SIGN),
    ("cannot start any token", *_SIGN),
    (
        "expected comment or line break",
        "has text right after the sign | or >",
        "Begin the text on the next line, indented.",
    ),
    ("mapping values are not allowed", *_COLON),
    ("mapping keys are not allowed", *_COLON),
    ("found unexpected ':'", *_COLON),
    (
        "could not find expected ':'",
        "has a line without a colon",
        "Write `key: value`, or indent the line to belong to the text above.",
    ),
    (
        "did not find expected '-' indicator",
        "breaks off a list",
        "Begin the line with `- `, lined up with the entries above.",
    ),
    (
        "unexpected end of stream",
        "begins a quotation that does not end",
        "Close the text with the quotation mark that it begins with.",
    ),
    (
        "unexpected document indicator",
        "begins a quotation that does not end",
        "Close the text with the quotation mark that it begins with.",
    ),
    (
        "did not find expected ',' or",
        "has a bracket that is not closed",
        'Close the [ or {, or put the text in "quotation marks".',
    ),
    (
        "did not find expected node content",
        "has brackets that do not fit",
        'Put text that begins with [ or { in "quotation marks".',
    ),
    (
        "escape",
        "has a backslash that YAML cannot read",
        "Write it twice (\\\\), or use 'single' quotation marks.",
    ),
)
# Where the place that libyaml stopped at tells less than the place where it began
_FROM_BEGIN = (
    "could not find expected ':'",
    "did not find expected ',' or",
    "end of stream",
    "document indicator",
    "while scanning an a",
    "while scanning a tag",
)


_FINISH = "Close every bracket and quotation mark, and finish the last line."


def yaml_problem(error: yaml.YAMLError, text: str) -> tuple[int, int, str, str]:
    """Return line, column, what is wrong and what to do, for a text that is not YAML."""
    said = str(error)
    mark = getattr(error, "problem_mark", None)
    begin = getattr(error, "context_mark", None)
    if begin and any(sign in said for sign in _FROM_BEGIN):
        mark = begin
    lines = re.split("\r\n?|\n", text.rstrip()) or [""]
    if mark is None or mark.line >= len(lines):  # at the end, where nothing is written
        return len(lines), len(lines[-1]) + 1, "ends too early", _FINISH
    return mark.line + 1, mark.column + 1, *_said(said, lines[mark.line], mark.column + 1)


def _said(said: str, written: str, column: int) -> tuple[str, str]:
    """Return what is wrong with the line `written`, and what to do."""
    if "\t" in written[: len(written) - len(written.lstrip())] or "'\\t'" in said:
        return "is indented with a tab", "Use two spaces for each level."
    if "did not find expected key" in said:
        return _no_key(written[: column - 1].rstrip(), written[column - 1 :])
    for sign, message, hint in _YAML:
        if sign in said:
            return message.format(sign=written[column - 1 : column]), hint
    return "is not valid YAML here", "Compare the line with its neighbours."


def _no_key(before: str, after: str) -> tuple[str, str]:
    if after.startswith(":"):
        return NO_WORD
    if before.endswith(('"', "'")):
        return (
            "goes on after a closing quotation mark",
            'Put the whole text in "quotation marks", and write \\" for each one inside.',
        )
    if before.endswith(("]", "}")):
        return "goes on after a closing bracket", 'Put the whole text in "quotation marks".'
    return (
        "is not indented like its neighbours",
        "Line it up with the keys around it, or close the quotation mark above.",
    )


_GROUP = ("must be a group of keys", "Write `key: value` lines, indented below.")
_WHOLE = ("must be a whole number", "Write digits only.")

# pydantic's error type -> what is wrong, what to do; {x} are the error's own figures
_MODEL = {
    "missing": ("is missing", "Add it."),
    "string_type": ("must be text", "Write one text here, not a list or a group of keys."),
    "string_too_long": ("is too long (more than {max_length} characters)", "Shorten it."),
    "tuple_type": ("must be a list", "Write each entry on a line of its own, beginning with `- `."),
    "dict_type": _GROUP,
    "model_type": _GROUP,
    "model_attributes_type": _GROUP,
    "too_short": ("needs {min_length} or more entries", "Add what is missing."),
    "int_parsing": _WHOLE,
    "int_parsing_size": _WHOLE,
    "int_type": _WHOLE,
    "greater_than_equal": ("is too small", "The smallest is {ge}."),
    "less_than_equal": ("is too large", "The largest is {le}."),
    "union_tag_not_found": ("has no `type`", "Add one, for example `type: text`."),
    "truth": ("must be true or false", "Write true or false, without quotation marks."),
    "date_form": ("is not a date", "Write year, month and day, like 2026-11-22."),
    "date_none": ("is a day that does not exist", "Look at the month and the day."),
    "duration": (
        "is not a length of time",
        "Write minutes, like 40 or 30-60, or a unit too: 4-12 hours, 2 days, 3-6 weeks.",
    ),
    "address": ("is not a web address", "Begin it with https:// and leave out spaces."),
    "scale_order": ("has a scale that does not rise", "Make `max` larger than `min`."),
    "plain_html": ("holds HTML, but this is plain text", "Remove the tag (the word in < >)."),
    "plain_link": (
        "holds a [[link]], but this is plain text",
        "Move the link to the body or the summary.",
    ),
    "plain_bidi": (
        "holds a hidden sign that turns the direction of text",
        "Delete the text and type it again.",
    ),
    "active_html": ('holds code ("{found}")', "Remove it: content is text, never code."),
    "body_size": ("is longer than 100 KB", "Split it into several items."),
    "body_depth": ("nests brackets, lists or quotes too deeply", "Flatten it."),
    "ref_kind": ('names "{ref}", but only {kinds} fit here', "Choose one of those."),
}
_PATTERNS = {
    "checklists/": ("is not a box of a checklist", "Write it as checklists/the-id#the-box."),
    "worksheets/": ("is not a field of a worksheet", "Write it as worksheets/the-id#the_key."),
    "#[0-9": ("is not a colour", 'Write six digits after a #, in quotation marks: "#0c5449".'),
    "assets/": ("is not an SVG picture of this playbook", "Write its path, like assets/logo.svg."),
    "^[a-z]+(?:-": ("is not a ref", "Write it as kind/id, for example tips/no-surprises."),
    "_]*$": ("is not a key", "Use small letters, digits and _, beginning with a letter."),
    ".-]": ("is not the id of a playbook", "Write it like org.example.coalition."),
    "(?:-[A-Z]": ("is not a language", "Write its code, for example en, es or ar."),
    "": ("is not an id", "Use small letters, digits and single hyphens."),
}


def model_problem(
    error: ErrorDetails,
    keys: Iterable[str] = (),
    *,
    inner: Iterable[str] = (),
    required: bool = False,
) -> tuple[str, str]:
    """Return what is wrong and what to do, for one of pydantic's errors.

    `keys` are the words that could stand at that place, for a suggestion, and `inner` those that
    must stand inside it; `required` says that the place cannot be left out.
    """
    kind, value = error["type"], error["input"]
    context = dict[str, Any](error.get("ctx") or {})
    if kind == "extra_forbidden":
        hint = "Remove it, or look for its name."
        return "is not known here", did_you_mean(str(error["loc"][-1]), keys, hint)
    if kind in ("string_too_short", "unseen") or (value is None and kind != "missing"):
        otherwise = "Write it, or take the entry out."
        if not isinstance(error["loc"][-1], int):
            otherwise = "Write it." if required else "Write it, or leave the key out."
        return "shows nothing" if kind == "unseen" else "is empty", otherwise
    if kind in ("literal_error", "union_tag_invalid"):
        return _not_one_of(context, value)
    if kind == "string_pattern_mismatch":
        return _misspelt(str(value), str(context.get("pattern")))
    if kind == "string_type" and isinstance(value, dict) and len(value) == 1:
        return "must be text, but has a colon", 'Put the text in "quotation marks".'
    if inner and kind in ("dict_type", "model_type", "model_attributes_type"):
        return _GROUP[0], f"Write its keys, indented below: {', '.join(inner)}."
    message, hint = _MODEL.get(kind, (f"cannot be read ({error['msg']})", "Look at the README."))
    return message.format(**context), hint.format(**context)


def _not_one_of(context: dict[str, Any], value: object) -> tuple[str, str]:
    expected = str(context.get("expected") or context.get("expected_tags"))
    known = [word.strip(" '") for word in expected.replace(" or ", ", ").split(",")]
    given = value.get("type") if isinstance(value, dict) else value
    otherwise = f"It is one of: {', '.join(known)}."
    if not isinstance(given, str):
        return "must be one word", otherwise
    return f"cannot be {quoted(given)}", did_you_mean(given, known, otherwise)


def _misspelt(value: str, pattern: str) -> tuple[str, str]:
    message, hint = next(said for sign, said in _PATTERNS.items() if sign in pattern)
    joint = "_" if pattern.endswith("_]*$") else "-"
    for kept in ("/.#", "/"):
        bare = value.casefold().removesuffix(".yml")
        better = re.sub(rf"[^a-z0-9{kept}]+", joint, bare).strip(joint)
        if better != value and re.search(pattern, better):
            return f"({quoted(value)}) {message}", f'Did you mean "{better}"?'
    return f"({quoted(value)}) {message}", hint
