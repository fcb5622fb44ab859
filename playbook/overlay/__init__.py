"""Step 2: an upstream + a fork's overrides -> one draft, every value with its origin."""

from playbook.overlay.blame import blamed, of_upstream
from playbook.overlay.edits import edit
from playbook.overlay.flow import same
from playbook.overlay.layers import Layer, Overlaid
from playbook.overlay.names import Names, foretold
from playbook.overlay.nodes import count_of
from playbook.overlay.reader import Reader
from playbook.overlay.stack import overlay
from playbook.overlay.statements import MANIFEST, OWN, Statement, mark_of
from playbook.overlay.states import GROUPS, NOTHING, Kept, Locked, Outcome

__all__ = [
    "GROUPS",
    "MANIFEST",
    "NOTHING",
    "OWN",
    "Kept",
    "Layer",
    "Locked",
    "Names",
    "Outcome",
    "Overlaid",
    "Reader",
    "Statement",
    "blamed",
    "count_of",
    "edit",
    "foretold",
    "mark_of",
    "of_upstream",
    "overlay",
    "same",
]
