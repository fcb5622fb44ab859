"""What a language tag (BCP 47) says: script, direction, and whose rules and words come nearest.

Tags are judged with CLDR's data, as Babel carries it. A language that CLDR does not describe
follows the rules of English.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.localedata import locale_identifiers

PATTERN = (
    r"^[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*"
    r"(?:-x(?:-[a-z0-9]{1,8})+)?$"
)
"""Language, script, region, variants and private parts of a tag, each in its usual case."""

# Unicode's scripts that are written from the right (UAX 24, Bidi_Class R and AL)
_FROM_THE_RIGHT = frozenset(
    ["Adlm", "Arab", "Aran", "Hebr", "Mand", "Mend", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa", "Yezi"]
)
_ENGLISH = Locale("en")
# Codes of their own in IANA's registry, though CLDR has them under the name of their macrolanguage;
# other codes of three letters that it has under two, such as eng, are written with two
_WITHIN_A_MACROLANGUAGE = re.compile(
    "als|arb|ayr|azj|cmn|cwd|ekk|esk|fat|fuc|gaz|gug|ike|khk|kmr|knc|kng|kpv|lvs|npi|ojg|ory|pbu|"
    "pes|plt|prs|quz|src|swh|uzn|ydd|zsm|zyb"
)


@dataclass(frozen=True)
class Language:
    """A well-formed tag, and what follows from it."""

    tag: str

    @cached_property
    def _parts(self) -> tuple[str, str | None, str | None]:
        language, *rest = self.tag.partition("-x-")[0].split("-")
        script = next((part for part in rest if part.isalpha() and len(part) == 4), None)
        region = next((part for part in rest if len(part) == 2 or part.isdigit()), None)
        return language, script, region

    @property
    def code(self) -> str:
        """The language alone, such as `zh`."""
        return self._parts[0]

    @cached_property
    def script(self) -> str:
        """The script that it is written in, such as `Hant`; the likely one where none is named."""
        return self._parts[1] or self._likely(1) or "Latn"

    @cached_property
    def region(self) -> str | None:
        """The region (two letters) that a typesetter needs to choose among forms of letters."""
        region = self._parts[2] or (self._parts[1] and self._likely(2))
        return region if region and len(region) == 2 else None

    @property
    def direction(self) -> str:
        """`rtl` or `ltr`."""
        return "rtl" if self.script in _FROM_THE_RIGHT else "ltr"

    @cached_property
    def locale(self) -> Locale:
        """The rules of CLDR for plural forms, numbers and dates."""
        for tag in self.nearest:
            try:
                return Locale.parse(tag, sep="-")
            except (UnknownLocaleError, ValueError):
                continue
        return _ENGLISH

    @property
    def nearest(self) -> list[str]:
        """This tag, and shorter ones in the same script: whose words a reader can read as well."""
        parts = self.tag.partition("-x-")[0].split("-")
        tags = ["-".join(parts[:length]) for length in range(len(parts), 0, -1)]
        if (wider := _today(self.code)) != self.code:
            tags.append(wider)
        same = [tag for tag in tags if Language(tag).script == self.script]
        return list(dict.fromkeys([self.tag, *same]))

    def _likely(self, part: int) -> str | None:
        """Return the script (1) or region (2) that CLDR thinks likely."""
        code, script, region = _today(self.code), *self._parts[1:]
        known = get_global("likely_subtags")
        keys = (f"{code}_{script}_{region}", f"{code}_{script}", f"{code}_{region}", code)
        found = next((known[key] for key in keys if key in known), "")
        parts = found.split("_")
        return str(parts[part]) if len(parts) == 3 else None


def wrong_tag(tag: str) -> str | None:
    """Return what to write instead of a tag that names no language, or None for a good one."""
    better = _canonical(tag)
    code, *rest = tag.partition("-x-")[0].split("-")
    known = _ENGLISH.languages
    if re.fullmatch(PATTERN, tag) and better == tag and (code in known or len(code) == 3):
        return next((hint for part in rest if (hint := _unknown_part(part))), None)
    if better != tag and wrong_tag(better) is None:
        return f'Did you mean "{better}"?'
    if (meant := _by_name(tag)) is not None:
        return f'Did you mean "{meant}"?'
    return "Write its code, for example en, es, ar or pt-BR."


def _unknown_part(part: str) -> str | None:
    """Return what to do about a script, region or variant that CLDR does not know."""
    if len(part) == 4 and part.isalpha():
        return None if part in _ENGLISH.scripts else "Look up the code of its script, like Latn."
    if len(part) == 2:
        return None if part in _ENGLISH.territories else "Look up the code of its region, like BR."
    if part.isdigit() or part.upper() in _ENGLISH.variants or part in _ENGLISH.variants:
        return None
    return f"Leave {part} out: no variant is called so."


def _canonical(tag: str) -> str:
    """Return the tag in its usual case, with hyphens, and by the codes that are used today."""
    code, *rest = tag.replace("_", "-").split("-")
    code = code.lower()
    today = _today(code)
    if len(today) == 2 and not _WITHIN_A_MACROLANGUAGE.fullmatch(code):
        code = today
    cased = {2: str.upper, 4: str.title}
    return "-".join([code, *(cased.get(len(part), str.lower)(part) for part in rest)])


def _today(code: str) -> str:
    """Return the code under which CLDR describes a language."""
    return str(get_global("language_aliases").get(code, code)).partition("_")[0]


def _by_name(name: str) -> str | None:
    """Return the language with this name, English or its own, which people write for its code."""
    name = name.casefold()
    english = (code for code, known in _ENGLISH.languages.items() if known.casefold() == name)
    own = (code for code in locale_identifiers() if "_" not in code and _own_name(code) == name)
    return next(chain(english, own), None)


def _own_name(code: str) -> str:
    return str(Locale(code).get_display_name(code)).casefold()
