"""What libyaml says, and what that means to people: what is wrong, and what to do."""

from __future__ import annotations

NO_WORD = ("has a colon without a word in front of it", "Write `key: value`.")
_QUOTES = 'Put the text in "quotation marks".'
_RESERVED = ("begins with {char}, which YAML keeps for itself", _QUOTES)
_COLON = (
    "has a colon where none can stand",
    'Put the text in "quotation marks", or indent the line like its neighbours.',
)
_OPEN_QUOTE = (
    "begins a quotation that does not end",
    "Close the text with the quotation mark that it begins with.",
)
ENDS_EARLY = (
    "ends too early",
    "Close every bracket and quotation mark, and finish the last line.",
)
NEIGHBOURS = (
    "is not indented like its neighbours",
    "Line it up with the keys around it, or close the quotation mark above.",
)
COMMA = (
    "lacks a comma before this",
    'Write a comma between the two, or put a text with a colon in "quotation marks".',
)

# What libyaml says, in the order in which it is looked for -> what is wrong, what to do
COMPLAINTS = (
    (
        "block sequence entries are not allowed",
        "begins a list on the line of its key",
        "Begin the list on the next line.",
    ),
    ("while scanning a directive", *_RESERVED),
    (
        "expected <document start>",
        "has text where the file should end",
        "Line it up with the keys above, or move it into a text such as `body: |`.",
    ),
    ("while scanning an alias", *_RESERVED),
    ("while scanning an anchor", *_RESERVED),
    ("while scanning a tag", *_RESERVED),
    ("while parsing a tag", *_RESERVED),
    ("while parsing a node", *_RESERVED),
    ("cannot start any token", *_RESERVED),
    (
        "expected comment or line break",
        "has text right after | or >",
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
    ("unexpected end of stream", *_OPEN_QUOTE),
    ("unexpected document indicator", *_OPEN_QUOTE),
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
