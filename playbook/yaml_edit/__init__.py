"""Change YAML that people wrote, and leave what they did not mean as it is, comments too."""

from playbook.yaml_edit.edits import (
    cut_value,
    cut_with_comments,
    replace_edits_with_set,
    replace_text,
    to_yaml,
)
from playbook.yaml_edit.spans import line_ending

__all__ = [
    "cut_value",
    "cut_with_comments",
    "line_ending",
    "replace_edits_with_set",
    "replace_text",
    "to_yaml",
]
