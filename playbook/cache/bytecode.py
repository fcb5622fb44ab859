"""Keep what Jinja makes of templates, so that none is compiled at every build."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from jinja2 import FileSystemBytecodeCache

from playbook.cache import disk

if TYPE_CHECKING:
    from jinja2 import Environment
    from jinja2.bccache import Bucket


class Bytecode(FileSystemBytecodeCache):
    """Keeps compiled templates in a folder, each for what it was made from and with."""

    def __init__(self, folder: str, with_what: str) -> None:
        """Keep them in an existing folder; `with_what` is told beside their environment."""
        super().__init__(folder)
        self._with = with_what

    def get_bucket(
        self, environment: Environment, name: str, filename: str | None, source: str
    ) -> Bucket:
        """Return the place of a template; extensions change what is made of it."""
        made_with = (self._with, *sorted(environment.extensions), environment.trim_blocks)
        told = "\0".join(map(str, (*made_with, source)))
        return super().get_bucket(environment, name, filename, told)


def bytecode(name: str, with_what: bytes = b"") -> Bytecode | None:
    """Return where templates of the sort `name` are kept; None where nothing can be.

    `with_what` is the code that has a say in what is made of a template.
    """
    folder = disk.folder(name)
    told = f"{disk.version_of('jinja2')} {sha256(with_what).hexdigest()}"
    return Bytecode(str(folder), told) if folder else None
