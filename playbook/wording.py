"""Say in plain words what pydantic says in its own, and suggest what may be meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pydantic_core import PydanticCustomError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pydantic_core import ErrorDetails


UNKNOWN = "is an unknown key"
"""What is said of a key that the model has not."""


def near(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that `word` was probably meant to be, or None."""
    if len(word) > _LONGEST:
        return None
    from rapidfuzz.fuzz import ratio  # where nothing is wrong, nothing is suggested
    from rapidfuzz.process import extractOne

    found = extractOne(word.casefold(), list(known), scorer=ratio, score_cutoff=_CLOSE)
    return found[0] if found else None


def did_you_mean(word: str, known: Iterable[str], otherwise: str) -> str:
    """Return a suggestion where a known word is near, else the sentence `otherwise`."""
    match = near(word, known)
    return f'Did you mean "{match}"?' if match else otherwise


def in_quotes(word: str) -> str:
    """Return `word` in quotation marks, and no more of it than a line can hold."""
    return f'"{word}"' if len(word) <= _LONGEST else f'"{word[:_LONGEST]}…"'


_LONGEST = 120
_CLOSE = 60
"""How much of two words must be shared, of 100, for one to be suggested for the other."""


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
    "drawing": ("{message}", "{hint}"),
    "language": ('("{given}") is not a language', "{hint}"),
    "scale_order": ("has a scale that does not rise", "Make `max` larger than `min`."),
    "plain_html": ("holds HTML, but this is plain text", "Remove the tag (the word in < >)."),
    "plain_link": (
        "holds a [[link]], but this is plain text",
        "Move the link to the body or the summary.",
    ),
    "plain_bidi": (
        "holds a hidden character that changes the direction of text",
        "Delete the text and type it again.",
    ),
    "active_html": ('holds code ("{found}")', "Remove it: content is text, never code."),
    "body_size": ("is longer than {kilobytes} KB", "Split it into several items."),
    "open_brackets": (
        "opens {count} brackets that nothing closes (at most {most})",
        "Close them, or leave them out.",
    ),
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
    "": ("is not an id", "Use small letters, digits and single hyphens."),
}


def model_error(kind: str, **figures: Any) -> PydanticCustomError:
    """Return the error with which a type of ours refuses a value, in the words that people read.

    `kind` is its name in the table above, `figures` are what the braces there stand for.
    """
    return PydanticCustomError(kind, _MODEL[kind][0], figures)


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
        hint = "Remove it, or check its name."
        return UNKNOWN, did_you_mean(str(error["loc"][-1]), keys, hint)
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
    if kind == "string_type" and isinstance(value, list):
        return _brackets(value, in_list=isinstance(error["loc"][-1], int))
    if kind == "tuple_type" and isinstance(value, str) and "," in value:
        return "must be a list", f"Put it in square brackets: [{value[:_LONGEST]}]."
    if inner and kind in ("dict_type", "model_type", "model_attributes_type"):
        return _GROUP[0], f"Write its keys, indented below: {', '.join(inner)}."
    message, hint = _MODEL.get(kind, (f"cannot be read ({error['msg']})", "Look at the README."))
    return message.format(**context), hint.format(**context)


def _brackets(value: list[object], *, in_list: bool) -> tuple[str, str]:
    """Say that brackets make a list, and what was meant by them."""
    inner = value[0] if len(value) == 1 else None
    while isinstance(inner, list) and len(inner) == 1:
        inner = inner[0]
    if in_list and isinstance(inner, str):
        return "must be text, but is a list", f"Write it without more brackets: {inner[:_LONGEST]}."
    hint = 'Write one text; if it begins with [, put it in "quotation marks".'
    return "must be text, but is a list", hint


def _not_one_of(context: dict[str, Any], value: object) -> tuple[str, str]:
    expected = str(context.get("expected") or context.get("expected_tags"))
    known = [word.strip(" '") for word in expected.replace(" or ", ", ").split(",")]
    given = value.get("type") if isinstance(value, dict) else value
    otherwise = f"It is one of: {', '.join(known)}."
    if not isinstance(given, str):
        return "must be one word", otherwise
    return f"cannot be {in_quotes(given)}", did_you_mean(given, known, otherwise)


def _misspelt(value: str, pattern: str) -> tuple[str, str]:
    message, hint = next(said for part, said in _PATTERNS.items() if part in pattern)
    if len(value.split()) > 1 and all(re.search(pattern, part) for part in value.split()):
        return f"({in_quotes(value)}) {message}", "Write a comma between the names."
    joint = "_" if pattern.endswith("_]*$") else "-"
    for kept in ("/.#", "/"):
        bare = re.sub(r"\s*/\s*", "/", value.casefold().removesuffix(".yml"))
        better = re.sub(rf"[^a-z0-9{kept}]+", joint, bare).strip(joint)
        if better != value and re.search(pattern, better):
            return f"({in_quotes(value)}) {message}", f'Did you mean "{better}"?'
    return f"({in_quotes(value)}) {message}", hint
