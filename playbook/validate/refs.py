"""Does every ref, link, word and picture lead somewhere, and may its reader go there?"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from playbook.guards import is_readable
from playbook.model import Item, Record, Ref
from playbook.scalars import REF
from playbook.texts import LINK, WORD, live
from playbook.wording import did_you_mean, in_quotes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from playbook.errors import Problem
    from playbook.source import Data, Document, Place
    from playbook.validate.names import Names

# Keys whose text is a ref, for what is too broken to say so itself
_REF_KEYS = frozenset(
    ("item", "paths", "related", "roles", "see", "sheet", "sources", "steps", "to", "tools")
)
_PICTURE = re.compile(r"!\[[^\[\]]*\]\(\s*([^)\s]+)")
_LINK_BEGINS = re.compile(r"\[\[(?!\[)\S*")
_WORD_BEGINS = re.compile(r"\{word:[^\s}]*\}?")


def ref_problems(
    value: Record | Data,
    written: Iterable[tuple[Place, str]],
    document: Document,
    names: Names,
) -> Iterator[Problem]:
    """Yield what in an item or the manifest leads nowhere; if broken, what can be told of it.

    `written` are its leaves.
    """
    if not isinstance(value, Record):
        yield from _picture_problems(written, document, names)
        written = _readable(written)
    yield from _audience_problems(value, document, names)
    for place, text in written:
        if isinstance(text, Ref):
            if place[:1] == ("was",):
                continue
            for _, message, hint in names.wrong(text, place):
                yield document.problem(place, message, hint)
        elif "[[" in text or "{word:" in text:
            yield from _text_problems(text, place, document, names)


def _picture_problems(
    written: Iterable[tuple[Place, str]], document: Document, names: Names
) -> Iterator[Problem]:
    """Yield the pictures that are not there; where an item is whole, its rendered texts tell."""
    for place, text in written:
        for picture in _PICTURE.finditer(text) if "](" in text else ():
            if picture[1] not in names.assets:
                message, hint = names.no_picture(picture[1])
                yield document.problem(place, message, hint, at=picture[1])


def _audience_problems(value: Record | Data, document: Document, names: Names) -> Iterator[Problem]:
    known = names.known_audiences
    audience = value.audience if isinstance(value, Item) else _raw_audience(value)
    for index, name in enumerate(audience):
        if known is not None and name not in known:
            hint = did_you_mean(name, known, "Add it to `audiences` in playbook.yml.")
            message = f"names {in_quotes(name)}, an audience that is not in the manifest"
            yield document.problem(("audience", index), message, hint)


def _raw_audience(data: Record | Data) -> list[str]:
    named = data.get("audience") if isinstance(data, dict) else None
    return [name for name in named if isinstance(name, str)] if isinstance(named, list) else []


def _readable(written: Iterable[tuple[Place, str]]) -> Iterator[tuple[Place, str]]:
    for place, text in written:
        key = next((part for part in reversed(place) if isinstance(part, str)), "")
        if not is_readable(text):
            continue  # its own problem says so
        yield place, Ref(text) if key in _REF_KEYS and re.search(REF, text) else text


def _text_problems(text: str, place: Place, document: Document, names: Names) -> Iterator[Problem]:
    seen: Counter[str] = Counter()
    for words, message, hint in _find(text, Ref(document.ref), names):
        yield document.problem(place, message, hint, at=words, nth=seen[words])
        seen[words] += 1


def _find(text: str, here: Ref, names: Names) -> Iterator[tuple[str, str, str]]:
    """Yield the words that are wrong, what is wrong with them, and what to do."""
    if "[[" in text:
        yield from _links(text, here, names)
    if "{word:" in text:
        yield from _words(text, names)


def _links(text: str, here: Ref, names: Names) -> Iterator[tuple[str, str, str]]:
    links = {link.start(): link for link in LINK.finditer(text)}
    for begin in live(_LINK_BEGINS, text):
        link = links.get(begin.start())
        if link is None:
            yield begin[0], *_no_link(text[begin.start() :])
            continue
        ref = Ref(link[1].strip())
        found = names.find(ref)
        if found is None:
            yield link[0], *names.no_such_item(ref)
        elif not (link[2] or "").strip() and names.hidden(found, here):
            yield (
                link[0],
                f"links to {in_quotes(found)}, which not all readers of this text may see, "
                "without a label",
                f"Give the link words of its own: [[{found}|label]].",
            )


def _no_link(text: str) -> tuple[str, str]:
    """Say why the link at the beginning of `text` is none."""
    line = text.partition("\n")[0]
    if re.match(r"\[\[[^\[\]|\n]+\|\]\]", line):
        return "has a link with an empty label", "Write its words, or leave the | out."
    if re.match(r"\[\[[^\[\]|\n]+\|.*\]\]", line):
        hint = "Leave them out, or write ( ) in their place."
        return "has a link whose label has brackets", hint
    if "]]" not in line:
        return "has a link that is not closed", "Close it with ]]."
    return "has a [[link]] that cannot be read", "Write it as [[kind/id]] or [[kind/id|label]]."


def _words(text: str, names: Names) -> Iterator[tuple[str, str, str]]:
    words = {word.start(): word for word in WORD.finditer(text)}
    for begin in live(_WORD_BEGINS, text):
        word = words.get(begin.start())
        if word is None:
            hint = "Write it as {word:key} or {word:key|other}."
            yield begin[0], "has a {word:} that cannot be read", hint
        elif names.words is not None and word[1] not in names.words:
            hint = did_you_mean(word[1], names.words, "Add it to `words` in playbook.yml.")
            message = f"uses {word[0]}, but the manifest has no word {in_quotes(word[1])}"
            yield word[0], message, hint
        elif names.words is not None and (word[2] or "one") not in names.words[word[1]]:
            forms = ", ".join(sorted(names.words[word[1]]))
            hint = did_you_mean(word[2], names.words[word[1]], f"Its forms are: {forms}.")
            yield word[0], f"uses {word[0]}, a form that the word does not have", hint
