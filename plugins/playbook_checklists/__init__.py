"""MkDocs plugin: the checklists of a playbook as forms, and the page "My work"."""
