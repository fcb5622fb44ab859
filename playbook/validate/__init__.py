"""Step 3: documents -> a playbook that holds together, or all its problems at once.

Step 2, merging a fork's overrides into its upstream, comes before: overrides may be partial, and
only the whole can be judged.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from playbook.cache.memo import Memo
from playbook.errors import ContentError, Problem, in_order
from playbook.model import (
    ALONE,
    KINDS,
    NO_SYNONYMS,
    Checklist,
    Item,
    Lineage,
    Manifest,
    Ref,
    Synonyms,
    Worksheet,
)
from playbook.model.walk import Mentions, leaves
from playbook.texts import Texts
from playbook.validate.lines import line_problems
from playbook.validate.manifest import manifest_problems
from playbook.validate.names import Names, was_problems
from playbook.validate.reading import Reading, few, read_document
from playbook.validate.refs import ref_problems
from playbook.validate.shape import parse_document
from playbook.validate.texts import (
    glyph_problems,
    sign_problems,
    text_problems,
)
from playbook.validate.worksheets import control_problems, worksheet_problems

if TYPE_CHECKING:
    from collections.abc import Iterable

    from playbook.draft import Draft
    from playbook.picture import Picture
    from playbook.source import Document

_SHEETS = (Checklist, Worksheet)


@dataclass(frozen=True)
class Playbook:
    """A manifest and its items, each one valid and every ref leading somewhere."""

    manifest: Manifest
    items: dict[Ref, Item]
    assets: dict[str, Picture]
    hidden: frozenset[Ref] = frozenset()
    """Items that a fork leaves out."""
    lineage: Lineage = ALONE
    synonyms: Synonyms = NO_SYNONYMS
    texts: Texts = field(default_factory=Texts)
    warnings: tuple[Problem, ...] = ()
    """What a person should look at, though it can be built."""
    mentions: dict[Ref, tuple[Item, Mentions]] = field(default_factory=dict)
    """What items name, as far as it is known, with the item that it is known of."""

    def mentions_of(self, ref: Ref) -> Mentions:
        """Return what the item `ref` names."""
        item = self.items[ref]
        of, known = self.mentions.get(ref, (None, None))
        return known if known and of is item else Mentions.among(leaves(item))


def validate(draft: Draft, memo: Memo | None = None) -> Playbook:
    """Return the playbook in `draft`, with its warnings.

    What `memo` has of an earlier reading need not be judged again.

    Raises ContentError with every problem that it has where one of them is an error.
    """
    memo = memo or Memo()
    problems: list[Problem] = list(draft.problems)
    first, *others = read = [_read(document, memo) for document in (draft.manifest, *draft.items)]
    manifest = first.record if isinstance(first.record, Manifest) else None
    items = {one.ref: one.record for one in others if isinstance(one.record, Item)}
    for one in read:
        problems += one.problems
    if heavy := list(sign_problems(read)):
        raise ContentError([*problems, *heavy])  # what follows reads the texts
    names = memo.same("names", Names.of(draft, others, manifest))
    problems += was_problems(others, names)
    if manifest is not None:
        problems += few(manifest_problems(manifest, draft.manifest, names, items), draft.manifest)
    recalled = partial(Texts.recalled, manifest.id) if manifest else Texts
    texts = memo.recall(("texts", manifest and manifest.id), recalled)
    mentions: dict[Ref, tuple[Item, Mentions]] = {}
    for one in read:
        judged = partial(_judge, one, names, texts)
        mentioned, wrong = memo.recall(("judged", one.document.file), judged, one, names)
        problems += wrong
        if isinstance(one.record, Item):
            mentions[one.ref] = one.record, mentioned
            if isinstance(one.record, _SHEETS):
                problems += few(
                    worksheet_problems(one.record, one.document, items, names), one.document
                )
    synonyms, misshapen = _synonyms(draft)
    problems += misshapen
    whole = [one for one in read if one.record is not None]
    for document in _sources(whole):
        told = partial(_told_of_lines, document)
        problems += memo.recall(("lines", document.file), told, document)
    problems += glyph_problems(whole, items, names)
    sheets = [(one.record, one.document) for one in whole if isinstance(one.record, Worksheet)]
    problems += control_problems(sheets, sum(one.length for one in whole))
    if manifest:
        memo.recall(("texts kept", manifest.id), partial(texts.keep, manifest.id))
    if manifest is None or any(problem.level == "error" for problem in problems):
        raise ContentError(problems)
    hidden = frozenset(Ref(ref) for ref in draft.hidden)
    return Playbook(
        manifest=manifest,
        items=items,
        assets=draft.assets,
        hidden=hidden,
        lineage=draft.lineage,
        synonyms=synonyms,
        texts=texts,
        warnings=in_order(problems),
        mentions=mentions,
    )


def _read(document: Document, memo: Memo) -> Reading:
    model = KINDS.get(document.ref.partition("/")[0], Manifest)
    return memo.recall(("read", document.file), partial(read_document, model, document), document)


def _judge(one: Reading, names: Names, texts: Texts) -> tuple[Mentions, list[Problem]]:
    """Return what a document names, and what is wrong with its refs, its texts, and in itself."""
    document, record = one.document, one.record
    written = leaves(record or document.data)
    problems = few(ref_problems(record or document.data, written, document, names), document)
    if record is not None:
        problems += few(text_problems(written, document, names, texts), document)
    if isinstance(record, Item):
        problems += few((document.problem(*found) for found in record.mistakes()), document)
    return Mentions.among(written), problems


def _told_of_lines(document: Document) -> list[Problem]:
    return few(line_problems(document), document)


def _synonyms(draft: Draft) -> tuple[Synonyms, list[Problem]]:
    """Return what readers may type, of every playbook of the chain, and what is wrong with it."""
    words: dict[str, tuple[str, ...]] = {}
    problems: list[Problem] = []
    for document in draft.synonyms:
        read, found = parse_document(Synonyms, document)
        problems += few(found, document)
        for typed, meant in read.words.items() if read else ():
            words[typed] = (*words.get(typed, ()), *meant)
    return Synonyms(words=words), problems


def _sources(read: Iterable[Reading]) -> Iterable[Document]:
    """Return the documents that a merge took something from, each file once."""
    found: dict[str, Document] = {}
    for one in read:
        for source, _ in one.document.origins.values():
            found.setdefault(source.file, source)
    return found.values()
