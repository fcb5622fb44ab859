"""What a playbook is: its manifest, its kinds of item, and the fields of a worksheet."""

from playbook.fields import Column, Field, Option
from playbook.model.items import (
    KINDS,
    Appeal,
    CaseStudy,
    Checklist,
    Guide,
    Item,
    Path,
    Role,
    Rule,
    Source,
    Step,
    Term,
    Tip,
    Worksheet,
)
from playbook.model.lineage import ALONE, Before, Changed, Lineage, Upstream
from playbook.model.manifest import Edition, Manifest, Phase
from playbook.model.synonyms import NO_SYNONYMS, Synonyms
from playbook.scalars import Minutes, Record, Ref

__all__ = [
    "ALONE",
    "KINDS",
    "NO_SYNONYMS",
    "Appeal",
    "Before",
    "CaseStudy",
    "Changed",
    "Checklist",
    "Column",
    "Edition",
    "Field",
    "Guide",
    "Item",
    "Lineage",
    "Manifest",
    "Minutes",
    "Option",
    "Path",
    "Phase",
    "Record",
    "Ref",
    "Role",
    "Rule",
    "Source",
    "Step",
    "Synonyms",
    "Term",
    "Tip",
    "Upstream",
    "Worksheet",
]
