"""What pages say of the files that are handed out whole: the book and the cards."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Print:
    """A PDF in the root of the site, `<name>-<paper>.pdf`."""

    address: str
    pages: int | None = None
    """How many pages it has; None where it has not been made yet."""
    size: int | None = None
    """Its bytes, likewise."""

    @property
    def name(self) -> str:
        """What it is: `book` or `cards`."""
        return self.address.partition("-")[0]

    @property
    def paper(self) -> str:
        """The size of its paper, as people know it."""
        return {"a4": "A4", "letter": "Letter"}[self.address.removesuffix(".pdf").split("-")[1]]

    @property
    def megabytes(self) -> float:
        """Its size for people, never nothing."""
        return max(round((self.size or 0) / 1_000_000, 1), 0.1)
