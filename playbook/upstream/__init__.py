"""Where the upstream of a fork comes from, what of it is taken, and how that is kept."""

from playbook.upstream.layers import read_layers

__all__ = ["read_layers"]
