"""What Python says to each question that `runner.js` puts to the scripts."""

from __future__ import annotations

import base64
import binascii
import contextlib
import json
import zlib
from collections.abc import Callable, Mapping
from typing import Any

from playbook.answers import (
    RefusedError,
    Sheet,
    dumps,
    dumps_backup,
    normalise,
    parse,
    parse_backup,
    without_private,
)
from playbook.answers.budgets import BUDGETS
from playbook.answers.figures import row_figure
from playbook.answers.names import flat, nest
from playbook.combine import combine, combined_views, dumps_combined
from playbook.combine.sources import source_of
from playbook.fields import TYPES, Question
from playbook.fields.combining import fold_text
from playbook.fields.computed import Computed
from playbook.fields.numbers import format_number, read_number
from playbook.fields.typed import canonical_text
from playbook.packets.split import read_pdf
from playbook.pdf.form_fields import is_pdf, read_fields
from playbook.search import letters
from playbook.sheets.fill import figures
from playbook.sheets.read import read_sheet
from tests.twins.browserless import RefusedByScriptError
from tests.twins.papers import paper


class Told:
    """The answers of the program; each method has the name and the arguments of a script's."""

    def __init__(self, sheets: Mapping[str, Sheet]) -> None:
        self.sheets = sheets
        self.garden = tuple(sheet for name, sheet in sheets.items() if name != "all")

    def __call__(self, call: str, /, **given: Any) -> Any:
        """Return what Python answers; where it refuses, raises what a script does."""
        answer: Callable[..., Any] = getattr(self, call)
        try:
            return answer(**given)
        except RefusedError as error:
            raise RefusedByScriptError(error.why) from None

    def clean(self, text: str, line: bool = False) -> str:
        return canonical_text(text, one_line=line)

    def read(self, file: bytes, sheet: str) -> str:
        return dumps(parse(file, name="x", sheets=[self.sheets[sheet]])).decode()

    def normal(self, data: dict[str, Any], sheet: str) -> str:
        return dumps(normalise(data, self.sheets[sheet])).decode()

    stored = normal

    def shared(self, data: dict[str, Any], sheet: str) -> str:
        of = self.sheets[sheet]
        return dumps(without_private(normalise(data, of), of)).decode()

    def figures(self, answers: dict[str, Any], sheet: str) -> dict[str, Any]:
        of = self.sheets[sheet]
        return dict(figures(of, normalise({"answers": answers}, of).answers))

    def figure(self, operation: Any, values: list[Any], decimal: str) -> str:
        row = {f"k{at}": value for at, value in enumerate(values)}
        made = Computed.make_unchecked(key="c", label="C", operation=operation, of=tuple(row))
        return row_figure(made, row, decimal)

    def number(self, text: str, decimal: str) -> list[Any] | None:
        number = read_number(text, decimal)
        return number and [format_number(number, decimal), number.after]

    def flat(self, answers: dict[str, Any], sheet: str) -> dict[str, Any]:
        of = self.sheets[sheet]
        return flat(normalise({"answers": answers}, of).answers, of)

    def judge(self, type: str, text: str) -> bool:
        model = TYPES[type]
        assert issubclass(model, Question)
        return model.make(key="a", label="A").wrong(text) is None

    def nested(self, values: dict[str, Any], sheet: str) -> str:
        data = nest(values, self.sheets[sheet])
        return json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True)

    def is_pdf(self, file: bytes) -> bool:
        return is_pdf(file)

    def pdf(self, file: bytes, sheet: str) -> str:
        try:
            return dumps(read_sheet(file, name="x", sheets=[self.sheets[sheet]])).decode()
        except RefusedError as error:  # a page knows its own sheet only
            error.why = "other_sheet" if error.why == "pdf_gone" else error.why
            raise

    def link(self, text: str, sheet: str) -> str:
        """Read what a link holds as a page does; the program itself is given no links."""
        try:
            packed = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
            unpacking = zlib.decompressobj(-15)
            raw = unpacking.decompress(packed, BUDGETS["file"] + 1)
        except (binascii.Error, zlib.error):
            raise RefusedByScriptError("broken") from None
        if not unpacking.eof and len(raw) <= BUDGETS["file"]:
            raise RefusedByScriptError("broken")
        return self.read(raw, sheet)

    def fields(self, file: bytes) -> dict[str, Any]:
        return {one.name: one.value for one in read_fields(file, "x")}

    def work(self, file: bytes, pdf: bool = False) -> str:
        if pdf:
            read = read_pdf(file, name="x", sheets=self.garden)
            found = read if isinstance(read, tuple) else (read,)
        else:
            found = parse_backup(file, name="x", sheets=self.garden)
        full = [one for one in found if one.answers or one.earlier or one.copy]
        return dumps_backup(self.garden[0].manifest.id, full).decode()

    def combined(self, files: list[dict[str, str]], secret: bool, names: bool) -> dict[str, str]:
        sources = []
        for one in files:
            raw = base64.b64decode(one["file"])
            with contextlib.suppress(RefusedError):
                sources.append(source_of(raw, name=one["name"], sheets=self.garden))
        sheets: dict[str, Sheet] = {sheet.ref: sheet for sheet in self.garden}
        combined = combine(sources, sheets, self.garden[0].manifest.id, private=secret)
        seen = combined_views(combined, self.garden, names=names)
        text = json.dumps(seen, ensure_ascii=False, indent=2, sort_keys=True)
        return {"text": dumps_combined(combined).decode(), "views": text}

    def folded(self, text: str) -> str:
        return fold_text(text)

    def words(self, text: str) -> list[str]:
        return letters.words(text)

    def plain(self, text: str) -> str:
        return letters.plain(text)


def given(call: str, vector: dict[str, Any]) -> dict[str, Any]:
    """Return the arguments of a vector: a file may be written as text, as data or as a paper."""
    asked = dict(vector["give"])
    if "text" in asked and call in ("is_pdf", "read", "work"):
        asked["file"] = asked.pop("text").encode("utf-8", "surrogatepass")
    if "hex" in asked:
        asked["file"] = bytes.fromhex(asked.pop("hex"))
    if "says" in asked:
        asked["file"] = json.dumps(asked.pop("says")).encode()
    if "objects" in asked:
        asked["file"] = paper(asked.pop("objects"))
    return asked
