"""The program, as a list of its steps: the table of contents of everything else."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from functools import cache as remembered
from functools import partial
from typing import TYPE_CHECKING

from playbook.cache.fingerprints import Fingerprints
from playbook.cache.memo import Memo
from playbook.cards import may_not_fit
from playbook.draft import read_draft
from playbook.edition import cut
from playbook.errors import ContentError
from playbook.helper import Helper, HelperError, can_help
from playbook.keys import TEMPLATES
from playbook.link import Linked, link
from playbook.memory import gc_paused
from playbook.merge import Merged, attribute_problems, merge_layers
from playbook.shipped import shipped_folder
from playbook.static import load_static
from playbook.upstream import read_layers
from playbook.validate import Playbook, validate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from playbook.errors import Problem
    from playbook.render import Site
    from playbook.render.files import Files
    from playbook.render.prints import Print

CONTENT = "content"


def check(folder: Path) -> Playbook:
    """Read and judge the playbook in `folder`; its `warnings` are for people to look at.

    Where it has templates of its own, its pages are drawn, too: only then one knows.
    Raises ContentError with every problem of its content, PlaybookError where there is none.
    """
    playbook = judge(folder)
    own = folder / TEMPLATES
    if own.is_dir() and not own.samefile(shipped_folder(TEMPLATES)):
        from jinja2 import TemplateError  # without templates a check can do without

        from playbook.render import render
        from playbook.render.own_templates import failure

        try:
            render(link(cut(playbook)), folder=folder).draw()
        except TemplateError as error:
            raise ContentError([failure(error, own)]) from None
    return playbook


def judge(folder: Path, memo: Memo | None = None) -> Playbook:
    """Read and judge the playbook in `folder`, without drawing anything.

    `memo` is what earlier readings left. Raises what `check` raises.
    """
    memo = memo or Memo()
    with gc_paused():
        merged = draft(folder, memo)
        problems = load_static(folder).problems
        try:
            playbook = validate(merged.draft, memo)
        except ContentError as error:
            raise ContentError([*attribute_problems(error.problems, merged), *problems]) from None
        language = playbook.manifest.language
        problems = (*problems, *_template_problems(folder, language, memo))
        if problems:
            raise ContentError(problems)
        return replace(playbook, warnings=(*playbook.warnings, *_cards(playbook, merged, folder)))


def _cards(playbook: Playbook, merged: Merged, folder: Path) -> Iterator[Problem]:
    """Yield what does not fit on its card, in any edition, each text once."""
    if not may_not_fit(playbook.manifest, playbook.items.items()):
        return
    from playbook.book.binding import card_problems  # most checks do without typesetting

    documents = {document.ref: document for document in merged.draft.items}
    editions = (cut(playbook, edition.id) for edition in playbook.manifest.editions)
    found = (card_problems(link(one), documents, folder=folder) for one in editions)
    yield from dict.fromkeys(problem for problems in found for problem in problems)


def _template_problems(folder: Path, language: str, memo: Memo) -> Iterable[Problem]:
    if not (folder / TEMPLATES).is_dir():
        return ()
    from playbook.render.own_templates import template_problems

    files = memo.same(TEMPLATES, Fingerprints.below(folder, TEMPLATES))
    told = partial(tuple, template_problems(folder / TEMPLATES, language))
    return memo.recall((TEMPLATES, language), told, files) if files.settled else told()


def load(folder: Path, *, edition: str | None = None) -> Linked:
    """Return what readers of an edition get, every item with its links both ways; nothing is drawn.

    Without `edition` it is the first one of the manifest. Raises what `judge` raises, and
    PlaybookError for an edition that does not exist.
    """
    return link(cut(judge(folder), edition))


def draft(folder: Path, memo: Memo | None = None) -> Merged:
    """Read the playbook in `folder`, a fork over all that it builds on; nothing is judged yet."""
    own = read_draft(folder / CONTENT, memo)
    return merge_layers(read_layers(folder, own))


def assemble(folder: Path, *, edition: str | None = None) -> Site:
    """Return the pages of the playbook in `folder`, drawn, and the files that all of them need.

    Raises what `check` raises, and PlaybookError for an edition that there is not.
    """
    site = outline(folder, edition=edition)
    site.draw()
    return site


@gc_paused()
def outline(
    folder: Path, *, edition: str | None = None, site_url: str = "", memo: Memo | None = None
) -> Site:
    """Return what `assemble` does; each page is drawn, and each file made, when it is asked for.

    Its pages say nothing of the size of the book, which would have to be made for that. `site_url`
    is where the site stands. Raises what `judge` raises, and PlaybookError for an edition that
    there is not.
    """
    from playbook.book import print_files
    from playbook.render.prints import Print

    playbook = judge(folder, memo)
    linked = link(cut(playbook, edition))
    files = print_files(linked, folder=folder, site_url=site_url)
    return _site(linked, folder, files, tuple(map(Print, files)), playbook.warnings)


def _site(
    playbook: Linked,
    folder: Path,
    files: Files,
    prints: tuple[Print, ...],
    warnings: tuple[Problem, ...],
) -> Site:
    """Return the site of a playbook, with `files` that are handed out whole."""
    from playbook.render import render
    from playbook.search import with_search

    site = with_search(render(playbook, folder=folder, prints=prints))
    return replace(site, files=site.files | files, warnings=warnings)


def complete(folder: Path, *, edition: str | None = None, site_url: str | None = None) -> Site:
    """Return everything that is published of the playbook in `folder`: PDFs and scripts, too.

    Pages are drawn when they are asked for; `site_url` is where the site will stand. Raises what
    `outline` raises, and ContentError for what cannot be made into PDFs.
    """
    from playbook.book import print_files, prints_of
    from playbook.forms import with_forms
    from playbook.pdf_files import pdf_files

    with gc_paused():
        playbook = judge(folder)
        linked = link(cut(playbook, edition))
        sheets = remembered(partial(pdf_files, linked, folder=folder))
        files = print_files(linked, folder=folder, site_url=site_url or "")
        if files and can_help():
            _make_both(files, sheets)
        site = _site(linked, folder, files, prints_of(files), playbook.warnings)
    return with_forms(site, sheets, folder=folder)


def _make_both(files: Files, sheets: Callable[[], object]) -> None:
    """Have `files` made by a second process, which keeps them, and make `sheets` meanwhile."""
    with Helper(lambda: [len(file) for file in files.values()]) as helper:
        sheets()
        with suppress(HelperError):  # what it has not kept is made when somebody asks for it
            helper.found()
