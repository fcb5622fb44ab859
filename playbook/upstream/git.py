"""Read the files of a playbook from a git repository: git is the only program that is started."""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path

from playbook.errors import PlaybookError
from playbook.upstream.transport import run_program
from playbook.upstream.tree import MAX_FILE, Budget, Tree, is_wanted, playbook_root

_REF = re.compile(r"[^\W_][\w./+#,=-]{0,199}")
_REMOTE = re.compile(
    r"(?P<scheme>https|ssh)://(?:[A-Za-z0-9][A-Za-z0-9._-]*@)?[A-Za-z0-9][A-Za-z0-9.-]*(?::\d{1,5})?"
    r"/[A-Za-z0-9._~%/+-]+"
)
_SHORT = re.compile(r"(?P<host>[\w.-]+@[\w.-]+):(?P<path>[^:]+)")
ANSWER_SECONDS = 15
"""A host that has not said by then which versions it has will not answer."""
FETCH_SECONDS = 300
_KEPT_SETTINGS = (
    "GIT_SSH_COMMAND",
    "GIT_SSH",
    "GIT_SSH_VARIANT",
    "GIT_SSL_CAINFO",
    "GIT_SSL_CAPATH",
)
"""What a person's own settings for reaching a host may be; the rest would lead git elsewhere."""
_TOP = ("content/", "overrides/", "vendor/", "playbook.lock")


def is_remote(address: str) -> bool:
    """Tell whether an address leads over a network."""
    if _SHORT.fullmatch(address):
        return True
    return "://" in address and not address.startswith("file://")


def ssh_url(address: str) -> str:
    """Return an address such as git@host:path as the URL that it means; any other as it is."""
    short = _SHORT.fullmatch(address)
    return f"ssh://{short['host']}/{short['path'].lstrip('/')}" if short else address


def read_git(address: str, ref: str, source: str, *, beside: Path) -> tuple[Tree, str, bool]:
    """Return the playbook's files at `ref`, the commit that it is, and whether `ref` is a tag.

    Only https, ssh and local paths, these as seen from the folder `beside`; hooks, links and
    submodules are left alone. Raises PlaybookError where there is nothing to be had.
    """
    if not _REF.fullmatch(ref) or ".." in ref:
        raise PlaybookError(f"{source}: {ref!a} cannot be the name of a tag, branch or commit.")
    if (better := ssh_url(address)) != address:
        raise PlaybookError(
            f"{source} is not an address that can be used here. Write git+{better}@{ref}"
        )
    remote = _REMOTE.fullmatch(address)
    if is_remote(address) and not remote:
        raise PlaybookError(f"{source}: only https://, ssh:// and local paths are taken.")
    scheme = remote["scheme"] if remote else "file"
    if not remote:
        address = _local(address, source, beside)
    with tempfile.TemporaryDirectory(prefix="playbook-") as scratch:
        git = _Git(scratch, scheme, source)
        git.run("init", "--quiet", "--bare", scratch)
        if remote:
            git.run("ls-remote", "--quiet", "--", address, "HEAD", seconds=ANSWER_SECONDS)
        git.run("fetch", "--quiet", "--depth=1", "--no-tags", "--", address, ref)
        commit = git.run("rev-parse", "--verify", "FETCH_HEAD^{commit}").decode().strip()
        fetched = (Path(scratch) / "FETCH_HEAD").read_text(encoding="utf-8", errors="replace")
        return _files(git, commit, source), commit, "\ttag '" in fetched


def _local(address: str, source: str, beside: Path) -> str:
    """Return the whole path of a repository on this machine; git is not asked for any other."""
    path = address.removeprefix("file://")
    if path.startswith("-") or "::" in path or not path.isprintable():
        raise PlaybookError(f"{source}: only https://, ssh:// and local paths are taken.")
    whole = (beside / path).resolve()
    if not whole.is_dir():
        raise PlaybookError(f"{source} cannot be read: there is no folder {whole}.")
    return str(whole)


class _Git:
    """Run git in an empty repository, with nothing allowed that is not needed."""

    def __init__(self, folder: str, scheme: str, source: str) -> None:
        self._folder, self._source = folder, source
        self._options = [
            *("-c", "protocol.allow=never", "-c", f"protocol.{scheme}.allow=always"),
            *("-c", "core.hooksPath=/dev/null", "-c", "core.symlinks=false"),
            *("-c", "core.fsmonitor=false", "-c", "fetch.recurseSubmodules=false"),
            *("-c", "http.followRedirects=initial", "-c", "gc.auto=0"),
            *("-c", "http.lowSpeedLimit=100", "-c", "http.lowSpeedTime=30"),
        ]

    def run(self, *arguments: str, given: bytes = b"", seconds: float = FETCH_SECONDS) -> bytes:
        """Return what git prints; raise PlaybookError where it fails or asks for a password."""
        settings = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("GIT_", "SSH_ASKPASS")) or name in _KEPT_SETTINGS
        }
        settings |= {"GIT_TERMINAL_PROMPT": "0", "GIT_ASKPASS": "", "SSH_ASKPASS_REQUIRE": "never"}
        settings |= {"GCM_INTERACTIVE": "never", "GIT_DIR": self._folder, "LC_ALL": "C"}
        if "GIT_SSH" not in settings:
            settings.setdefault("GIT_SSH_COMMAND", "ssh -oBatchMode=yes -oConnectTimeout=10")
        return run_program(
            ["git", *self._options, *arguments],
            self._source,
            seconds=seconds,
            folder=self._folder,
            environment=settings,
            given=given,
        )


def _files(git: _Git, commit: str, source: str) -> Tree:
    budget = Budget(source)
    listed: dict[str, tuple[str, str, int]] = {}
    for line in git.run("ls-tree", "-r", "-z", "-l", commit).split(b"\0"):
        about, _, name = line.decode("utf-8", "replace").partition("\t")
        if name:
            mode, kind, oid, size = about.split()
            if kind == "blob":
                listed[name] = mode, oid, int(size)
    root = playbook_root(list(listed), source)
    wanted: dict[str, str] = {}
    for name, (mode, oid, length) in listed.items():
        inside = name.removeprefix(root)
        if not name.startswith(root) or not inside.startswith(_TOP):
            continue
        budget.count_file()
        if mode == "120000":
            raise PlaybookError(
                f"{source}: {ascii(name)[1:-1]} is a link. Nothing was taken from it."
            )
        if is_wanted(inside):
            budget.count_bytes(name, length, length)
            wanted[inside] = oid
    return _blobs(git, wanted)


def _blobs(git: _Git, wanted: dict[str, str]) -> Tree:
    asked = "".join(f"{oid}\n" for oid in wanted.values()).encode()
    answer = git.run("cat-file", "--batch", given=asked)
    tree: Tree = {}
    at = 0
    for name in wanted:
        end = answer.index(b"\n", at)
        size = int(answer[at:end].split()[2])
        assert size <= MAX_FILE, "the list has said so"
        tree[name] = answer[end + 1 : end + 1 + size]
        at = end + size + 2
    return tree
