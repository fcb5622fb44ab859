"""Under which terms words may be used."""

from __future__ import annotations

from playbook.scalars import Address, Plain, Record


class Licence(Record):
    """Under which terms the words may be used."""

    title: Plain
    url: Address
