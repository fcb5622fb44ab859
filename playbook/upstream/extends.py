"""What a manifest says of the playbook that it extends, or why that cannot be told."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from playbook.errors import ContentError, PlaybookError
from playbook.model.manifest import MODEL
from playbook.upstream.tree import LOCK, MANIFEST_FILE
from playbook.wording import in_quotes, near

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from playbook.draft import Draft
    from playbook.errors import Problem
    from playbook.merge import Layer
    from playbook.source import Document

EXTENDS = "extends"


def extends_id(manifest: Document) -> str | None:
    """Return the id that a manifest extends, or None; nothing where it does not say which."""
    data = manifest.data
    extends = data.get(EXTENDS) if isinstance(data, dict) else None
    if extends is None:
        return None
    id = extends.get("id") if isinstance(extends, dict) else None
    return id if isinstance(id, str) else ""


def source_of(manifest: Document) -> str:
    """Return where a manifest says that its upstream comes from; raise PlaybookError if nowhere."""
    extends = manifest.data.get(EXTENDS) if isinstance(manifest.data, dict) else None
    source = extends.get("source") if isinstance(extends, dict) else None
    if not isinstance(source, str):
        line = manifest.marks.get((EXTENDS,), (1, 1))[0]
        raise PlaybookError(
            f"{manifest.file}:{line}:1: {EXTENDS} does not say where upstream comes from. Write "
            "`source:` below it."
        )
    return source


def refuse_unclear(folder: Path, draft: Draft) -> None:
    """Raise ContentError where a fork's manifest does not tell which playbook it extends.

    Without it nothing else of the fork can be judged. A lock tells that it is a fork.
    """
    if problems := _unclear(draft, is_fork=os.path.lexists(folder / LOCK)):
        raise ContentError(problems)


def refuse_newer(manifest: Document, upstreams: Iterable[Layer] = ()) -> None:
    """Raise ContentError, at one's own line, where this program is too old for a playbook.

    What its files mean cannot be told then, so that no other problem of them would be true.
    """
    ours = unknown_model(manifest)
    message = f"needs a newer program (content model {{}}; this one knows {MODEL})"
    if ours is not None:
        hint = "Update the program."
        raise ContentError([manifest.problem(("model",), message.format(ours), hint)])
    for layer in upstreams:
        theirs = unknown_model(layer.draft.manifest)
        if theirs is not None:
            what = f"{layer.own('id')} {layer.own('version')} {message.format(theirs)}"
            hint = "Update the program, or stay with the edition before."
            raise ContentError([manifest.problem((EXTENDS,), what, hint, field="")])


def unknown_model(manifest: Document) -> int | None:
    """Return the content model of a playbook if this program does not know it yet."""
    model = manifest.data.get("model") if isinstance(manifest.data, dict) else None
    number = int(model) if isinstance(model, str) and re.fullmatch("[0-9]{1,9}", model) else 0
    return number if number > MODEL else None


def upstream_id(folder: Path, draft: Draft) -> str:
    """Return the id of the playbook that the fork in `folder` extends.

    Raises ContentError where the manifest cannot be read, PlaybookError where it extends nothing.
    """
    refuse_unclear(folder, draft)
    if _is_unreadable(draft) or _misspelt_key(draft):
        raise ContentError(_unclear(draft, is_fork=True))
    id = extends_id(draft.manifest)
    if id is None:
        raise PlaybookError(
            f"{folder} extends no other playbook. Make a fork with `playbook fork`."
        )
    return id


def _is_unreadable(draft: Draft) -> bool:
    return not isinstance(draft.manifest.data, dict)


def _misspelt_key(draft: Draft) -> str | None:
    """Return the key of a manifest that was probably meant to be `extends`."""
    data = draft.manifest.data if isinstance(draft.manifest.data, dict) else {}
    return None if EXTENDS in data else next((key for key in data if near(key, [EXTENDS])), None)


def _unclear(draft: Draft, *, is_fork: bool) -> list[Problem]:
    """Return what keeps a manifest from telling what it extends."""
    manifest = draft.manifest
    if _is_unreadable(draft):
        is_told = any(problem.file == manifest.file for problem in draft.problems)
        formless = manifest.problem((), "must be a group of keys", "Write `key: value` lines.")
        return [*draft.problems, *([] if is_told else [formless])] if is_fork else []
    id = extends_id(manifest)
    if id == "":
        message = "does not say which playbook this one extends"
        return [manifest.problem((EXTENDS,), message, "Write `id:` and `source:` below it.")]
    if id is None and is_fork:
        if typed := _misspelt_key(draft):
            message = f"({in_quotes(typed)}) is an unknown key"
            return [manifest.problem((typed,), message, f'Did you mean "{EXTENDS}"?', field="")]
        message = f"extends no other playbook, though {LOCK} is there"
        hint = (
            f"Restore {EXTENDS} in {MANIFEST_FILE}; if this is no fork any more, delete {LOCK}, "
            "vendor/ and overrides/."
        )
        return [manifest.problem((), message, hint, field="")]
    return []
