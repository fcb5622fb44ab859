"""The commands of a fork: fork, status, upgrade, resolve, explain.

Exit codes: 0 done, 1 the content has problems, 2 it could not run, 3 a person should look.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import click

from playbook.commands.options import LOOK, folder_option
from playbook.errors import PlaybookError, counted
from playbook.forks import report
from playbook.forks.explain import explain as explain_cell
from playbook.forks.explain import explain_lines
from playbook.forks.fork import fork as make_fork
from playbook.forks.resolve import ACTIONS, resolve_all
from playbook.forks.resolve import resolve as resolve_cell
from playbook.forks.state import count_waiting, read_fork
from playbook.forks.upgrade import upgrade as bring_up
from playbook.progress import Progress

_UPGRADING, _FETCHING = "Fetching upstream, and comparing", "Fetching upstream"

_json = click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="Print the same as JSON (docs/forkers.md names the keys).",
)


def _print(data: dict[str, Any]) -> None:
    click.echo(json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True))


@click.command()
@click.argument("source")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--id", "id_", required=True, metavar="ID", help="The fork's id; it never changes.")
@click.option("--prefix", required=True, help="What the ids of your own items begin with.")
@_json
def fork(source: str, folder: Path, id_: str, prefix: str, as_json: bool) -> None:
    """Make a playbook of your own in DIR that builds on the one at SOURCE.

    SOURCE is a folder, git+ADDRESS@REF, pip:NAME==VERSION or zip:FILE. Only its content is taken:
    nothing of it is run.

    \b
    Examples:
      playbook fork ../national state --id org.example.state --prefix st
      playbook fork git+https://git.example.org/national.git@v3.2.0 state \\
          --id org.example.state --prefix st
    """  # noqa: D301  # click's own mark is a backspace
    with Progress(_FETCHING).step(_FETCHING):
        pin, items = make_fork(source, folder, id=id_, prefix=prefix)
    if as_json:
        _print({"upstream": report.pin_json(pin), "items": items})
        return
    click.echo(f"created {folder}: content/playbook.yml, overrides/, playbook.lock, vendor/")
    click.echo(f"upstream {pin.id} {pin.version}  tree {pin.tree[:11]}…   {counted(items, 'item')}")
    click.echo(f"Build it: playbook build -C {folder}", err=True)


@click.command()
@folder_option
@_json
def status(folder: Path, as_json: bool) -> None:
    """Say how your changes stand to upstream; exit code 3 means that a person should look.

    \b
    Examples:
      playbook status
      playbook status --json
    """  # noqa: D301  # click's own mark is a backspace
    state = read_fork(folder)
    if as_json:
        _print(report.status_json(state))
    else:
        for line in report.status_lines(state):
            click.echo(line)
    sys.exit(LOOK if count_waiting(state.layer, state.merged) else 0)


@click.command()
@folder_option
@click.option(
    "--to", metavar="SOURCE", help="Another source, or another version (default: extends.source)."
)
@_json
def upgrade(folder: Path, to: str | None, as_json: bool) -> None:
    """Take over upstream's news; your own words stay. Exit code 3: a person should look.

    \b
    Examples:
      playbook upgrade
      playbook upgrade --to git+https://git.example.org/national.git@v3.3.0
    """  # noqa: D301  # click's own mark is a backspace
    with Progress(_UPGRADING).step(_UPGRADING):
        upgraded = bring_up(folder, to=to)
    if upgraded.wrote:
        names = {re.sub("^vendor/.*", "vendor/", name) for name in upgraded.wrote}
        click.echo(f"changed: {', '.join(sorted(names))}", err=True)
    if as_json:
        _print(report.upgrade_json(upgraded))
    else:
        for line in report.upgrade_lines(upgraded):
            click.echo(line)
    must_look = upgraded.waiting or upgraded.problems or not upgraded.compared
    sys.exit(LOOK if must_look else 0)


@click.command()
@folder_option
@click.argument("cell", required=False)
@click.argument("action", required=False, type=click.Choice(ACTIONS))
@click.option("--text", help="The new text, for `edit` (default: your editor opens it).")
@click.option("--all-trivial", is_flag=True, help="Keep all where only case or signs changed.")
@click.option("--all-stale", is_flag=True, help="Keep your words in all that upstream reworded.")
@click.option("--all-redundant", is_flag=True, help="Drop all that say the same as upstream.")
@click.option("--delete-mine", is_flag=True, help="Delete also what you added yourself.")
@_json
def resolve(
    folder: Path,
    cell: str | None,
    action: str | None,
    text: str | None,
    all_trivial: bool,
    all_stale: bool,
    all_redundant: bool,
    delete_mine: bool,
    as_json: bool,
) -> None:
    """Settle CELL, one thing that `playbook status` asks about; an item means all of it that waits.

    keep: your words stay, and upstream's new ones are seen. take: upstream's words. edit: new
    words of yours; your editor begins with the changes of both, where they touch different words.
    adopt: an item that upstream dropped becomes your own, with all you say of it. drop: your
    statement goes, where it does nothing any more. What you added yourself goes only with
    --delete-mine. A new item that waits: keep shows it, drop leaves it out.

    \b
    Examples:
      playbook resolve tips/ask-early/title keep
      playbook resolve tips/ask-early/title edit --text "Ask first"
      playbook resolve tips/old-tip adopt
      playbook resolve --all-stale
    """  # noqa: D301  # click's own mark is a backspace
    if all_trivial or all_stale or all_redundant:
        if cell or action or all_trivial + all_stale + all_redundant > 1:
            raise click.UsageError("--all-... stands alone, without a cell and an action.")
        keep = ("stale", "stale-trivial") if all_stale else ("stale-trivial",)
        which, what = (("redundant", "adopted"), "drop") if all_redundant else (keep, "keep")
        cells, wrote = resolve_all(folder, which, what)
    elif cell is None or action is None:
        raise click.UsageError("Name a cell and an action; `playbook status` shows both.")
    else:
        if action == "edit" and text is None:
            text = _edit_text(folder, cell)
        cells, wrote = resolve_cell(folder, cell, action, text=text, delete=delete_mine)
    if as_json:
        _print({"cells": cells, "wrote": wrote})
        return
    names = ", ".join(cells) or "nothing to settle"
    click.echo(f"{names}: {', '.join(wrote) if wrote else 'no file'} changed.")


def _edit_text(folder: Path, cell: str) -> str:
    explanation = explain_cell(read_fork(folder), cell)
    value = explanation.value
    if not isinstance(value, str):
        raise PlaybookError(f"{cell} is not one text. Change it in its file, then keep it.")
    text = click.edit(explanation.history[0].report.proposal or value)
    if text is None:
        raise PlaybookError("The editor was closed without saving: nothing was changed.")
    return text if value.endswith("\n") else text.removesuffix("\n")


@click.command()
@folder_option
@click.argument("cell")
@_json
def explain(folder: Path, cell: str, as_json: bool) -> None:
    """Say where the value of CELL comes from: who wrote it, who changed it, and why.

    \b
    Examples:
      playbook explain tips/ask-early/title
      playbook explain playbook/words/unit/one
    """  # noqa: D301  # click's own mark is a backspace
    explanation = explain_cell(read_fork(folder), cell)
    if as_json:
        _print(explanation.as_dict())
        return
    for line in explain_lines(explanation):
        click.echo(line)


COMMANDS = (fork, status, upgrade, resolve, explain)
