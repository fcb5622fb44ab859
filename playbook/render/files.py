"""The files of a site beside its pages, each made when somebody asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Files(Mapping[str, bytes]):
    """Files by their address, made once, when they are asked for."""

    def __init__(self, makers: Mapping[str, Callable[[], bytes]]) -> None:
        """Take what makes each file."""
        self._makers = dict(makers)
        self._made: dict[str, bytes] = {}

    def __getitem__(self, name: str) -> bytes:
        if name not in self._made:
            self._made[name] = self._makers[name]()
        return self._made[name]

    def __contains__(self, name: object) -> bool:
        return name in self._makers

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)

    def __or__(self, others: Files) -> Files:
        """Return these files and `others`; what was made of them stays made."""
        both = Files(self._makers | others._makers)
        both._made = {name: made for name, made in self._made.items() if name not in others}
        both._made |= others._made
        return both


class LaterFiles(Mapping[str, bytes]):
    """Files of which not even the names are known before somebody asks for one."""

    def __init__(self, make: Callable[[], Mapping[str, bytes]]) -> None:
        """Take what makes them all, once."""
        self._make = make

    @cached_property
    def _files(self) -> Mapping[str, bytes]:
        return self._make()

    def __getitem__(self, name: str) -> bytes:
        return self._files[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)
