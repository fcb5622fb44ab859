"""The kinds of item. The folder names are the kinds: `content/tips/no-surprises.yml` is a tip.

Every module here that bears the name of a kind is the home of that kind.
"""

from playbook.kinds.appeals import Appeal
from playbook.kinds.case_studies import CaseStudy, Move
from playbook.kinds.checklists import Checklist
from playbook.kinds.guides import Block, Guide
from playbook.kinds.item import Item, Notice, Pitfall, Place
from playbook.kinds.paths import Path
from playbook.kinds.registry import KINDS, home, withdraw
from playbook.kinds.roles import Role
from playbook.kinds.rules import Rule
from playbook.kinds.sources import Source
from playbook.kinds.steps import Step
from playbook.kinds.terms import Term
from playbook.kinds.tips import Tip
from playbook.kinds.worksheets import Worksheet

__all__ = [
    "KINDS",
    "Appeal",
    "Block",
    "CaseStudy",
    "Checklist",
    "Guide",
    "Item",
    "Move",
    "Notice",
    "Path",
    "Pitfall",
    "Place",
    "Role",
    "Rule",
    "Source",
    "Step",
    "Term",
    "Tip",
    "Worksheet",
    "home",
    "withdraw",
]
