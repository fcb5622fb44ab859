"""What a playbook is: its manifest, its kinds of item, and the fields of a worksheet."""

from playbook.fields import Column, Field, Option
from playbook.model.checks import Check, Line, ListEntry, Passage, SharedCheck
from playbook.model.duration import Duration
from playbook.model.item import Item, Notice, Pitfall
from playbook.model.items import (
    KINDS,
    Appeal,
    Block,
    CaseStudy,
    Checklist,
    Guide,
    Move,
    Path,
    Role,
    Rule,
    Source,
    Step,
    Term,
    Tip,
    Worksheet,
)
from playbook.model.letter import Letter
from playbook.model.lineage import ALONE, Before, Changed, Lineage, Upstream
from playbook.model.manifest import Edition, Manifest, Phase
from playbook.model.synonyms import NO_SYNONYMS, Synonyms
from playbook.scalars import Record, Ref

__all__ = [
    "ALONE",
    "KINDS",
    "NO_SYNONYMS",
    "Appeal",
    "Before",
    "Block",
    "CaseStudy",
    "Changed",
    "Check",
    "Checklist",
    "Column",
    "Duration",
    "Edition",
    "Field",
    "Guide",
    "Item",
    "Letter",
    "Line",
    "Lineage",
    "ListEntry",
    "Manifest",
    "Move",
    "Notice",
    "Option",
    "Passage",
    "Path",
    "Phase",
    "Pitfall",
    "Record",
    "Ref",
    "Role",
    "Rule",
    "SharedCheck",
    "Source",
    "Step",
    "Synonyms",
    "Term",
    "Tip",
    "Upstream",
    "Worksheet",
]
