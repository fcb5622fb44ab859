"""What a playbook is: its manifest, its kinds of item, and the fields of a worksheet."""

from playbook.fields import Column, Field, Option
from playbook.kinds import (
    KINDS,
    Appeal,
    Block,
    CaseStudy,
    Checklist,
    Guide,
    Item,
    Move,
    Notice,
    Path,
    Pitfall,
    Role,
    Rule,
    Source,
    Step,
    Term,
    Tip,
    Worksheet,
)
from playbook.model.lineage import ALONE, Before, Changed, Lineage, Reason, Upstream
from playbook.model.manifest import INDEX, Book, Edition, Manifest, Phase, Purpose, Selection
from playbook.model.synonyms import NO_SYNONYMS, Synonyms
from playbook.parts.checks import Check, Line, ListEntry, Passage, SharedCheck
from playbook.parts.duration import Duration
from playbook.parts.letter import Letter
from playbook.scalars import Record, Ref

__all__ = [
    "ALONE",
    "INDEX",
    "KINDS",
    "NO_SYNONYMS",
    "Appeal",
    "Before",
    "Block",
    "Book",
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
    "Purpose",
    "Reason",
    "Record",
    "Ref",
    "Role",
    "Rule",
    "Selection",
    "SharedCheck",
    "Source",
    "Step",
    "Synonyms",
    "Term",
    "Tip",
    "Upstream",
    "Worksheet",
]
