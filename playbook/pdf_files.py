"""Step 7: every PDF of a playbook's site; one that has not changed is not made again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeGuard

from playbook.keys import CachedResult
from playbook.typesetting.paper import MAP

if TYPE_CHECKING:
    from playbook.link import Linked


def pdf_files(playbook: Linked, *, folder: Path) -> dict[str, bytes]:
    """Return the PDFs by address: `worksheets/<id>/<id>-a4.pdf`, and so on; `paths/` are packets.

    A sheet with a map has blank grids of it, too: `worksheets/<id>/<id>-map-a3.pdf`, and so on.

    `folder` is the playbook's own: its templates go first, and `.playbook/cache/sheets/` keeps
    what has been made. Raises ContentError with every sheet that could not be made.
    """
    kept = _home(folder)
    result = CachedResult(playbook, folder, "pdfs", home=kept)
    files = result.recall()
    if not _are_kept(files, kept):
        files = _made(playbook, folder, kept, result)
        result.keep(files)
    _forget(kept, set(files.values()))
    return {address: (kept / name).read_bytes() for address, name in files.items()}


def _home(folder: Path) -> Path:
    return folder / ".playbook" / "cache" / "sheets"


def _are_kept(files: object, kept: Path) -> TypeGuard[dict[str, str]]:
    """Tell whether these are addresses with names of files that are there."""
    return isinstance(files, dict) and all(
        isinstance(name, str) and name == Path(name).name and (kept / name).is_file()
        for name in files.values()
    )


def _made(playbook: Linked, folder: Path, kept: Path, result: CachedResult) -> dict[str, str]:
    """Make the PDFs that are not there; return the name of each one's file by its address."""
    from playbook.pdf_orders import make_all, pdf_orders  # what is kept needs no typesetting
    from playbook.typesetting.renderer import sheet_renderer

    kept.mkdir(parents=True, exist_ok=True)
    with result.noted():
        orders = dict(pdf_orders(playbook, sheet_renderer(playbook, folder=folder), kept))
    make_all(orders.values())
    return {address: order.path.name for address, order in orders.items()}


def has_fields(address: str) -> bool:
    """Tell whether the PDF at an address of `pdf_files` is one to fill in, and no blank grid."""
    _, id, name = address.split("/")
    return not name.startswith(f"{id}{MAP}")


def _forget(kept: Path, used: set[str]) -> None:
    """Clear away what no sheet of this playbook is any more."""
    for path in kept.glob("*.pdf"):
        if path.name not in used:
            path.unlink(missing_ok=True)
