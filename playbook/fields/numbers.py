"""Numbers as people type them: one rule for `check`, for figures and for the scripts.

The playbook's language says which of comma and point is the decimal sign (Unicode's CLDR): `1,250`
is 1250 in English and 1.25 in German. A text that makes no sense that way is read the other way
round, so that `2,5` is never 25. Digits of other scripts count; spaces and apostrophes part
thousands in every language. What is read nowhere is no number.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from babel import Locale, UnknownLocaleError

ZEROS = (
    "\u0660\u06f0\u07c0\u0966\u09e6\u0a66\u0ae6\u0b66\u0be6\u0c66\u0ce6\u0d66\u0de6\u0e50\u0ed0"
    "\u0f20\u1040\u17e0\u1810\uff10"
)
"""The zero of each script whose digits are read; the other nine follow it."""
LONGEST = 30
_DIGITS = {ord(zero) + digit: str(digit) for zero in ZEROS for digit in range(10)}
_SIGNS = {
    **dict.fromkeys(map(ord, "\u200e\u200f\u061c\u2066\u2067\u2068\u2069")),  # show no sign
    **dict.fromkeys(map(ord, "\u2019\u02bc\u066c"), "'"),
    ord("\u2212"): "-",
}


class Number(NamedTuple):
    """A number without rounding: `digits`, of which the last `after` stand after the point."""

    digits: int
    after: int


@cache
def decimal_sign(language: str) -> str:
    """Return the decimal sign of a language: a comma or a point."""
    try:
        return str(Locale.parse(language, sep="-").number_symbols["latn"]["decimal"])
    except (UnknownLocaleError, ValueError, KeyError):
        return "."


def read_number(text: object, decimal: str = ".") -> Number | None:
    """Return the number that `text` is, or None; `decimal` is the language's sign."""
    if not isinstance(text, str) or len(text) > LONGEST:
        return None
    return _read(text, decimal) or _read(text, _other(decimal))


def format_number(number: Number, decimal: str = ".") -> str:
    """Return a number as a figure shows it: with what it needs after the decimal sign."""
    digits = str(abs(number.digits)).rjust(number.after + 1, "0")
    whole, rest = digits[: len(digits) - number.after], digits[len(digits) - number.after :]
    rest = rest.rstrip("0")
    sign = "-" if number.digits < 0 else ""
    return f"{sign}{whole}{decimal + rest if rest else ''}"


def _other(decimal: str) -> str:
    return "." if decimal == "," else ","


def _read(text: str, decimal: str) -> Number | None:
    plain = " ".join(text.translate(_DIGITS).translate(_SIGNS).split()).replace("\u066b", decimal)
    found = _form(decimal).fullmatch(plain)
    if found is None:
        return None
    whole, rest = re.sub(r"\D", "", found["whole"]), found["rest"] or ""
    if not whole + rest:
        return None
    number = int(whole + rest)
    return Number(-number if found["sign"] == "-" else number, len(rest))


@cache
def _form(decimal: str) -> re.Pattern[str]:
    point, group = re.escape(decimal), re.escape(_other(decimal))
    grouped = rf"[1-9]\d{{0,2}}(?P<part>[{group} '])(?:\d{{2,3}}(?P=part))*\d{{3}}"
    return re.compile(
        rf"(?P<sign>[+-]?) ?(?P<whole>{grouped}|\d*)(?:{point}(?P<rest>\d*))?", re.ASCII
    )
