"""What readers call each kind: the words of its home, and the names that a playbook gives it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from playbook.errors import ContentError
from playbook.kinds import KINDS, Checklist, Guide, Step, Worksheet
from playbook.source import read

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from playbook.model.manifest import KindName
    from playbook.source import Data

_KEYS = {
    "one": "kinds.{kind}.one",
    "other": "kinds.{kind}.other",
    "lede": "kinds.{kind}.lede",
    "count": "box.{kind}",
    "around": "around.{kind}",
    "asked": "search.kinds.{kind}",
}
"""Word in a kind's home -> the key under which templates and scripts know it."""
_ON_PAPER = {
    Worksheet.kind: "sheet.worksheet",
    Checklist.kind: "sheet.checklist",
    Guide.kind: "packet.guide",
}
"""Kind -> the key under which the words of PDFs name it."""


def kind_texts(homes: Sequence[Path], languages: Sequence[str]) -> dict[str, str]:
    """Return what `words.yml` in the homes of kinds says in the first of some languages.

    The first home wins, word by word.

    Raises ContentError where such a file is broken.
    """
    found: dict[str, str] = {}
    for home in reversed(homes):
        for path in sorted(home.glob("*/words.yml")):
            data = words_in(path, path.parent.name)
            data = data if isinstance(data, dict) else {}
            said = next((data[tag] for tag in languages if tag in data), None)
            found |= _texts(path.parent.name, said)
    return found


def words_in(path: Path, ref: str) -> Data:
    """Return what a file of words says, for reading alone; people know it as `ref`.

    Raises ContentError where it is broken.
    """
    return _read(path.read_bytes(), str(path), ref)


@lru_cache(maxsize=500)
def _read(content: bytes, file: str, ref: str) -> Data:
    """Read a file of words once in a process: a build asks for the same ones many times."""
    document, problems = read(content, file=file, ref=ref)
    if problems:
        raise ContentError(problems)
    return document.data


def _texts(kind: str, said: Data) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, text in said.items() if isinstance(said, dict) else ():
        key = _KEYS.get(name, "kinds.{kind}." + name).format(kind=kind)
        forms = text if isinstance(text, dict) else {"": text}
        found |= {f"{key}.{form}".rstrip("."): str(one or "") for form, one in forms.items()}
    return found


def spare_texts(texts: Mapping[str, str]) -> dict[str, str]:
    """Return words for kinds whose home says none, so that nothing is without a name."""
    found: dict[str, str] = {}
    for kind in KINDS:
        name = kind.replace("-", " ").capitalize()
        other = texts.get(f"kinds.{kind}.other", name)
        found |= {
            f"kinds.{kind}.one": name,
            f"kinds.{kind}.other": name,
            f"kinds.{kind}.lede": "",
            f"box.{kind}.other": f"{{count}} {other}",
            f"around.{kind}": texts.get("around.same", "{kinds}").format(kinds=other),
            f"search.kinds.{kind}": texts.get(f"kinds.{kind}.one", name),
        }
    return {key: text for key, text in found.items() if key not in texts}


def with_names(texts: Mapping[str, str], names: Mapping[str, KindName]) -> dict[str, str]:
    """Return `texts` with the names that a playbook gives its kinds."""
    found = dict(texts)
    for kind, named in names.items():
        found = {key: text for key, text in found.items() if not key.startswith(f"box.{kind}.")}
        found |= {
            f"kinds.{kind}.one": named.one,
            f"kinds.{kind}.other": named.other,
            f"box.{kind}.one": f"{{count}} {_literal(named.one)}",
            f"box.{kind}.other": f"{{count}} {_literal(named.other)}",
            f"around.{kind}": texts.get("around.same", "{kinds}").format(kinds=named.other),
        }
        if named.lede:
            found[f"kinds.{kind}.lede"] = named.lede
        if kind == Step.kind:
            one = _literal(named.one)
            found |= {
                "step.number": f"{one} {{number}}",
                "step.named": f"{one} {{number}}, {{title}}",
            }
        if (paper := _ON_PAPER.get(kind)) in texts:
            found[str(paper)] = named.one
    return found


def _literal(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")
