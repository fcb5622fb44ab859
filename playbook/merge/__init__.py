"""Step 2: an upstream + a fork's overrides -> one draft, every value with its origin."""

from playbook.merge.blame import FIX, at_extends, attribute_problems, upstream_problems
from playbook.merge.layers import Layer, Merged
from playbook.merge.merge import merge_layers
from playbook.merge.nodes import count_values
from playbook.merge.reader import OverrideReader
from playbook.merge.renames import CurrentNames, anticipate_renames
from playbook.merge.statements import MANIFEST, OWN_KEYS, Statement, digest
from playbook.merge.text import apply_edits, reads_same
from playbook.merge.three_way import EMPTY_BASELINE, GROUPS, Baseline, LockedCell, Outcome

__all__ = [
    "EMPTY_BASELINE",
    "FIX",
    "GROUPS",
    "MANIFEST",
    "OWN_KEYS",
    "Baseline",
    "CurrentNames",
    "Layer",
    "LockedCell",
    "Merged",
    "Outcome",
    "OverrideReader",
    "Statement",
    "anticipate_renames",
    "apply_edits",
    "at_extends",
    "attribute_problems",
    "count_values",
    "digest",
    "merge_layers",
    "reads_same",
    "upstream_problems",
]
