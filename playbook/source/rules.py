"""What may stand in a file: limits, and characters that may not."""

from __future__ import annotations

import re
from typing import Any, TypeAlias

MAX_BYTES = 2_000_000
MAX_DEPTH = 32
MAX_NODES = 20_000
MOST_PROBLEMS = 50
"""Problems told of one file at a time: more have one cause, and nobody reads them all."""

Data: TypeAlias = "str | list[Data] | dict[str, Data] | None"
Place: TypeAlias = tuple[str | int, ...]
Event: TypeAlias = Any  # the stubs of libyaml's events leave out what they hold

# C0 and C1 but tab and line ends, the line ends of Unicode, direction overrides, surrogates, and
# the byte order mark and its like
_CONTROL = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\ud800-\udfff\ufeff\ufffe\uffff"
)
FORBIDDEN = re.compile(f"[{_CONTROL}]")
FORBIDDEN_VALUE = re.compile(f"[{_CONTROL}\r]")  # \r ends a line; in a value it was escaped
NULL = frozenset(("", "~", "null"))
