"""The words of the interface, one file a language: `templates/words/<language>.yml`."""

from __future__ import annotations

import datetime
import re
from copy import copy
from typing import TYPE_CHECKING

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal

from playbook.errors import PlaybookError
from playbook.fields import TYPES
from playbook.language import Language
from playbook.render.kind_words import kind_texts, spare_texts, with_names, words_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from playbook.model import Duration
    from playbook.model.manifest import KindName
    from playbook.source import Data

_ENGLISH = Locale("en")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d)?\Z", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d\Z", re.ASCII)
_MONTH = re.compile(r"\d{4}-\d\d\Z", re.ASCII)
_PLURAL = re.compile(r"\.(zero|one|two|few|many|other)$")


class Words:
    """Call it with a key and what stands in the braces: `words("step.of", number=5, total=16)`."""

    def __init__(
        self,
        language: str,
        folders: Sequence[Path],
        *,
        where: str = "templates/words",
        templates: Sequence[Path] = (),
    ) -> None:
        """Read the file of the language, or of the nearest one, that comes first in `folders`.

        A text that it lacks, as after an update of the program or in a language that nobody has
        translated yet, is the English one; people know the folders as `where`. Raises
        ContentError where a file is broken.

        The words of field types stand in their homes in `templates`; a file may say them otherwise.
        """
        known = Language(language)
        self.language, self._where, self.locale = language, where, known.locale
        own = next((path for tag in known.nearest if (path := _first(tag, folders))), None)
        english = _first("en", folders[-1:])
        homes = [folder.parent / "kinds" for folder in folders]
        self._own = kind_texts(homes, known.nearest) | (_texts(own) if own else {})
        said = {_PLURAL.sub("", key) for key in self._own}
        spare = kind_texts(homes, ["en"]) | (_texts(english) if english else {})
        self._spare = {key: text for key, text in spare.items() if _PLURAL.sub("", key) not in said}
        texts = self._spare | self._own | {"direction": known.direction}
        self._say(spare_texts(texts) | field_words(templates, known.nearest) | texts)

    def _say(self, texts: dict[str, str]) -> None:
        self._texts = texts
        self._known = texts.keys() | {_PLURAL.sub("", key) for key in texts}

    def with_kind_names(self, names: Mapping[str, KindName]) -> Words:
        """Return the same words with the names that a playbook gives its kinds."""
        if not names:
            return self
        other = copy(self)
        other._say(with_names(self._texts, names))
        return other

    @property
    def right_to_left(self) -> bool:
        """Whether the language is written from the right."""
        return self("direction") == "rtl"

    def __contains__(self, key: str) -> bool:
        return key in self._known

    def __call__(self, key: str, *, count: int | None = None, **values: object) -> str:
        """Return the text for `key`; `count` chooses among the plural forms of the language.

        Raises PlaybookError where there is no such text.
        """
        if key not in self:
            raise PlaybookError(f'There is no word "{key}" in {self._where}/{self.language}.yml.')
        if count is None:
            return self._texts[key].format(**values) if values else self._texts[key]
        rules = self.locale if self.language_of(key) == self.language else _ENGLISH
        form = rules.plural_form(count)
        text = self._texts.get(f"{key}.{form}") or self._texts[f"{key}.other"]
        return text.format(count=count, **values)

    def time(self, time: Duration) -> str:
        """Return how long something takes, as people say it: "About 1 hour", "About 2 days"."""
        low, high, unit = time.low, time.high, time.unit
        if unit == "minutes":
            if low != high:
                return self("time.range", low=low, high=high)
            if low % 60:
                return self("time.about", count=low)
            return self("time.hours", count=low // 60)
        if low != high:
            return self(f"time.{unit}_range", count=high, low=low, high=high)
        return self(f"time.{unit}", count=low)

    def moment(self, text: str, *, short: bool = False) -> str:
        """Return a day, or a day and a time, as the language writes it; what is none as it is."""
        try:
            moment = datetime.datetime.fromisoformat(text if _MOMENT.match(text) else "")
        except ValueError:
            return text
        day = format_date(moment, "medium", self.locale) if short else self.day(moment.date())
        return f"{day}, {moment:%H:%M}" if "T" in text else day

    def day(self, day: datetime.date) -> str:
        """Return a day as the language writes it, by CLDR, as browsers do."""
        return format_date(day, "long", locale=self.locale)

    def when(self, text: str) -> str:
        """Return a date in any form: 2014-03-09 and 2014-03 in words, all else as it is."""
        try:
            if _DAY.match(text):
                return self.day(datetime.date.fromisoformat(text))
            if _MONTH.match(text):
                month = datetime.date.fromisoformat(f"{text}-01")
                return format_skeleton("yMMMM", month, locale=self.locale)
        except ValueError:
            pass  # no day of any calendar: the author's own words
        return text

    def number(self, value: float) -> str:
        """Return a number as the language writes it."""
        return str(format_decimal(value, locale=self.locale))

    def keys(self) -> frozenset[str]:
        """Return the keys that the files of the language have, without those that are spare."""
        return frozenset(self._own)

    def under(self, *names: str) -> dict[str, str]:
        """Return the texts of groups as they stand, by the rest of their keys; the last wins.

        Plural forms that are not in the language have theirs beside them, as `<key>.language`.
        """
        found: dict[str, str] = {}
        for name in names:
            inside = [key for key in self._texts if key.startswith(f"{name}.")]
            for key in inside:
                found[key.removeprefix(f"{name}.")] = self._texts[key]
            for key in inside:
                group = key.removesuffix(".other")
                if group != key and (spoken := self.language_of(group)) != self.language:
                    found[f"{group}.language".removeprefix(f"{name}.")] = spoken
        return found

    def language_of(self, key: str) -> str:
        """Return the language that the text for `key` is in: its plural forms are those of it."""
        return "en" if f"{key}.other" in self._spare else self.language

    def every_text(self) -> Iterable[str]:
        """Return all texts as they stand in the files."""
        return self._texts.values()

    def text(self, key: str) -> str:
        """Return the text for `key` as it stands in the file."""
        return self._texts[key]


def field_words(templates: Sequence[Path], nearest: Sequence[str]) -> dict[str, str]:
    """Return the words of every type of field by their keys, in the `nearest` language it speaks.

    Where it speaks none of them, they are English.
    """
    found: dict[str, str] = {}
    for folder in reversed(templates):
        for name in TYPES:
            path = folder / "fields" / name / "words.yml"
            spoken = _texts(path) if path.is_file() else {}
            for spare in ("en", *reversed(nearest)):
                texts = {key: text for key, text in spoken.items() if key.startswith(f"{spare}.")}
                found |= {f"fields.{name}.{key.partition('.')[2]}": texts[key] for key in texts}
    return found


def _first(language: str, folders: Sequence[Path]) -> Path | None:
    paths = (folder / f"{language}.yml" for folder in folders)
    return next((path for path in paths if path.is_file()), None)


def _texts(path: Path) -> dict[str, str]:
    return dict(_flat(words_in(path, path.stem)))


def _flat(data: Data, name: str = "") -> list[tuple[str, str]]:
    if isinstance(data, dict):
        return [
            pair
            for key, inner in data.items()
            for pair in _flat(inner, f"{name}.{key}" if name else key)
        ]
    return [(name, data if isinstance(data, str) else "")]
