"""Fetch over a network: by a program that cannot ask or stay for ever, or one file over https."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from typing import TYPE_CHECKING, Any

from playbook.errors import PlaybookError
from playbook.upstream.tree import MAX_TOTAL, megabytes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

QUIET_SECONDS = 15
"""How long a host may say nothing."""
WHOLE_SECONDS = 300
_CHUNK_SIZE = 262_144
_NOISE = ("warning:", "hint:", "remote:", "[notice]")
_LONGEST = 300


def run_program(
    command: Sequence[str],
    source: str,
    *,
    seconds: float,
    folder: Path | str,
    environment: Mapping[str, str] | None = None,
    given: bytes = b"",
) -> bytes:
    """Return what `command` prints, started in `folder` with `given` as its input.

    It has no terminal, and neither has what it starts, such as ssh: nothing can wait there for a
    password. Raises PlaybookError with one line about `source` where the program is missing, fails,
    or takes more than `seconds`.
    """
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment,
            cwd=folder,
            start_new_session=True,
        )
    except FileNotFoundError:
        raise PlaybookError(f"{source} needs the program {command[0]}. Install it first.") from None
    except OSError as error:
        why = f"which does not start ({error.strerror})"
        raise PlaybookError(f"{source} needs the program {command[0]}, {why}.") from None
    with process:
        try:
            output, errors = process.communicate(given, timeout=seconds)
        except subprocess.TimeoutExpired:
            raise PlaybookError(f"{source} did not answer within {seconds:g} seconds.") from None
        finally:
            _kill(process)
    if process.returncode:
        raise PlaybookError(f"{source} cannot be fetched: {_reason(errors)}")
    return output


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End a program that still runs, and all that it has started."""
    if process.poll() is not None:
        return
    if os.name == "posix":
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()


def _reason(errors: bytes) -> str:
    """Return the line that says why: the first one that is no warning and nobody else's words."""
    lines = [line.strip() for line in errors.decode("utf-8", "replace").splitlines()]
    own = [line for line in lines if line and not line.lower().startswith(_NOISE)]
    reason = next(iter(own or filter(None, lines)), "it failed")
    return "".join(char if char.isprintable() else "?" for char in reason)[:_LONGEST]


class _HttpsOnly(urllib.request.HTTPRedirectHandler):
    """Follow redirects to https only."""

    def redirect_request(self, *arguments: Any) -> urllib.request.Request | None:
        """Refuse what is not https."""
        request, answer, code, _, headers, address = arguments
        if not str(address).startswith("https://"):
            why = "it leads away from https"
            raise urllib.error.HTTPError(request.full_url, code, why, headers, answer)
        return super().redirect_request(*arguments)


def download(address: str, source: str) -> bytes:
    """Return the file at `address`; it is kept in memory and nothing is written.

    Raises PlaybookError, with one line about `source`, where the address or one that it leads to is
    not https, the host does not answer, the file ends too early, or it is larger than a playbook.
    """
    if not address.startswith("https://"):
        raise PlaybookError(f"{source}: only https:// addresses are taken.")
    opener = urllib.request.build_opener(_HttpsOnly)
    try:
        with opener.open(address, timeout=QUIET_SECONDS) as answer:
            return _read_whole(answer, source)
    except urllib.error.HTTPError as error:
        error.close()
        raise _failure(source, error) from None
    except (OSError, ValueError, http.client.HTTPException) as error:
        raise _failure(source, error) from None


def _failure(source: str, error: Exception) -> PlaybookError:
    """Return an error that says on one line why there is nothing."""
    if isinstance(error, TimeoutError) or isinstance(getattr(error, "reason", None), TimeoutError):
        return PlaybookError(f"{source} did not answer within {QUIET_SECONDS:g} seconds.")
    reason = " ".join(str(error).split())
    return PlaybookError(f"{source} cannot be fetched: {reason}")


def _read_whole(answer: http.client.HTTPResponse, source: str) -> bytes:
    size = answer.length
    until = time.monotonic() + WHOLE_SECONDS
    chunks: list[bytes] = []
    total = 0
    while size is None or size <= MAX_TOTAL:
        chunk = answer.read1(_CHUNK_SIZE)
        if not chunk:
            if size is not None and total < size:
                raise OSError(f"it ends after {total:,} of {size:,} bytes")
            return b"".join(chunks)
        chunks.append(chunk)
        total += len(chunk)
        if total > MAX_TOTAL:
            break
        if time.monotonic() > until:
            raise OSError(f"it is not complete after {WHOLE_SECONDS} seconds")
    raise PlaybookError(f"{source} is larger than {megabytes(MAX_TOTAL)}.")
