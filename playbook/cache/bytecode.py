"""Keep what Jinja makes of templates, so that none is compiled at every build.

It is code, and it is run. So it counts for nothing where anybody else may write into the cache, nor
where it is broken; and it holds no answer of a filter.
"""

from __future__ import annotations

import marshal
import sys
from hashlib import sha256
from typing import TYPE_CHECKING

from jinja2 import BytecodeCache, nodes
from jinja2.compiler import CodeGenerator

from playbook.cache import disk

if TYPE_CHECKING:
    from jinja2 import Environment
    from jinja2.bccache import Bucket
    from jinja2.compiler import Frame

_HASH = 32


def compile_once(environment: Environment, name: str, with_what: bytes = b"") -> Environment:
    """Return an environment that keeps its templates compiled, with those of the sort `name`.

    `with_what` is the code that has a say in what is made of a template. Filters have none: Jinja
    would ask a filter of a constant when it compiles, and the answer of one playbook, in one
    language, would stand on every page of all, with none known to have read it.
    """
    environment.bytecode_cache = _Bytecode(name, with_what)
    environment.code_generator_class = _AsksWhenDrawn
    environment.optimized = False
    return environment


class _Bytecode(BytecodeCache):
    """Keeps compiled templates, each for what it was made from and with."""

    def __init__(self, name: str, with_what: bytes) -> None:
        self._with = name, disk.version_of("jinja2"), sha256(with_what).hexdigest()

    def get_bucket(
        self, environment: Environment, name: str, filename: str | None, source: str
    ) -> Bucket:
        """Return the place of a template; extensions change what is made of it."""
        made_with = (*self._with, *sorted(environment.extensions), environment.trim_blocks)
        told = "\0".join(map(str, (*made_with, source)))
        return super().get_bucket(environment, name, filename, told)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template its code, where it is kept."""
        kept = disk.recall(self._recipe(bucket)) if disk.is_private() else None
        if kept is not None and kept[:_HASH] == _hash(bucket, kept[_HASH:]):
            bucket.code = marshal.loads(kept[_HASH:])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template."""
        code = marshal.dumps(bucket.code)
        disk.keep(self._recipe(bucket), _hash(bucket, code) + code)

    def _recipe(self, bucket: Bucket) -> bytes:
        """Return the name of a file; what the template was is told by its `_hash`."""
        return f"template {self._with[0]} {bucket.key}".encode()


def _hash(bucket: Bucket, code: bytes) -> bytes:
    """Return what tells that code is whole, and that of the template as it is now."""
    return sha256(f"{bucket.checksum} {sys.version}".encode() + code).digest()


class _AsksWhenDrawn(CodeGenerator):
    def _output_child_to_const(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> str:
        if not isinstance(node, nodes.TemplateData):
            raise nodes.Impossible
        return super()._output_child_to_const(node, frame, finalize)
