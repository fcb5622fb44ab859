"""Turn a folder of YAML into a coalition playbook: a searchable site, worksheets and data."""
