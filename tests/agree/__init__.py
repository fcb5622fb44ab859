"""Random playbooks of nasty texts: `check` and `build` must agree on each."""
