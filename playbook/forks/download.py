"""Fetch one file over https: no more of it than a playbook can be, and from nowhere else."""

from __future__ import annotations

import http.client
import time
import urllib.error
import urllib.request
from typing import Any

from playbook.errors import PlaybookError
from playbook.forks.tree import MAX_TOTAL, megabytes

QUIET_SECONDS = 15
"""How long a host may say nothing."""
WHOLE_SECONDS = 300
_PIECE = 262_144


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
            return _whole(answer, source)
    except urllib.error.HTTPError as error:
        error.close()
        raise _failed(source, error) from None
    except (OSError, ValueError, http.client.HTTPException) as error:
        raise _failed(source, error) from None


def _failed(source: str, error: Exception) -> PlaybookError:
    """Return an error that says on one line why there is nothing."""
    if isinstance(error, TimeoutError) or isinstance(getattr(error, "reason", None), TimeoutError):
        return PlaybookError(f"{source} did not answer within {QUIET_SECONDS:g} seconds.")
    reason = " ".join(str(error).split())
    return PlaybookError(f"{source} cannot be fetched: {reason}")


def _whole(answer: http.client.HTTPResponse, source: str) -> bytes:
    size = answer.length
    until = time.monotonic() + WHOLE_SECONDS
    pieces: list[bytes] = []
    total = 0
    while size is None or size <= MAX_TOTAL:
        piece = answer.read1(_PIECE)
        if not piece:
            if size is not None and total < size:
                raise OSError(f"it ends after {total:,} of {size:,} bytes")
            return b"".join(pieces)
        pieces.append(piece)
        total += len(piece)
        if total > MAX_TOTAL:
            break
        if time.monotonic() > until:
            raise OSError(f"it is not there after {WHOLE_SECONDS} seconds")
    raise PlaybookError(f"{source} is larger than {megabytes(MAX_TOTAL)}.")
