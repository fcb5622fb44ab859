"""Texts that cost a renderer of Markdown most for their size."""

from __future__ import annotations

SIZE = 99_000
"""A body may have 100 KB."""

_REPEATED = (
    *("# a\n", "<http://a", "<http://a>", "<![CDATA[", "<!-- a ", "<?", "<!A ", "<a ", "<div>"),
    *("<b>", '<a x="', "</div>", "[", "![[a]", "[a](", "[a](b", "[a]", "[](", "![", "[[a|", "[a ["),
    *("[[tips/a]]", "{word:a}", "{word:", "[a](b)", "[a](<b", '[a](b "c', "> a\n", "> - a\n"),
    *(">", "> ", "- ", "1. ", "- a\n", "- a\n\n", "1. a\n", "-\n", "|a\n-|-\n", "|", "*a_ ", "*"),
    *("a**b*c_", "**a *b ", "_a __b ", "_a", "***a** b* ", "`a``b", "~~a", "~a~~b", "[a]: b\n"),
    *("[a]: b\n[a]\n", "&", "&amp;", "&#", "\\", "\\`", "```\n", "~~~\na\n", "[^1]", "a\n: b\n"),
    *("!!! note\n", "!!! note\n    a\n", "---\n", "a\n---\n", "a\n", "    a\n", "a\n\n", "a", "a "),
    *("http://a.b ", "http://", "www.", "www.a.b ", "a@b.c ", "a@", "@", "http:/", "<details>\n"),
    *("<details>\n\na\n\n</details>\n", "a*b ", "^", "#", "|-", "a|b\n", "$", "a>", '"', "\u200b"),
)
_WIDE = 9_000
PATTERNS: dict[str, str] = {
    text: (text * (SIZE // len(text) + 1))[: SIZE // len(text.encode()) * len(text)]
    for text in _REPEATED
} | {
    "brackets in brackets": "[" * (SIZE // 2) + "]" * (SIZE // 2),
    "200 brackets a paragraph": ("![[a]" * 99 + "\n\n") * 198,
    "backticks of every length": "".join("e" + "`" * length for length in range(440)),
    "lists in lists": "".join("  " * level + "- a\n" for level in range(300)),
    "lists in quotes": "".join(" " * level + "> - " for level in range(400)),
    "wide table": f"|{'a|' * _WIDE}\n|{'-|' * _WIDE}\n|{'a|' * _WIDE}\n",
    "long table": "|a|b|\n|-|-|\n" + "|a|b|\n" * 16_000,
    "names of links": "".join(f"[a{number}]: b\n" for number in range(8_000)),
    "notes": "".join(f"[^{number}]" for number in range(4_000))
    + "".join(f"\n\n[^{number}]: a" for number in range(4_000)),
    "one note, often": "[^1]: a\n\n" + "[^1]" * 24_000,
    "an address of brackets": "http://a.b/" + "(" * 90_000,
    "one quote, many lines": "> " + "a\n" * 49_000,
    "links in links": "[a " * 20_000 + "](b)" * 9_000,
}
