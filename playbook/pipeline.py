"""The program, as a list of its steps: the table of contents of everything else."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from playbook.draft import read_draft
from playbook.edition import cut
from playbook.errors import ContentError
from playbook.link import Linked, link
from playbook.memory import gc_paused
from playbook.merge import Merged, attribute_problems, merge_layers
from playbook.shipped import shipped
from playbook.static import load_static
from playbook.upstream import read_layers
from playbook.validate import Playbook, validate

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from playbook.cache.memo import Memo
    from playbook.errors import Problem
    from playbook.render import Site

CONTENT = "content"
TEMPLATES = "templates"


def check(folder: Path) -> Playbook:
    """Read and judge the playbook in `folder`; its `warnings` are for people to look at.

    Where it has templates of its own, its pages are drawn, too: only then one knows.
    Raises ContentError with every problem of its content, PlaybookError where there is none.
    """
    playbook = judge(folder)
    own = folder / TEMPLATES
    if own.is_dir() and not own.samefile(shipped(TEMPLATES)):
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
    with gc_paused():
        merged = draft(folder, memo)
        problems = load_static(folder).problems
        try:
            playbook = validate(merged.draft, memo)
        except ContentError as error:
            raise ContentError([*attribute_problems(error.problems, merged), *problems]) from None
        language = playbook.manifest.language
        problems = (*problems, *_template_problems(folder, language))
        if problems:
            raise ContentError(problems)
        return playbook


def _template_problems(folder: Path, language: str) -> Iterable[Problem]:
    if not (folder / TEMPLATES).is_dir():
        return ()
    from playbook.render.own_templates import template_problems

    return template_problems(folder / TEMPLATES, language)


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
def outline(folder: Path, *, edition: str | None = None, memo: Memo | None = None) -> Site:
    """Return what `assemble` does; each page is drawn, and each file made, when it is asked for.

    Raises what `judge` raises, and PlaybookError for an edition that there is not.
    """
    from playbook.render import render
    from playbook.search import with_search

    playbook = judge(folder, memo)
    warnings = playbook.warnings
    playbook = cut(playbook, edition)
    linked = link(playbook)
    site = render(linked, folder=folder)
    site = with_search(site)
    return replace(site, warnings=warnings)


def complete(folder: Path, *, edition: str | None = None) -> Site:
    """Return everything that is published of the playbook in `folder`: PDFs and scripts, too.

    Pages are drawn when they are asked for. Raises what `outline` raises, and ContentError for
    sheets that cannot be made into PDFs.
    """
    from playbook.forms import with_forms  # a check can do without typesetting
    from playbook.pdf_files import pdf_files

    site = outline(folder, edition=edition)
    sheets = pdf_files(site.playbook, folder=folder)
    return with_forms(site, sheets, folder=folder)
