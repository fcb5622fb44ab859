"""MkDocs plugin: the worksheets of a playbook as forms."""
