"""MkDocs plugin: the pages of a playbook."""
