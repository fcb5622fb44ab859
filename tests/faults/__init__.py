"""Builds that are stopped at every call of the file system: `python -m tests.faults`."""
