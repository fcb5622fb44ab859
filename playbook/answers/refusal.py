"""Why a file of answers cannot be taken in."""

from __future__ import annotations

from typing import ClassVar

from playbook.errors import PlaybookError


class RefusedError(PlaybookError):
    """A file of answers that cannot be taken in; the text says why and what to do."""

    exit_code: ClassVar[int] = 1

    def __init__(self, text: str, why: str = "") -> None:
        """`why` is the key of the sentence that a page says in this case."""
        super().__init__(text)
        self.why = why
