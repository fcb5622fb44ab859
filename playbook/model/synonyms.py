"""The synonyms, `content/synonyms.yml`: what readers type, and what the playbook calls it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field as Setting

from playbook.scalars import Plain, Record


class Synonyms(Record):
    """Words that readers type -> words that stand in the items they want."""

    words: dict[Plain, Annotated[tuple[Plain, ...], Setting(min_length=1)]] = Setting(
        default_factory=dict
    )


NO_SYNONYMS = Synonyms()
