"""What other programs make of our PDFs: each saves one again, or many as one, in its own way."""

from __future__ import annotations

import io
import json
import subprocess
import tempfile
import warnings
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pypdfium2

from playbook.pdf.widgets import HIDDEN, RADIO
from tests.scripts.__main__ import NODE, install

Change = Callable[[pikepdf.Pdf, Any], None]


def qpdf(raws: Sequence[bytes], *options: str) -> bytes:
    """Run qpdf itself on files, which `options` call file:0, file:1 and so on."""
    with tempfile.TemporaryDirectory() as folder:
        for number, raw in enumerate(raws):
            Path(folder, str(number)).write_bytes(raw)
        given = [str(Path(folder, one[5:])) if one.startswith("file:") else one for one in options]
        out = Path(folder, "out.pdf")
        pikepdf.Job(["qpdf", *given, str(out)]).run()
        return out.read_bytes()


def encrypted(raw: bytes, *how: str) -> bytes:
    return qpdf([raw], "--allow-weak-crypto", "file:0", "--encrypt", "", "owner", *how, "--")


def by_pypdf(raws: Sequence[bytes], way: str) -> bytes:
    writer = (
        pypdf.PdfWriter(clone_from=io.BytesIO(raws[0])) if way == "clone" else pypdf.PdfWriter()
    )
    for raw in raws if way != "clone" else ():
        if way == "append":
            writer.append(io.BytesIO(raw))
        else:
            for page in pypdf.PdfReader(io.BytesIO(raw)).pages:
                writer.add_page(page)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def by_pages(raws: Sequence[bytes]) -> bytes:
    """Put pages into a new file, as scripts with pikepdf do."""
    out = io.BytesIO()
    with pikepdf.new() as pdf, warnings.catch_warnings():
        warnings.simplefilter("ignore", pikepdf.PageCopyWarning)
        for raw in raws:
            pdf.pages.extend(pikepdf.open(io.BytesIO(raw)).pages)
        pdf.save(out)
    return out.getvalue()


def by_pdfium(raws: Sequence[bytes]) -> bytes:
    """Put pages into a new file, as browsers with PDFium do."""
    made = pypdfium2.PdfDocument.new()
    for raw in raws:
        made.import_pages(pypdfium2.PdfDocument(raw))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def by_pdf_lib(raws: Sequence[bytes], way: str, values: Mapping[str, Any] | None = None) -> bytes:
    """Save with pdf-lib: as it is, filled in, flattened, or the pages of some in a new file."""
    install()
    script = Path(__file__).with_name("pdf-lib.mjs")
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder, str(number)) for number in range(len(raws) + 1)]
        for file, raw in zip(files, raws, strict=False):
            file.write_bytes(raw)
        asked = [str(one) for one in (NODE, script, way, json.dumps(values or {}), *files)]
        done = subprocess.run(asked, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()
        return files[-1].read_bytes()


def changed(change: Change, raw: bytes) -> bytes:
    """Change every field that has a value, as some program would have written it."""
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        for field in pdf.Root.AcroForm.Fields:
            if "/V" in field:
                change(pdf, field)
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


def _is_text(field: Any) -> bool:
    return bool(field.FT == "/Tx")


def _as_stream(pdf: pikepdf.Pdf, field: Any) -> None:
    if _is_text(field):
        field.V = pdf.make_stream(b"\xfe\xff" + str(field.V).encode("utf-16-be"))


def _in(encoding: str, mark: bytes, _: pikepdf.Pdf, field: Any) -> None:
    if _is_text(field):
        field.V = pikepdf.String(mark + str(field.V).encode(encoding))


def _states_as_texts(_: pikepdf.Pdf, field: Any) -> None:
    if not _is_text(field):
        field.V = pikepdf.String(str(field.V))


def _is_radio(field: Any) -> bool:
    return not _is_text(field) and bool(int(field.get("/Ff", 0)) & RADIO)


def _other_state(pdf: pikepdf.Pdf, field: Any) -> None:
    """Call what ticks a box "On", and number the buttons of a group as Acrobat does."""
    if _is_text(field) or field.V == "/Off":
        return
    if _is_radio(field):
        names = [next(str(s)[1:] for s in kid.AP.N if s != "/Off") for kid in field.Kids]
        number = names.index(str(field.V)[1:])
        field.Opt = pikepdf.Array([pikepdf.String(name) for name in names])
        field.V = field.Kids[number].AS = pikepdf.Name(f"/{number}")
    else:
        field.V = field.AS = pikepdf.Name.On


def _states_alone(_: pikepdf.Pdf, field: Any) -> None:
    if not _is_text(field):
        del field["/V"]


def _renamed(_: pikepdf.Pdf, field: Any) -> None:
    """Call a field as MuPDF does where the name is taken."""
    field.T = pikepdf.String(f"{field.T} [530]")


def _without_looks(_: pikepdf.Pdf, field: Any) -> None:
    if _is_text(field) and field.T != HIDDEN:
        del field["/AP"]


SAVED: dict[str, Callable[[bytes], bytes]] = {
    "as it is": bytes,
    "qpdf, linearized": lambda raw: qpdf([raw], "--linearize", "file:0"),
    "qpdf, to be edited": lambda raw: qpdf([raw], "--qdf", "file:0"),
    "qpdf, without streams of objects": lambda raw: qpdf(
        [raw], "--object-streams=disable", "file:0"
    ),
    "qpdf, RC4 of 40 bits": lambda raw: encrypted(raw, "40"),
    "qpdf, RC4 of 128 bits": lambda raw: encrypted(raw, "128", "--use-aes=n"),
    "qpdf, RC4 by a crypt filter": lambda raw: encrypted(raw, "128", "--force-V4"),
    "qpdf, AES of 128 bits": lambda raw: encrypted(raw, "128", "--use-aes=y"),
    "qpdf, AES, metadata bare": lambda raw: encrypted(
        raw, "128", "--use-aes=y", "--cleartext-metadata"
    ),
    "qpdf, AES of 256 bits, R5": lambda raw: encrypted(raw, "256", "--force-R5"),
    "qpdf, AES of 256 bits, R6": lambda raw: encrypted(raw, "256"),
    "qpdf, AES, values as streams": lambda raw: encrypted(changed(_as_stream, raw), "256"),
    "qpdf, its own pages": lambda raw: qpdf([raw], "file:0", "--pages", ".", "--"),
    "qpdf, pages into nothing": lambda raw: qpdf([raw], "--empty", "--pages", "file:0", "--"),
    "pypdf, clone": lambda raw: by_pypdf([raw], "clone"),
    "pypdf, append": lambda raw: by_pypdf([raw], "append"),
    "pypdf, page by page": lambda raw: by_pypdf([raw], "pages"),
    "pikepdf, pages": lambda raw: by_pages([raw]),
    "PDFium, import": lambda raw: by_pdfium([raw]),
    "pdf-lib": lambda raw: by_pdf_lib([raw], "save"),
    "pdf-lib, pages": lambda raw: by_pdf_lib([raw], "copy"),
    "values as streams": partial(changed, _as_stream),
    "values in UTF-8": partial(changed, partial(_in, "utf-8", b"\xef\xbb\xbf")),
    "values in UTF-16LE": partial(changed, partial(_in, "utf-16-le", b"\xff\xfe")),
    "states as texts": partial(changed, _states_as_texts),
    "states of other names": partial(changed, _other_state),
    "states of widgets alone": partial(changed, _states_alone),
    "MuPDF, names that were taken": partial(changed, _renamed),
    "texts without looks": partial(changed, _without_looks),
}
"""Programs that save one file, by their names."""

MERGED: dict[str, Callable[[Sequence[bytes]], bytes]] = {
    "qpdf, into the first": lambda raws: qpdf(
        raws, "file:0", "--pages", ".", *(f"file:{n}" for n in range(1, len(raws))), "--"
    ),
    "qpdf, into nothing": lambda raws: qpdf(
        raws, "--empty", "--pages", *(f"file:{n}" for n in range(len(raws))), "--"
    ),
    "pypdf, append": lambda raws: by_pypdf(raws, "append"),
    "pypdf, page by page": lambda raws: by_pypdf(raws, "pages"),
    "pikepdf, pages": by_pages,
    "PDFium, import": by_pdfium,
    "pdf-lib, pages": lambda raws: by_pdf_lib(raws, "copy"),
}
"""Programs that make one file of several."""
