"""Step 3: documents -> a playbook that holds together, or all its problems at once.

Step 2, merging a fork's overrides into its upstream, comes before: overrides may be partial, and
only the whole can be judged.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice
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
from playbook.source import MOST_PROBLEMS, too_many
from playbook.texts import Texts
from playbook.validate.lines import line_problems
from playbook.validate.manifest import manifest_problems
from playbook.validate.names import Names, was_problems
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
    manifest, found = parse_document(Manifest, draft.manifest)
    problems += _few(found, draft.manifest)
    items, misshapen = _items(draft, memo)
    problems += misshapen
    if heavy := list(sign_problems((draft.manifest, *draft.items), memo)):
        raise ContentError([*problems, *heavy])  # what follows reads the texts
    names = memo.same("names", Names.of(draft, items, manifest))
    problems += was_problems(draft.items, names)
    if manifest is not None:
        problems += _few(manifest_problems(manifest, draft.manifest, names, items), draft.manifest)
    recalled = partial(Texts.recalled, manifest.id) if manifest else Texts
    texts = memo.recall(("texts", manifest and manifest.id), recalled)
    whole: list[tuple[Manifest | Item, Document]] = []
    mentions: dict[Ref, tuple[Item, Mentions]] = {}
    for document in (draft.manifest, *draft.items):
        record = manifest if document is draft.manifest else items.get(Ref(document.ref))
        judged = partial(_judge, document, record, names, texts)
        mentioned, wrong = memo.recall(("judged", document.file), judged, document, record, names)
        problems += wrong
        if record is None:
            continue
        whole.append((record, document))
        if isinstance(record, Item):
            mentions[Ref(document.ref)] = record, mentioned
            if isinstance(record, Checklist | Worksheet):
                problems += _few(worksheet_problems(record, document, items, names), document)
    synonyms, misshapen = _synonyms(draft)
    problems += misshapen
    for document in _source_files(document for _, document in whole):
        told = partial(_told_of_lines, document)
        problems += memo.recall(("lines", document.file), told, document)
    problems += glyph_problems(whole, items, names)
    sheets = [(item, document) for item, document in whole if isinstance(item, Worksheet)]
    problems += control_problems(sheets, sum(len(document.text) for _, document in whole))
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


def _judge(
    document: Document, record: Manifest | Item | None, names: Names, texts: Texts
) -> tuple[Mentions, list[Problem]]:
    """Return what a document names, and what is wrong with its refs, its texts, and in itself."""
    written = leaves(record or document.data)
    problems = _few(ref_problems(record or document.data, written, document, names), document)
    if record is not None:
        problems += _few(text_problems(written, document, names, texts), document)
    if isinstance(record, Item):
        problems += _few((document.problem(*found) for found in record.mistakes()), document)
    return Mentions.among(written), problems


def _told_of_lines(document: Document) -> list[Problem]:
    return _few(line_problems(document), document)


def _items(draft: Draft, memo: Memo) -> tuple[dict[Ref, Item], list[Problem]]:
    """Return the items that have the shape of their kind, and what is wrong with the others."""
    items: dict[Ref, Item] = {}
    problems: list[Problem] = []
    for document in draft.items:
        ref = Ref(document.ref)
        item, found = memo.recall(("item", document.file), partial(_item, document), document)
        problems += found
        if item is not None:
            items[ref] = item
    return items, problems


def _item(document: Document) -> tuple[Item | None, list[Problem]]:
    item, found = parse_document(KINDS[Ref(document.ref).kind], document)
    return item, _few(found, document)


def _synonyms(draft: Draft) -> tuple[Synonyms, list[Problem]]:
    """Return what readers may type, of every playbook of the chain, and what is wrong with it."""
    words: dict[str, tuple[str, ...]] = {}
    problems: list[Problem] = []
    for document in draft.synonyms:
        read, found = parse_document(Synonyms, document)
        problems += _few(found, document)
        for typed, meant in read.words.items() if read else ():
            words[typed] = (*words.get(typed, ()), *meant)
    return Synonyms(words=words), problems


def _source_files(documents: Iterable[Document]) -> Iterable[Document]:
    """Return documents with those that a merge took something from, each file once."""
    found: dict[str, Document] = {}
    for document in documents:
        found.setdefault(document.file, document)
        for source, _ in document.origins.values():
            found.setdefault(source.file, source)
    return found.values()


def _few(found: Iterable[Problem], document: Document) -> list[Problem]:
    """Return as many problems as are told of one file; the others are not even worded."""
    problems = list(islice(found, MOST_PROBLEMS + 1))
    if len(problems) > MOST_PROBLEMS:
        more = document.problem((), *too_many())
        problems[MOST_PROBLEMS] = replace(more, level=problems[MOST_PROBLEMS].level)
    return problems
