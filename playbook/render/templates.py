"""The Jinja environment: a publisher's templates before the shipped ones, block by block."""

from __future__ import annotations

import re
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    Template,
    TemplateNotFound,
)

from playbook.cache.bytecode import compile_once
from playbook.keys import TEMPLATES
from playbook.render.words import Words
from playbook.shipped import shipped_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from jinja2.environment import TemplateModule
    from jinja2.runtime import Context

    from playbook.model.manifest import KindName, Manifest


_OWN_NAMES: Mapping[str, KindName] = MappingProxyType({})
_PAGE = re.compile(r"pages/(item|index)/([a-z-]+)\.html")


class _Folder(FileSystemLoader):
    """A folder of templates; the pages of a kind may lie at its home.

    `pages/item/tips.html` is `kinds/tips/item.html` where there is no file of that name.
    """

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        try:
            return super().get_source(environment, template)
        except TemplateNotFound:
            if (page := _PAGE.fullmatch(template)) is None:
                raise
            return super().get_source(environment, f"kinds/{page[2]}/{page[1]}.html")

    def list_templates(self) -> list[str]:
        names = super().list_templates()
        homes = (name.split("/") for name in names if name.startswith("kinds/"))
        pages = {f"pages/{page}/{kind}.html" for _, kind, *rest in homes for page in _pages(rest)}
        return sorted({*names, *pages})


def _pages(rest: list[str]) -> list[str]:
    return [name for name in ("item", "index") if rest == [f"{name}.html"]]


class _Template(Template):
    """A template; what another one imports of it is made anew for each page.

    Else what stands outside its macros would be read of the playbook once, for all pages.
    """

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        self._module = None
        return super()._get_default_module(ctx)


class Templates:
    """Templates, words and static files of one playbook; a publisher's own go first."""

    def __init__(
        self, language: str, *, own: Path, names: Mapping[str, KindName] = _OWN_NAMES
    ) -> None:
        """Look into `own` first, if there is such a folder; `names` are a playbook's for its kinds.

        A template of a publisher can extend the shipped one of the same name as `@parent/NAME`
        and override single blocks.
        """
        home = shipped_folder("templates")
        self.folders = [own, home] if own.is_dir() and not own.samefile(home) else [home]
        words = Words(
            language, [folder / "words" for folder in self.folders], templates=self.folders
        )
        self.words = words.with_kind_names(names)
        self.environment = Environment(
            loader=ChoiceLoader(
                [
                    *(_Folder(folder) for folder in self.folders),
                    PrefixLoader({"@parent": _Folder(home)}),
                ]
            ),
            autoescape=True,
            undefined=StrictUndefined,
            auto_reload=False,  # an environment lives for one build
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.environment.policies["json.dumps_kwargs"] = {
            "sort_keys": True,
            "separators": (",", ":"),
        }
        compile_once(self.environment, "pages")
        self.environment.template_class = _Template

    @classmethod
    def of(cls, manifest: Manifest, folder: Path) -> Templates:
        """Return those of the playbook in `folder`, in its language, with its names for kinds."""
        return cls(manifest.language, own=folder / TEMPLATES, names=manifest.kinds)

    @cached_property
    def sheet_words(self) -> Words:
        """The words of paper, in the playbook's language."""
        homes = [folder / "sheets" / "words" for folder in self.folders]
        where = "templates/sheets/words"
        return Words(self.words.language, homes, where=where, templates=self.folders)

    def styles_of_kinds(self) -> list[Path]:
        """Return the styles at the homes of kinds; a publisher's replace the shipped."""
        found: dict[str, Path] = {}
        for folder in reversed(self.folders):
            for path in folder.glob("kinds/*/style.css"):
                found[path.parent.name] = path
        return [path for _, path in sorted(found.items())]

    def files(self, inside: str) -> dict[str, Path]:
        """Return the files in the folder `inside` by name; a publisher's replace the shipped."""
        found: dict[str, Path] = {}
        for folder in reversed(self.folders):
            for path in sorted((folder / inside).glob("*")):
                found[path.name] = path
        return found
