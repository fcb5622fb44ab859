"""Say in plain words what libyaml and pydantic say in theirs."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pydantic_core import ErrorDetails


def near(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that `word` was probably meant to be, or None."""
    return next(iter(difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)), None)


def did_you_mean(word: str, known: Iterable[str], otherwise: str) -> str:
    """Return a suggestion where a known word is near, else the sentence `otherwise`."""
    match = near(word, known)
    return f'Did you mean "{match}"?' if match else otherwise


# What libyaml says, in the order in which it is looked for -> what is wrong, what to do
_YAML = (
    (
        "cannot start any token",
        "begins with a sign that YAML keeps for itself",
        'Put the text in "quotation marks".',
    ),
    (
        "mapping values are not allowed",
        "has a colon where none can stand",
        'Put the text in "quotation marks", or indent the line like its neighbours.',
    ),
    (
        "could not find expected ':'",
        "has a line without a colon",
        "Write `key: value`, or indent the line to belong to the text above.",
    ),
    (
        "did not find expected key",
        "is not indented like its neighbours",
        "Line it up with the keys around it, or close the quotation mark above.",
    ),
    (
        "did not find expected '-' indicator",
        "breaks off a list",
        "Begin the line with `- `, lined up with the entries above.",
    ),
    (
        "unexpected end of stream",
        "ends inside a quotation",
        'Close the text with a quotation mark (").',
    ),
    ("did not find expected ',' or", "has a bracket that is not closed", "Close the [ or {."),
    (
        "did not find expected node content",
        "has brackets that do not fit",
        'Put text that begins with [ or { in "quotation marks".',
    ),
    (
        "unknown escape character",
        "has a backslash that YAML cannot read",
        "Write it twice (\\\\), or use 'single' quotation marks.",
    ),
    ("control characters are not allowed", "holds a control character", "Type the text again."),
)


def yaml_problem(error: yaml.YAMLError, text: str) -> tuple[int, int, str, str]:
    """Return line, column, what is wrong and what to do, for a text that is not YAML."""
    mark = getattr(error, "problem_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    lines = text.splitlines()
    written = lines[line - 1] if line <= len(lines) else ""
    if "\t" in written[: len(written) - len(written.lstrip())] or "'\\t'" in str(error):
        return line, column, "is indented with a tab", "Use two spaces for each level."
    said = f"{getattr(error, 'context', '')} {getattr(error, 'problem', '')} {error}"
    for sign, message, hint in _YAML:
        if sign in said:
            return line, column, message, hint
    return line, column, "is not valid YAML here", "Compare the line with its neighbours."


# pydantic's error type -> what is wrong, what to do; {x} are the error's own figures
_MODEL = {
    "missing": ("is missing", "Add it."),
    "string_type": ("must be text", "Write one text here, not a list or a group of keys."),
    "string_too_short": ("is empty", "Write it, or leave the key out."),
    "string_too_long": ("is too long (more than {max_length} characters)", "Shorten it."),
    "tuple_type": ("must be a list", "Write each entry on a line of its own, beginning with `- `."),
    "dict_type": ("must be a group of keys", "Write `key: value` lines, indented below."),
    "model_type": ("must be a group of keys", "Write `key: value` lines, indented below."),
    "model_attributes_type": (
        "must be a group of keys",
        "Write `key: value` lines, indented below.",
    ),
    "too_short": ("needs at least {min_length}", "Add what is missing."),
    "int_parsing": ("must be a whole number", "Write digits only."),
    "int_type": ("must be a whole number", "Write digits only."),
    "greater_than_equal": ("is too small", "The smallest is {ge}."),
    "less_than_equal": ("is too large", "The largest is {le}."),
    "truth": ("must be true or false", "Write true or false, without quotation marks."),
    "date_form": ("is not a date", "Write year, month and day, like 2026-11-22."),
    "date_none": ("is a day that does not exist", "Look at the month and the day."),
    "minutes": ("is not a number of minutes", "Write 40, or a range like 30-60."),
    "address": ("is not a web address", "Begin it with https://."),
    "scale_order": ("has a scale that ends where it begins", "Make `max` larger than `min`."),
    "plain_html": ("holds HTML, but this is plain text", "Remove the tag (the word in < >)."),
    "plain_link": (
        "holds a [[link]], but this is plain text",
        "Move the link to the body or the summary.",
    ),
    "plain_bidi": (
        "holds a hidden sign that turns the direction of text",
        "Delete the text and type it again.",
    ),
    "active_html": ("holds active HTML ({found})", "Remove it: content is text, never code."),
    "body_size": ("is longer than 100 KB", "Split it into several items."),
    "body_depth": ("nests brackets, lists or quotes too deeply", "Flatten it."),
    "ref_kind": ('names "{ref}", but must name one of: {kinds}', "Choose an item of that kind."),
}
_PATTERNS = {
    "worksheets/": ("is not a field of a worksheet", "Write it as worksheets/the-id#the_key."),
    "#[0-9": ("is not a colour", 'Write six digits after a #, in quotation marks: "#0c5449".'),
    "assets/": ("is not a picture of this playbook", "Write its path, like assets/logo.svg."),
    "^[a-z]+(?:-": ("is not a ref", "Write it as kind/id, for example tips/no-surprises."),
    "_]*$": ("is not a key", "Use small letters, digits and _, beginning with a letter."),
    ".-]": ("is not the id of a playbook", "Write it like org.example.coalition."),
    "(?:-[A-Z]": ("is not a language", "Write its code, for example en, es or ar."),
    "": ("is not an id", "Use small letters, digits and single hyphens."),
}


def model_problem(error: ErrorDetails, keys: Iterable[str]) -> tuple[str, str]:
    """Return what is wrong and what to do, for one of pydantic's errors.

    `keys` are the words that could stand at that place, for a suggestion.
    """
    kind, context = error["type"], dict[str, Any](error.get("ctx") or {})
    value = error["input"]
    if value is None and kind not in ("missing", "extra_forbidden"):
        return "is empty", "Write it, or leave the key out."
    if kind == "extra_forbidden":
        word = str(error["loc"][-1])
        return "is not known here", did_you_mean(word, keys, "Remove it, or look for its name.")
    if kind in ("literal_error", "union_tag_invalid"):
        expected = str(context.get("expected") or context.get("expected_tags"))
        known = [word.strip(" '") for word in expected.replace(" or ", ", ").split(",")]
        given = str(context.get("tag") or value)
        return (
            f'cannot be "{given[:60]}"',
            did_you_mean(given, known, f"It is one of: {', '.join(known)}."),
        )
    if kind == "union_tag_not_found":
        return "has no `type`", "Add one, for example `type: text`."
    if kind == "string_pattern_mismatch":
        pattern = str(context.get("pattern"))
        message, hint = next(said for sign, said in _PATTERNS.items() if sign in pattern)
        return f'("{str(value)[:60]}") {message}', hint
    message, hint = _MODEL.get(kind, (f"cannot be read ({error['msg']})", "Look at the README."))
    return message.format(**context), hint.format(**context)
