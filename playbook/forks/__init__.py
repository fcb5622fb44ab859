"""Forks: a playbook that builds on another one, and keeps up with it."""

from playbook.forks.chain import layers_of

__all__ = ["layers_of"]
