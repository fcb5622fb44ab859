"""JSON Schema for editors: keys, values and refs are completed and checked as one types."""

from playbook.schema.files import editor_settings, write_schemas
from playbook.schema.fork import manifest_of_a_fork, overrides
from playbook.schema.kinds import schemas

__all__ = ["editor_settings", "manifest_of_a_fork", "overrides", "schemas", "write_schemas"]
